import { startHub } from '../test/support/running-hub.js';
import { SEAT_PASSWORD, seedDesk } from '../test/support/seed-desk.js';

/** A hub with people and tickets at the desk, to look at and to work on pages: `npm run desk`. Ctrl-C ends it. */
const hub = await startHub();
const { at } = await seedDesk(hub);
const seats = Object.keys(at).join(', ');
process.stdout.write(`${hub.base}/desk\nSeats: ${seats}\nPassword of each: ${SEAT_PASSWORD}\n`);
process.once('SIGINT', () => void hub.stop().then(() => process.exit(0)));
process.once('SIGTERM', () => void hub.stop().then(() => process.exit(0)));
