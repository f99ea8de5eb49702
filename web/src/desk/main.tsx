import '../style/tokens.css';
import { createRoot } from 'react-dom/client';

/** The door to the desk: antd and everything built on it come in a chunk of their own. */
async function main(): Promise<void> {
  const { Desk } = await import('./Desk');
  const root = document.querySelector('#root');
  const nonce = document.querySelector('#csp-nonce')?.getAttribute('content') ?? undefined;
  if (root) createRoot(root).render(<Desk nonce={nonce} />);
}

void main();
