import { absorb } from '../absorb.js';
import { areaCodeOf } from '../area-codes.js';
import type { Next } from '../composer.js';
import { hasBegun } from '../draft.js';
import { fieldById } from '../form.js';
import { dialNumbers } from '../numbers.js';
import { park, unpark } from '../parking.js';
import type { Dialogue } from '../state.js';
import type { Turn } from '../turn.js';
import { proceed } from './gather.js';

type Refused = Extract<Dialogue, { type: 'refused' }>;

/** An answer as short as this to another question names a court or an army unit, and is no case. */
const BARE = 16;

/**
 * 不予受理: the reason, its basis and the proper way are told at once (国办函〔2025〕66号: 告知诉求人相应
 * 法定途径). What was said is put aside and not thrown away, because we may have misunderstood.
 */
export function refusal(turn: Turn, next: Next): void {
  const found = turn.understanding.refusal;
  if (!found || found.unsure || turn.threadTicketId !== undefined || turn.mends || isBareAnswer(turn))
    return next();
  const { city } = turn.context;
  turn.update({ draft: absorb(turn.state.draft, turn, { city, correcting: false }).draft });
  park(turn, false);
  turn.become({ type: 'refused', refusal: found.id });
  const area = areaCodeOf(turn.understanding.outside?.value ?? '') ?? null;
  turn.say(`refusal.${found.id}`, { lines: dialNumbers(found.hotlines, city) || null, area });
  turn.say('refused.otherwise').offer([
    { label: 'button.understood', value: 'refused:fine' },
    { label: 'button.registerAnyway', value: 'refused:register' },
  ]);
}

/** Whoever says that it is something else, or says it again, is heard: a person then decides. */
export function afterRefusal(turn: Turn & { dialogue: Refused }, next: Next): void {
  const { refusal: told } = turn.dialogue;
  const { understanding, chosen, heard } = turn;
  turn.become({ type: 'idle' });
  if (chosen === 'refused:fine') return void turn.say('refused.done');
  const agrees = AGREES.test(heard) || turn.wants('yes') || turn.wants('thanks');
  if (agrees && !INSISTS.test(heard)) return void turn.say('refused.done');
  const insists = chosen === 'refused:register' || INSISTS.test(heard) || understanding.refusal?.id === told;
  if (insists || (understanding.matter && !isOther(turn, told))) return register(turn);
  if (turn.declines) return void turn.say('refused.done');
  next();
}
const INSISTS =
  /不是这个意思|不是(?:这|那)[个样种回]|不对|误会|搞错|弄错|理解错|还是(?:要|想|请)|(?:帮|给|替)我?(?:登记|记录?|反映|受理)|登记|受理|坚持|that'?s not|not what i|anyway|register/i;

/** The refusal of what lies in another city. */
const ELSEWHERE = 'N01-outside';

/** Nothing is told but that it is to be registered. */
const ONLY_INSISTS = /^.{0,16}$/;
const AGREES = /^(?:哦|噢|好|行|嗯)?[,\s]*(?:知道|明白|收到|了解|懂|晓得|i see|understood|got it)/i;

/** Takes up what was put aside, with what the turn adds to it. */
function register(turn: Turn): void {
  if (!unpark(turn)) return;
  const { city } = turn.context;
  const isMatter = turn.understanding.matter !== undefined && !ONLY_INSISTS.test(turn.heard);
  const { draft } = turn.state;
  if (isMatter) turn.update({ draft: absorb(draft, turn, { city, correcting: false }).draft });
  turn.say('refused.registering');
  proceed(turn);
}

/** A category of its own, unlike that of what was refused, is another matter; so is the same thing here. */
function isOther({ understanding, state }: Turn, told: string): boolean {
  const isHere = understanding.places.some(({ value }) => value.county !== undefined);
  if (told === ELSEWHERE && isHere && understanding.category !== undefined) return true;
  const before = state.parked[0]?.draft.category?.value;
  const { category, refusal: again } = understanding;
  return again !== undefined || (category !== undefined && category.value !== before);
}

function isBareAnswer({ state, context, text }: Turn): boolean {
  const field = fieldById(state.draft, context.city, state.draft.pending);
  return hasBegun(state.draft) && field !== undefined && field.kind !== 'matter' && text.length <= BARE;
}
