import { Alert, Button, type FormInstance } from 'antd';
import { useMemo } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import { ApiProblem } from '../../shared/api';
import type { StaffMove, TicketDetail } from '../hub/types';
import { TICKET_WORDS } from '../tickets/words';
import { ProblemAlert } from '../ui/Problem';
import { useNames, useSay } from '../words';
import { MOVE_FIELDS, type MoveField } from './move-fields';
import type { Moving } from './use-move';

/** Why a move was refused: somebody was faster, and what they did; or what the rules say. */
export function MoveProblem({
  ticket,
  move,
  moving: { problem, seen, again },
}: {
  ticket: TicketDetail;
  move: StaffMove;
  moving: Moving;
}) {
  const say = useSay(TICKET_WORDS);
  if (problem?.code !== 'ticket-changed') return <ProblemAlert problem={problem && beside(move, problem)} />;
  if (ticket.version === seen) return null;
  return (
    <Alert
      className="problem"
      type="warning"
      showIcon
      role="alert"
      title={say('changed')}
      description={<Changes ticket={ticket} since={seen} />}
      action={<Button onClick={again}>{say('again')}</Button>}
    />
  );
}

/** What happened since somebody began to decide, and who did it. */
function Changes({ ticket, since }: { ticket: TicketDetail; since: number }) {
  const say = useSay(TICKET_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const later = useMemo(() => ticket.history.slice(-(ticket.version - since)), [ticket, since]);
  return later.map(({ seq, actor, move }) => (
    <div key={seq}>
      {say('changes', {
        who: actor.type === 'staff' ? actor.name : say(actor.type, { peer: '' }),
        move: moveName(move),
      })}
    </div>
  ));
}

/** Says what is wrong with a field at that field. */
export function showAtFields(
  form: FormInstance<Record<string, unknown>>,
  move: StaffMove,
  problem: ApiProblem | undefined,
): void {
  const here = problem?.fields.filter(({ path }) => isField(move, path)) ?? [];
  form.setFields(here.map(({ path, message }) => ({ name: nameOf(path), errors: [message] })));
  const [first] = here;
  if (first) form.scrollToField(nameOf(first.path), { focus: true });
}

/** What is said at the fields need not be said twice. */
function beside(move: StaffMove, problem: ApiProblem): ApiProblem {
  const { status, code, message, hint, retryAfterSeconds, fields } = problem;
  const rest = fields.filter(({ path }) => !isField(move, path));
  return new ApiProblem(status, code, message, hint, retryAfterSeconds, rest);
}

function isField(move: StaffMove, path: string): boolean {
  const fields: readonly MoveField[] = MOVE_FIELDS[move];
  return fields.some((field) => field === path.split('.')[0]);
}

/** "parts.0.title" is a field within a list; what is asked on the phone is one field. */
function nameOf(path: string): (string | number)[] {
  const [first = '', ...more] = path.split('.');
  return first === 'parts'
    ? [first, ...more.map((part) => (/^\d+$/.test(part) ? Number(part) : part))]
    : [first];
}
