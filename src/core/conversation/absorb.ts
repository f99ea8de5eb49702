import { takeAnswer, takeLabelled } from './absorb/answer.js';
import { takeFiles } from './absorb/files.js';
import { takeKind } from './absorb/kind.js';
import { takeNarrative } from './absorb/narrative.js';
import { takeParty } from './absorb/party.js';
import { takePerson } from './absorb/person.js';
import { takePlace } from './absorb/place.js';
import { type AbsorbOptions, Taking } from './absorb/taking.js';
import { takeTime } from './absorb/time.js';
import type { Draft } from './draft.js';
import type { Heard } from './turn.js';

export interface Absorbed {
  draft: Draft;
  /** What the turn gave, by field id, `matter`, `type`, `category`, `hotline`, `privacy` or `attachments`. */
  took: ReadonlySet<string>;
  /** The pending field the citizen does not want to answer. */
  refused?: string;
}

/**
 * Takes everything a turn tells into the draft: several fields at once, a bare answer to what was
 * asked, corrections. What tells more than values is kept as narrative, in the citizen's own words.
 * The order counts: what no extractor has seen is an answer, what is no answer is part of the story.
 */
export function absorb(draft: Draft, heard: Heard, options: AbsorbOptions): Absorbed {
  const taking = new Taking(draft, heard, options);
  takeFiles(taking);
  takePerson(taking);
  takePlace(taking);
  takeTime(taking);
  takeKind(taking);
  takeParty(taking);
  takeLabelled(taking);
  takeAnswer(taking);
  takeNarrative(taking);
  return { draft: taking.draft, took: taking.took, refused: taking.refused };
}
