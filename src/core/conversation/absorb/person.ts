import { withNewTail } from '../answers.js';
import type { Taking } from './taking.js';

/** Below this, a word may be somebody else's name or none. */
const SURE = 0.6;

/** Who it is and how to call back: the citizen's own number and name, never those of the other side. */
export function takePerson(taking: Taking): void {
  takePhone(taking);
  takeName(taking);
  if (taking.wants('anonymous')) {
    const refused = [...new Set([...taking.draft.refused, 'name'])];
    taking.set('privacy', { anonymous: true, refused, name: undefined });
  }
  if (taking.wants('confidential')) taking.set('privacy', { secrecy: 'confidential' });
}

function takePhone(taking: Taking): void {
  const { draft, u } = taking;
  const { correcting } = taking.options;
  const phone =
    u.phones.find(({ role }) => role === 'own') ?? u.phones.find(({ role }) => role === 'unclear');
  if (phone) {
    const isWanted = taking.asks('phone') || correcting || !draft.phone || phone.role === 'own';
    if (isWanted) taking.set('phone', { phone: taking.from(phone) });
    return;
  }
  if (!correcting || !draft.phone) return;
  const mended = withNewTail(draft.phone.value, taking.text);
  if (mended) taking.set('phone', { phone: taking.known(mended, 0.8) });
}

function takeName(taking: Taking): void {
  const [name] = taking.u.names;
  if (!name || name.confidence < SURE) return;
  if (taking.asks('name') || taking.options.correcting || !taking.draft.name) {
    taking.set('name', { name: taking.from(name) });
  }
}
