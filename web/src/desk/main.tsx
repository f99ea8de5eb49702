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
  if (nonce) signStyles(nonce);
  if (root) createRoot(root).render(<Desk nonce={nonce} />);
}

/**
 * Gives every style element the answer's nonce. antd does so for its own, but not for the few that its parts write in
 * passing (the lock of a scrolled page under a dialog), and the policy refuses whatever has none.
 */
function signStyles(nonce: string): void {
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (name === 'style') element.nonce = nonce;
    return element;
  };
}

void main();
