import type { FormField } from '../../model/city.js';
import { isLabel, lettersBeside, optionFor, refusesAnswer } from '../answers.js';
import { formOf, valueOf } from '../draft.js';
import { SUMMARY } from '../form.js';
import { answersWithPlace, takePlaceInWords } from './place.js';
import { BARE_ANSWER, BARE_NAME, nameOf, type Taking } from './taking.js';

/** "地点：老菜场后门": answers to a list of questions, as people write them in a mail. */
export function takeLabelled(taking: Taking): void {
  const { fields } = formOf(taking.options.city, taking.draft);
  for (const line of taking.text.split('\n')) {
    const [, label = '', value = ''] = /^[\s·•*\-\d.、]*([^:：]{1,20})[:：]\s*(\S.*)$/.exec(line) ?? [];
    const field = fields.find((candidate) => isLabel(candidate, label.trim()));
    if (field && value !== '') takeInWords(taking, field, value.trim());
  }
}

/** The bare answer to what was asked, where no extractor has seen a value in it. */
export function takeAnswer(taking: Taking): void {
  const { pending } = taking.draft;
  if (pending === undefined || pending === SUMMARY || taking.text === '') return;
  const field = taking.pending;
  const empty = [...taking.took].every((name) => name === 'attachments');
  if (
    empty &&
    field?.kind !== 'matter' &&
    (taking.wants('skip', 'no', 'cancel') || refusesAnswer(taking.u))
  ) {
    return refuse(taking, pending);
  }
  // A yes to "which shop was it?" says nothing more than that the form may go on.
  if (empty && taking.wants('yes') && field?.kind !== 'phone' && field?.need !== 'always') {
    return refuse(taking, pending);
  }
  if (!field || taking.took.has(nameOf(field)) || taking.isOnlyTalk || lettersBeside(taking.u) < 2) return;
  if (field.kind === 'name' && !empty) return;
  if (field.kind === 'place' && !answersWithPlace(taking)) return;
  if (!taking.isShort(BARE_ANSWER)) return;
  takeInWords(taking, field, taking.text);
  taking.consumed = taking.took.has(nameOf(field));
}

/** A value in the citizen's words, for a field whose extractor has seen nothing. */
function takeInWords(taking: Taking, field: FormField, value: string): void {
  if (value.length > BARE_ANSWER) return;
  if (field.kind === 'place') return takePlaceInWords(taking, value);
  if (taking.took.has(nameOf(field))) return;
  switch (field.kind) {
    case 'matter':
    case 'phone':
      return;
    case 'name':
      if (value.length <= BARE_NAME && !/\d/.test(value))
        taking.set('name', { name: taking.known(value, 0.5) });
      return;
    case 'time':
    case 'text':
      return taking.extra(field, value.slice(0, field.maxLength));
    case 'choice': {
      const option = optionFor(field, taking.u, taking.options.chosen);
      if (option !== undefined) taking.extra(field, option);
    }
  }
}

function refuse(taking: Taking, pending: string): void {
  const { draft } = taking;
  taking.refused = pending;
  const always = taking.pending?.need === 'always' && valueOf(draft, taking.pending) === undefined;
  // Asked once more in other words, because without it the matter can hardly be handled.
  if (always && (draft.asked[pending] ?? 0) < 2) return;
  taking.draft = { ...draft, refused: [...new Set([...draft.refused, pending])] };
}
