import '../style/tokens.css';
import './style/desk.css';
import { createRoot } from 'react-dom/client';
import { applyAppearance } from '../shared/appearance';

/** The door to the desk: antd and everything built on it come in a chunk of their own. */
async function main(): Promise<void> {
  applyAppearance();
  const { Desk } = await import('./Desk');
  const root = document.querySelector('#root');
  const nonce = document.querySelector('#csp-nonce')?.getAttribute('content') ?? undefined;
  if (root) createRoot(root).render(<Desk nonce={nonce} />);
}

void main();
