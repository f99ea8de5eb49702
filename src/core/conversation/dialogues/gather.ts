import { REQUEST_TYPES, RequestType } from '../../model/codes.js';
import type { FormField } from '../../model/city.js';
import type { Button } from '../../model/message.js';
import { absorb, type Absorbed } from '../absorb.js';
import type { Next } from '../composer.js';
import { type Draft, emptyDraft, hasBegun } from '../draft.js';
import { isNonsense, namesOnlyKind } from '../answers.js';
import { placeWords } from '../place.js';
import { fieldById, isAnswered, isEnough, missing, SUMMARY, TYPE } from '../form.js';
import type { Outcome } from '../outcome.js';
import { submitForm } from '../submit.js';
import { summaryOf } from '../summary.js';
import type { Heard, Turn } from '../turn.js';

/** A mail that still lacks something is asked about this often; then we go on with what is known. */
const MOST_MAILS = 2;
const MAILS = 'mail';

/** Takes what the turn tells into the draft and asks for what matters most of what is missing. */
export function gather(turn: Turn, next: Next): void {
  const { draft } = turn.state;
  const absorbed = absorb(draft, turn, optionsOf(turn));
  if (absorbed.took.size === 0 && absorbed.refused === undefined) return next();
  if (isNonsense(turn.text) && !hasBegun(draft)) return next();
  turn.update({ draft: absorbed.draft });
  if (turn.context.dialogue !== 'mail' && isOnlyFiles(absorbed) && draft.pending !== undefined) {
    // A picture in between is no answer, so what was asked stays asked and is not counted again.
    acknowledge(turn, absorbed, false);
    if (turn.isVoice) turn.say('talk.noVoice');
    return repeatPending(turn);
  }
  // A mail may become a ticket at once: then the notice of acceptance is the one answer.
  if (turn.context.dialogue !== 'mail') acknowledge(turn, absorbed, !hasBegun(draft));
  proceed(turn);
}

/** Starts a draft from a turn that was put aside. */
export function beginWith(outcome: Outcome, heard: Heard): void {
  const { now, city } = outcome.context;
  const before = hasBegun(outcome.state.draft) ? outcome.state.draft : emptyDraft(now, outcome.state.person);
  outcome.update({ draft: absorb(before, heard, { city, correcting: false }).draft });
}

/** The next question, the summary, or the ticket: whichever the draft is ready for. */
export function proceed(outcome: Outcome): void {
  if (outcome.context.dialogue === 'mail') proceedByMail(outcome);
  else proceedByChat(outcome);
}

function proceedByChat(outcome: Outcome): void {
  const [field] = missing(outcome.state.draft, outcome.context.city);
  if (field === undefined) return summarise(outcome);
  outcome.become({ type: 'gathering' });
  const { draft: before } = outcome.state;
  question(outcome, field, (before.asked[field] ?? 0) + 1);
  const { draft } = outcome.state;
  const asked = { ...draft.asked, [field]: (draft.asked[field] ?? 0) + 1 };
  outcome.update({ draft: { ...draft, asked, pending: field } });
}

/** One reply asks for everything; a mail that has all that is needed becomes a ticket at once. */
function proceedByMail(outcome: Outcome): void {
  const { draft } = outcome.state;
  const { city } = outcome.context;
  const open = missing(draft, city).filter((field) => field !== TYPE);
  const mails = draft.asked[MAILS] ?? 0;
  const needed = !isEnough(draft, city);
  const isStuck = mails >= MOST_MAILS && draft.matter.length > 0;
  if (!needed || isStuck) return submitForm(outcome, 'mail');
  outcome.become({ type: 'gathering' });
  outcome.say('gather.mail.missing');
  for (const id of open) {
    const field = fieldById(draft, city, id);
    if (!field) continue;
    const label = labelOf(field, outcome);
    const place =
      field.kind === 'place' && draft.place?.value.county ? placeWords(draft.place.value, city) : '';
    if (place === '') outcome.say('gather.mail.item', { label });
    else outcome.say('gather.mail.where', { label, place });
  }
  outcome.say('gather.mail.how');
  const asked = Object.fromEntries(open.map((id) => [id, (draft.asked[id] ?? 0) + 1]));
  // Only a single open question can be answered without naming it.
  const pending = open.length === 1 ? open[0] : undefined;
  outcome.update({ draft: { ...draft, asked: { ...draft.asked, ...asked, [MAILS]: mails + 1 }, pending } });
}

