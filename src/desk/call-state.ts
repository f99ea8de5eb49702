import { type Call, type CallEvent, callEventKey, type CallState } from '../core/model/call.js';

/**
 * A call that one more event is known of. Only the set of events counts: any order and any number of
 * repetitions give the same call, so a replay or a late event never makes us say what did not happen.
 */
export function withEvent(call: Call, event: CallEvent): Call {
  const { type, at, extension, reason, unseen } = event;
  const key = callEventKey(event);
  const same = call.events.find((known) => known.key === key);
  // One key told with two times is one event; the earlier, whichever came first.
  if (same && same.at <= at) return call;
  const others = call.events.filter((known) => known !== same);
  const events = [...others, { key, type, at, extension, reason, unseen }].sort(byTime);
  const known = { ...call, events, caller: moreOf(call, event), dialled: call.dialled ?? event.dialled };
  return settled(known);
}

/** The times, place and state that the events tell, and the task that follows from them. */
function settled(call: Call): Call {
  const { events } = call;
  const rings = events.filter(({ type }) => type === 'ringing');
  const end = events.find(({ type }) => type === 'ended');
  // An answer stamped after the end belongs to something else: it answered nobody.
  const answer = events.find(({ type, at }) => type === 'answered' && (!end || at <= end.at));
  const witnessed = rings.length > 0 && !end?.unseen;
  const state = stateOf({ witnessed, answered: answer !== undefined, over: end !== undefined });
  return {
    ...call,
    state,
    startedAt: events[0]?.at ?? call.startedAt,
    answeredAt: answer?.at,
    endedAt: end?.at,
    extension: answer?.extension ?? rings.findLast(({ extension }) => extension !== undefined)?.extension,
    reason: end?.reason,
    callBack: callBackOf(call, state, rings.length > 0 ? end?.at : undefined),
  };
}

function stateOf(saw: { witnessed: boolean; answered: boolean; over: boolean }): CallState {
  if (!saw.over) return saw.answered ? 'talking' : 'ringing';
  if (saw.answered) return 'ended';
  return saw.witnessed ? 'missed' : 'unclear';
}

/**
 * A call that rang and that nobody is known to have answered asks for a call back, when there is a number to
 * call. A late "answered" takes the task away again, unless somebody has begun with it: people's work is
 * never removed.
 */
function callBackOf(call: Call, state: CallState, endedAt: Date | undefined): Call['callBack'] {
  const begun = call.callBack && (call.callBack.state !== 'open' || call.callBack.tries.length > 0);
  if (begun) return call.callBack;
  const isOpen = state === 'missed' || state === 'unclear';
  if (!isOpen || call.caller.type === 'hidden' || endedAt === undefined) return undefined;
  return { state: 'open', since: endedAt, tries: [] };
}

/** A later event may know the number that an earlier one did not; it never changes who called. */
function moreOf(call: Call, { caller }: CallEvent): Call['caller'] {
  return call.caller.type === 'hidden' && caller !== undefined ? caller : call.caller;
}

function byTime(a: Call['events'][number], b: Call['events'][number]): number {
  return a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : 1);
}
