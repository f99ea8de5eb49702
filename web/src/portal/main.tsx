import '../style/tokens.css';
import '../style/base.css';
import '../style/portal.css';
import { createRoot } from 'react-dom/client';
import { applyAppearance } from '../shared/appearance';
import { App, preparePage } from './App';
import { continueFromLink } from './continue-link';
import { startConversation } from './conversation';

/** What the hub painted stays in view until the page can be drawn whole: nothing jumps. */
async function main(): Promise<void> {
  applyAppearance();
  continueFromLink();
  startConversation();
  await preparePage();
  const root = document.querySelector('#root');
  if (root) createRoot(root).render(<App />);
}

void main();
