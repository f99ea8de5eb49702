import type { Next } from '../composer.js';
import { absorb } from '../absorb.js';
import { formOf } from '../draft.js';
import { submitForm } from '../submit.js';
import type { Turn } from '../turn.js';
import { gather } from './gather.js';

/** The summary waits: yes makes the ticket, a correction or addition changes it, no asks what is wrong. */
export function confirm(turn: Turn, next: Next): void {
  const { city } = turn.context;
  const absorbed = absorb(turn.state.draft, turn, { city, correcting: true, chosen: turn.chosen });
  const mends = [...absorbed.took].some((field) => field !== 'attachments');
  if (turn.wants('yes') && !mends) {
    turn.update({ draft: { ...turn.state.draft, attachments: absorbed.draft.attachments } });
    return submitForm(turn, 'confirmed');
  }
  if (absorbed.took.size > 0) return gather(turn, next);
  const named = fieldNamed(turn);
  if (named !== undefined) return askAnew(turn, named);
  if (/^没有?[了吧啊]?$/.test(turn.heard)) return void turn.say('confirm.sure');
  if (turn.wants('no') || turn.mends) {
    turn.say('confirm.whatWrong', { labels: labels(turn).join(turn.language === 'en' ? ', ' : '、') });
    return;
  }
  next();
}

/** "地点不对" names a field without a new value: it is asked for again. */
function fieldNamed(turn: Turn): string | undefined {
  const fields = formOf(turn.context.city, turn.state.draft).fields;
  return fields.find(({ label, labelEn }) => {
    const words = [...label.split(/[（、）/]/), labelEn.toLowerCase()].filter((word) => word.length > 1);
    return words.some((word) => turn.heard.toLowerCase().includes(word));
  })?.id;
}

function askAnew(turn: Turn, id: string): void {
  const { draft } = turn.state;
  const field = formOf(turn.context.city, draft).fields.find((candidate) => candidate.id === id);
  if (!field) return;
  turn.update({ draft: { ...draft, pending: id } });
  turn.become({ type: 'gathering' });
  turn.say(field.prompt, { label: turn.language === 'en' ? field.labelEn : field.label });
}

const labels = (turn: Turn): string[] =>
  formOf(turn.context.city, turn.state.draft)
    .fields.filter(({ need }) => need !== 'take')
    .map(({ label, labelEn }) => (turn.language === 'en' ? labelEn : label));
