import type { Next } from '../composer.js';
import type { FormField } from '../../model/city.js';
import { absorb } from '../absorb.js';
import { type Draft, formOf } from '../draft.js';
import { fieldById, TYPE } from '../form.js';
import { submitForm } from '../submit.js';
import type { Turn } from '../turn.js';
import { askForYes, gather, labelOf, question } from './gather.js';

/** The summary waits: yes makes the ticket, a correction or addition changes it, no asks what is wrong. */
export function confirm(turn: Turn, next: Next): void {
  const { city } = turn.context;
  const named = turn.chosen?.startsWith(FIX) ? turn.chosen.slice(FIX.length) : undefined;
  if (named !== undefined) return askAnew(turn, named);
  const wrong = fieldsDenied(turn);
  if (wrong.length > 0) return askAnew(turn, ...wrong);
  const { draft } = turn.state;
  const absorbed = absorb(draft, turn, { city, correcting: true, mending: turn.mends, chosen: turn.chosen });
  const mends = [...absorbed.took].some((field) => field !== 'attachments');
  if (turn.wants('yes') && !mends) {
    turn.update({ draft: { ...turn.state.draft, attachments: absorbed.draft.attachments } });
    return submitForm(turn, 'confirmed');
  }
  if (absorbed.took.size > 0) return gather(turn, next);
  const about = fieldsNamed(turn);
  if (about.length > 0) return askAnew(turn, ...about);
  if (/^没有?[了吧啊]?$/.test(turn.heard) || turn.wants('skip')) return askForYes(turn, 'confirm.sure');
  if (turn.wants('no') || turn.mends) return askWhatIsWrong(turn);
  next();
}

/** Values of the buttons that name what is to be put right. */
const FIX = 'fix:';

function askWhatIsWrong(turn: Turn): void {
  const fields = formOf(turn.context.city, turn.state.draft).fields.filter(({ need }) => need !== 'take');
  const names = fields.map((field) => labelOf(field, turn));
  turn.say('confirm.whatWrong', { labels: names.join(turn.language === 'en' ? ', ' : '、') });
  turn.offer([
    ...fields.map((field) => ({ label: labelOf(field, turn), value: `${FIX}${field.id}` })),
    { label: 'button.fixType', value: `${FIX}${TYPE}` },
  ]);
}

/** "电话不对，地点也不对": fields named as wrong, without the right values. */
function fieldsDenied(turn: Turn): string[] {
  const { phones, places, times, names, ticketNumbers } = turn.understanding;
  const values = phones.length + places.length + times.length + names.length + ticketNumbers.length;
  const isDenial =
    values === 0 && !/\d{3}/.test(turn.heard) && turn.heard.length <= MOST_DENIED && DENIES.test(turn.heard);
  return isDenial ? fieldsNamed(turn) : [];
}
const DENIES = /不对|错|有误|不准|不是|要改|改一?下|wrong|incorrect|change/i;
const MOST_DENIED = 20;

/** "地点不对" names a field without a new value: it is asked for again. */
function fieldsNamed(turn: Turn): string[] {
  const heard = turn.heard.toLowerCase().replace(/[.\d]/g, '');
  const { fields } = formOf(turn.context.city, turn.state.draft);
  const named = fields.filter((field) => wordsFor(field).some((word) => heard.includes(word)));
  return [...(/类型|类别|分类|种类|\bkind\b/.test(heard) ? [TYPE] : []), ...named.map(({ id }) => id)];
}

/** What people call a field: its label, and the everyday words for what it holds. */
const wordsFor = ({ label, labelEn, kind }: FormField): string[] =>
  [...label.split(/[（、）/]/), labelEn.toLowerCase(), ...EVERYDAY[kind]].filter((word) => word.length > 1);
const EVERYDAY: Readonly<Record<FormField['kind'], readonly string[]>> = {
  matter: ['内容', '情况'],
  place: ['地址', '位置', 'address'],
  time: ['日期', 'date'],
  name: ['名字', '姓名', '姓', 'name'],
  phone: ['电话', '手机', '号码', 'number'],
  text: [],
  choice: [],
};

/** Asks for the fields one by one: the first now, the others as if they had not been asked yet. */
function askAnew(turn: Turn, ...ids: string[]): void {
  const { city } = turn.context;
  const fields = ids.flatMap((id) => fieldById(turn.state.draft, city, id) ?? []);
  // What keeps its value would not be asked by itself, so it comes first.
  const [first = TYPE] = ids.toSorted((a, b) => Number(b === PLACE) - Number(a === PLACE));
  const cleared = fields.reduce(withoutValue, turn.state.draft);
  const asked = Object.fromEntries(Object.entries(cleared.asked).filter(([id]) => !ids.includes(id)));
  const refused = cleared.refused.filter((id) => !ids.includes(id));
  turn.update({ draft: { ...cleared, asked: { ...asked, [first]: 1 }, refused, pending: first } });
  turn.become({ type: 'gathering' });
  const named = fieldById(cleared, city, first);
  if (named?.kind === 'place') turn.say(named.prompt, { label: labelOf(named, turn) });
  else question(turn, first, 1);
}
const PLACE = 'place';

/** A value said to be wrong is gone; of place and story the part that is right stays. */
function withoutValue(draft: Draft, { id, kind }: FormField): Draft {
  switch (kind) {
    case 'phone':
      return { ...draft, phone: undefined };
    case 'name':
      return { ...draft, name: undefined };
    case 'time':
      return { ...draft, when: undefined };
    case 'text':
    case 'choice':
      return {
        ...draft,
        extra: Object.fromEntries(Object.entries(draft.extra).filter(([key]) => key !== id)),
      };
    case 'matter':
    case 'place':
      return draft;
  }
}
