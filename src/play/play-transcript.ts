import type { Effect } from '../core/conversation/effect.js';
import type { Understand } from '../core/language/understanding.js';
import { zoneOf } from '../core/deadline/zone.js';
import type { City } from '../core/model/city.js';
import type { Request } from '../core/model/request.js';
import type { Renderer } from '../core/ports.js';
import { type Demand, demandsOf } from './demands.js';
import { picture, Player, says, templatesOf } from './player.js';
import type { Transcript, TranscriptStep } from './transcript.js';

/** The parts of the hub that a conversation meets: real city, language and texts. */
export interface PlayParts {
  city: City;
  understand: Understand;
  renderer: Renderer;
}

export interface StepReport {
  /** What happened, in one line. */
  did: string;
  /** The local time at which it happened, ISO 8601. */
  at: string;
  /** Everything that was said in answer, as the citizen reads it. */
  said: string;
  templates: string[];
  demands: Demand[];
}

export interface TranscriptReport {
  title: string;
  passed: boolean;
  steps: StepReport[];
  /** What is demanded of the whole. */
  demands: Demand[];
  requests: Request[];
}

/** Plays a transcript against the engine on its own clock and tells which of its demands were met. */
export function playTranscript(transcript: Transcript, parts: PlayParts): TranscriptReport {
  const { city, understand } = parts;
  const { title, dialogue, staffOnDuty, queueAhead } = transcript;
  const now = instantOf(transcript.at, city);
  const player = new Player({ city, understand, now, dialogue, staffOnDuty, queueAhead });
  const steps = transcript.steps.map((step): StepReport => {
    const effects = perform(player, step, city);
    const said = textOf(player, effects, parts.renderer);
    return {
      did: lineOf(step),
      at: player.now.toISOString(),
      said,
      templates: templatesOf(effects),
      demands: demandsOf(step.expect ?? {}, { state: player.state, effects, said }),
    };
  });
  const made = player.requests.length;
  const tickets = { what: 'tickets', wanted: transcript.tickets, found: made };
  const demands = [{ ...tickets, passed: made === transcript.tickets }];
  const all = [...steps.flatMap((step) => step.demands), ...demands];
  return { title, passed: all.every(({ passed }) => passed), steps, demands, requests: player.requests };
}

function perform(player: Player, step: TranscriptStep, city: City): Effect[] {
  if ('citizen' in step) {
    const attachments = (step.files ?? []).map((name) => picture(name));
    const location = step.location && { ...step.location, datum: 'gcj02' as const };
    return player.say(step.citizen, { attachments, location });
  }
  if ('silence' in step) return player.waitForTimer();
  if ('at' in step) {
    player.now = instantOf(step.at, city);
    return [];
  }
  if ('staff' in step) return player.staff({ type: step.staff });
  if ('staffSays' in step) return player.staff({ type: 'reply', text: step.staffSays, attachmentIds: [] });
  return player.move(step.ticket, step.text);
}

function lineOf(step: TranscriptStep): string {
  if ('citizen' in step) {
    const bubbles = typeof step.citizen === 'string' ? [step.citizen] : step.citizen;
    const files = (step.files ?? []).map((name) => `[${name}]`);
    return `citizen: ${[...bubbles, ...files, ...(step.location ? ['[location]'] : [])].join(' / ')}`;
  }
  if ('silence' in step) return 'silence';
  if ('at' in step) return `at: ${step.at}`;
  if ('staff' in step) return `staff: ${step.staff}`;
  if ('staffSays' in step) return `staffSays: ${step.staffSays}`;
  return `ticket: ${step.ticket}${step.text === undefined ? '' : ` (${step.text})`}`;
}

function textOf({ state, dialogue }: Player, effects: Effect[], renderer: Renderer): string {
  const { language, plain } = state;
  const target = { language, plain, channel: 'web', dialogue, buttons: 0 };
  return says(effects)
    .map((say) => renderer.render(say, target).text)
    .join('\n---\n');
}

/** A time without an offset is the city's own: "2026-11-23T21:50". */
function instantOf(at: string, { profile }: City): Date {
  const [, day, hours, minutes] = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::\d\d)?$/.exec(at) ?? [];
  if (day === undefined) return new Date(at);
  return zoneOf(profile.timezone).instant(day, Number(hours) * 60 + Number(minutes));
}
