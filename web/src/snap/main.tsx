import '../style/tokens.css';
import '../style/base.css';
import '../style/snap.css';
import { createRoot } from 'react-dom/client';
import { applyAppearance } from '../shared/appearance';
import { snapOutbox } from '../shared/hub';
import { Snap } from './Snap';

applyAppearance();
const root = document.querySelector('#root');
if (root) createRoot(root).render(<Snap />);
addEventListener('online', () => void snapOutbox.flush());
void snapOutbox.flush();
// Without a worker (plain http, private windows) the page works as long as there is a net.
if ('serviceWorker' in navigator)
  void navigator.serviceWorker.register('/snap-worker.js', { scope: '/snap' }).catch(() => undefined);
