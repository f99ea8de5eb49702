import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Effect } from '../../../src/core/conversation/effect.js';
import { Request } from '../../../src/core/model/request.js';
import { picture, Player, says, templatesOf } from './player.js';
import { city, renderer, understand } from './real.js';
import { type Expectation, type Step, Transcript } from './transcript.js';

const FOLDER = join(import.meta.dirname, '../../fixtures/transcripts');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

describe('transcripts: whole conversations with the real city, language and texts', () => {
  test('there are enough of them to mean something', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(15);
  });

  test.each(FILES)('%s', (file) => {
    const transcript = Transcript.parse(parse(readFileSync(join(FOLDER, file), 'utf8')));
    const player = new Player({
      city,
      understand,
      now: new Date(transcript.at ?? '2026-11-23T10:00:00+08:00'),
      dialogue: transcript.dialogue,
      staffOnDuty: transcript.staffOnDuty,
    });
    for (const step of transcript.steps) {
      const effects = play(player, step);
      check(player, effects, step);
    }
    expect(player.requests).toHaveLength(transcript.tickets);
    for (const request of player.requests) Request.parse(request);
  });
});

function play(player: Player, step: Step): Effect[] {
  if ('citizen' in step) {
    return player.say(step.citizen, { attachments: (step.files ?? []).map((name) => picture(name)) });
  }
  if ('silence' in step) return player.waitForTimer();
  if ('staff' in step) return player.staff({ type: step.staff });
  if ('staffSays' in step) return player.staff({ type: 'reply', text: step.staffSays, attachmentIds: [] });
  return player.move(step.ticket, step.text);
}

/** One comparison of all that was demanded, so that a failure shows the whole step. */
function check(player: Player, effects: Effect[], step: Step): void {
  const wanted = step.expect;
  if (!wanted) return;
  const text = textOf(player, effects);
  const seen = { step: { ...step, expect: undefined }, text, templates: templatesOf(effects) };
  expect({ ...seen, found: foundIn(player, effects, text, wanted) }).toEqual({ ...seen, found: wanted });
}

/** The expectation as it came true: equal to what was wanted if and only if all of it did. */
function foundIn(
  player: Player,
  effects: Effect[],
  text: string,
  wanted: Expectation,
): Record<string, unknown> {
  const { draft, language } = player.state;
  const found: Record<string, unknown> = {};
  if (wanted.templates) found.templates = inOrder(templatesOf(effects), wanted.templates);
  if (wanted.says) found.says = wanted.says.filter((fragment) => text.includes(fragment));
  if (wanted.saysNot) found.saysNot = wanted.saysNot.filter((fragment) => !text.includes(fragment));
  if (wanted.silent && says(effects).length === 0) found.silent = true;
  if (wanted.language) found.language = language;
  if (wanted.draft) {
    found.draft = only(wanted.draft, {
      type: draft.type?.value,
      place: draft.place?.value.text,
      county: draft.place?.value.county,
      phone: draft.phone?.value.e164,
      name: draft.name?.value,
      time: draft.when?.value.text,
      files: draft.attachments.length,
      pending: draft.pending,
    });
  }
  const made = effects.find((effect) => effect.type === 'createTicket')?.request;
  if (wanted.ticket && made) {
    found.ticket = only(wanted.ticket, {
      type: made.type,
      matter: wanted.ticket.matter?.filter((fragment) => made.matter.includes(fragment)),
      matterNot: wanted.ticket.matterNot?.filter((fragment) => !made.matter.includes(fragment)),
      place: made.place?.text,
      county: made.place?.county,
      phone: made.phone?.e164,
      name: made.name,
      urgency: made.urgency,
      secrecy: made.secrecy,
      anonymous: made.anonymous,
      category: made.category,
      files: made.attachments.length,
      extra: made.extra,
    });
  }
  const commands = effects.filter((effect) => effect.type === 'ticketCommand').map(({ command }) => command);
  if (wanted.commands) found.commands = commands.map(({ move }) => move);
  if (wanted.rating !== undefined) found.rating = commands.find((command) => command.move === 'rate')?.rating;
  if (wanted.staff !== undefined)
    found.staff = effects.find((effect) => effect.type === 'notifyStaff')?.reason;
  return found;
}

/** The values for the keys that were asked for. */
const only = (wanted: object, all: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key in wanted));

function inOrder(said: string[], wanted: string[]): string[] {
  let from = 0;
  return wanted.filter((template) => {
    const at = said.indexOf(template, from);
    if (at < 0) return false;
    from = at + 1;
    return true;
  });
}

const textOf = (player: Player, effects: Effect[]): string =>
  says(effects)
    .map((say) => {
      const { language } = player.state;
      const target = { language, channel: 'web', dialogue: player.dialogue, buttons: 0 } as const;
      return renderer.render(say, target).text;
    })
    .join('\n---\n');
