// Starts the worker from TypeScript sources, in tests and `npm run dev`. The thread needs a loader of its own: that of
// the thread that starts it, or of a test runner, does not reach it, and `--import` does not work for threads on Node 20.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
