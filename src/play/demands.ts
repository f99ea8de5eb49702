import { isDeepStrictEqual } from 'node:util';
import type { Effect } from '../core/conversation/effect.js';
import type { ConversationState } from '../core/conversation/state.js';
import type { Request } from '../core/model/request.js';
import { says, templatesOf } from './player.js';
import type { Expectation } from './transcript.js';

/** One thing that was demanded, and what came of it. `wanted` and `found` are plain data for a report. */
export interface Demand {
  what: string;
  wanted: unknown;
  found: unknown;
  passed: boolean;
}

export interface Outcome {
  state: ConversationState;
  effects: Effect[];
  /** Everything said in the step, rendered. */
  said: string;
}

/** Holds every demand of a step against what came of it. */
export function demandsOf(wanted: Expectation, { state, effects, said }: Outcome): Demand[] {
  const demands: Demand[] = [];
  const equal = (what: string, want: unknown, found: unknown): void => {
    if (want !== undefined)
      demands.push({ what, wanted: want, found, passed: isDeepStrictEqual(want, found) });
  };
  const contains = (what: string, text: string, fragments: string[] = [], wish = true): void => {
    for (const fragment of fragments) {
      demands.push({ what, wanted: fragment, found: text, passed: text.includes(fragment) === wish });
    }
  };
  if (wanted.templates) {
    const found = templatesOf(effects);
    const passed = isDeepStrictEqual(inOrder(found, wanted.templates), wanted.templates);
    demands.push({ what: 'templates', wanted: wanted.templates, found, passed });
  }
  contains('says', said, wanted.says);
  contains('saysNot', said, wanted.saysNot, false);
  if (wanted.silent) equal('silent', true, says(effects).length === 0);
  equal('language', wanted.language, state.language);
  equal('plain', wanted.plain, state.plain);
  each('draft', wanted.draft, draftOf(state), equal);

  const made = effects.find((effect) => effect.type === 'createTicket')?.request;
  if (wanted.ticket) {
    const { matter, matterNot, ...values } = wanted.ticket;
    equal('ticket', true, made !== undefined);
    each('ticket', values, requestOf(made), equal);
    contains('ticket.matter', made?.matter ?? '', matter);
    contains('ticket.matterNot', made?.matter ?? '', matterNot, false);
  }
  const commands = effects.filter((effect) => effect.type === 'ticketCommand').map(({ command }) => command);
  equal(
    'commands',
    wanted.commands,
    commands.map(({ move }) => move),
  );
  equal('rating', wanted.rating, commands.find((command) => command.move === 'rate')?.rating);
  const told = effects.filter((effect) => effect.type === 'notifyStaff');
  if (wanted.staff !== undefined) {
    const reasons = told.map(({ reason }) => reason);
    const passed = told.some(({ reason }) => reason === wanted.staff);
    demands.push({ what: 'staff', wanted: wanted.staff, found: reasons, passed });
  }
  contains('staffReads', told.map(({ summary }) => summary).join('\n'), wanted.staffReads);
  return demands;
}

/** One demand for every value that is named. */
function each(
  of: string,
  wanted: object | undefined,
  found: Record<string, unknown>,
  equal: (what: string, want: unknown, found: unknown) => void,
): void {
  for (const [key, want] of Object.entries(wanted ?? {})) equal(`${of}.${key}`, want, found[key]);
}

const draftOf = ({ draft }: ConversationState): Record<string, unknown> => ({
  type: draft.type?.value,
  place: draft.place?.value.text,
  county: draft.place?.value.county,
  phone: draft.phone?.value.e164,
  name: draft.name?.value,
  time: draft.when?.value.text,
  files: draft.attachments.length,
  pending: draft.pending,
});

const requestOf = (made: Request | undefined): Record<string, unknown> => ({
  type: made?.type,
  place: made?.place?.text,
  county: made?.place?.county,
  phone: made?.phone?.e164,
  name: made?.name,
  urgency: made?.urgency,
  secrecy: made?.secrecy,
  anonymous: made?.anonymous,
  category: made?.category,
  files: made?.attachments.length,
  extra: made?.extra,
});

/** Those of the wanted templates that were said in their order. */
function inOrder(said: string[], wanted: string[]): string[] {
  let from = 0;
  return wanted.filter((template) => {
    const at = said.indexOf(template, from);
    if (at < 0) return false;
    from = at + 1;
    return true;
  });
}