/** Reads back what was understood and asks for a yes. */
export function summarise(outcome: Outcome): void {
  const { draft } = outcome.state;
  outcome.update({ draft: { ...draft, pending: SUMMARY } });
  outcome.become({ type: 'confirming' });
  outcome.say('confirm.intro');
  for (const { template, params } of summaryOf(draft, outcome.context.city, outcome.language)) {
    outcome.say(template, params);
  }
  askForYes(outcome);
}

/** After a side talk: back to exactly where the form was, or to nothing when there is no form. */
export function returnToForm(outcome: Outcome): void {
  const { draft } = outcome.state;
  if (!hasBegun(draft)) return outcome.become({ type: 'idle' });
  if (draft.pending === undefined) return proceed(outcome);
  resumeForm(outcome);
  repeatPending(outcome);
}

/** Leaves a side question unanswered: the form in work stands where it stood, and nothing is said of it. */
export function resumeForm(outcome: Outcome): void {
  const { draft } = outcome.state;
  if (!hasBegun(draft)) return outcome.become({ type: 'idle' });
  outcome.become({ type: draft.pending === SUMMARY ? 'confirming' : 'gathering' });
}

/** Repeats what the form waits for, without counting it as asked again. */
export function repeatPending(outcome: Outcome): void {
  const { draft } = outcome.state;
  const { pending } = draft;
  if (outcome.dialogue.type === 'confirming') {
    outcome.say('confirm.still');
    return askForYes(outcome);
  }
  if (outcome.dialogue.type !== 'gathering') return;
  if (pending === undefined || isAnswered(draft, outcome.context.city)) return proceed(outcome);
  outcome.say('gather.back');
  question(outcome, pending, Math.max(draft.asked[pending] ?? 0, 1));
}

/** Asks for a field: the first time in its own words, then differently each time. */
export function question(outcome: Outcome, id: string, attempt: number): void {
  const { draft } = outcome.state;
  if (id === TYPE) {
    outcome.say('ask.type').offer(typeButtons());
    return;
  }
  const field = fieldById(draft, outcome.context.city, id);
  if (!field) return;
  const place = draft.place ? placeWords(draft.place.value, outcome.context.city) : '';
  outcome.say(questionFor(field, draft, attempt), { label: labelOf(field, outcome), place });
  outcome.offer(optionButtons(field, outcome));
}

function questionFor(field: FormField, draft: Draft, attempt: number): string {
  if (field.kind === 'matter' && draft.matter.length > 0) return 'again.more';
  if (field.kind === 'place' && draft.place?.value.county) return 'again.where';
  if (attempt <= 1) return field.prompt;
  return attempt === 2 ? `again.${field.kind}` : `last.${field.kind}`;
}

function acknowledge(turn: Turn, { took, refused }: Absorbed, first: boolean): void {
  if (refused !== undefined) turn.say('gather.refused');
  else if (took.has('privacy')) {
    turn.say(turn.state.draft.anonymous ? 'privacy.anonymous' : 'privacy.confidential');
  } else if (first && took.has('matter')) {
    turn.say('gather.first', { type: turn.state.draft.type?.value ?? 'other' });
  } else if (took.has('attachments') && !took.has('matter')) {
    turn.say('gather.files', { count: turn.attachments.length });
    if (first && turn.isVoice) turn.say('talk.noVoice');
  } else turn.say(namesOnlyKind(turn.text) ? 'talk.ok' : 'gather.noted');
}

const isOnlyFiles = ({ took, refused }: Absorbed): boolean =>
  refused === undefined && [...took].every((name) => name === 'attachments');

const optionsOf = (turn: Turn) => ({
  city: turn.context.city,
  correcting: turn.mends || turn.dialogue.type === 'confirming',
  mending: turn.mends,
  chosen: turn.chosen,
});

/** Asks whether to submit, in the words given. */
export const askForYes = (outcome: Outcome, words = 'confirm.question'): void => {
  outcome.say(words).offer([
    { label: 'button.confirm', value: 'yes' },
    { label: 'button.correct', value: 'no' },
    { label: 'button.cancel', value: 'cancel' },
  ]);
};

/** "Not sure" is a choice too: then staff decide. */
const typeButtons = (): Button[] =>
  RequestType.options
    .toSorted((a, b) => REQUEST_TYPES[a].code - REQUEST_TYPES[b].code)
    .map((type) => ({ label: `button.type.${type}`, value: `type:${type}` }));

const optionButtons = (field: FormField, outcome: Outcome): Button[] =>
  field.options.map(({ value, label, labelEn }) => ({
    label: outcome.language === 'en' ? labelEn : label,
    value: `${field.id}:${value}`,
  }));

export const labelOf = (field: FormField, { language }: Outcome): string =>
  language === 'en' ? field.labelEn : field.label;
