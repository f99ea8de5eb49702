import { z } from 'zod';
import { EmergencyNumber, TriageKind, type TriageRow } from '../../src/cli/rows/triage-row.js';
import { RefusalReason } from '../../src/core/model/codes.js';

/** One labelled sentence of `test/fixtures/language/triage.*.jsonl`. */
export const TriageExample = z.object({
  id: z.string(),
  text: z.string(),
  expect: z.object({
    kind: TriageKind,
    number: EmergencyNumber.optional(),
    reason: RefusalReason.optional(),
  }),
});
export type TriageExample = z.infer<typeof TriageExample>;

export interface Rates {
  tp: number;
  fp: number;
  fn: number;
  precision: number;
  recall: number;
  f1: number;
}

export interface TriageFigures {
  perKind: Partial<Record<TriageKind, Rates>>;
  /** Of the sentences that are danger by label and by answer: how often the number is the labelled one. */
  numberAccuracy: number;
  /** Of the refusals that are refusals by answer too: how often the reason is the labelled one. */
  reasonAccuracy: number;
  /** Danger of any kind (emergency, self-harm, threat) against everything else. */
  dangerRecall: number;
  dangerPrecision: number;
  mistakes: { id: string; text: string; expected: TriageExample['expect']; got: TriageRow }[];
}

const DANGEROUS: ReadonlySet<TriageKind> = new Set<TriageKind>(['emergency', 'selfharm', 'threat']);

/** Measures a triage on labelled sentences. Pure; a rate with nothing to measure it on is 1. */
export function evaluateTriage(
  examples: readonly TriageExample[],
  triage: (example: TriageExample) => TriageRow,
): TriageFigures {
  const answered = examples.map((example) => ({ example, expected: example.expect, got: triage(example) }));
  const kinds = TriageKind.options.filter((kind) =>
    answered.some(({ expected, got }) => expected.kind === kind || got.kind === kind),
  );
  const danger = rates(
    answered.map(({ expected, got }) => [DANGEROUS.has(expected.kind), DANGEROUS.has(got.kind)]),
  );
  const numbered = answered.filter(
    ({ expected, got }) => expected.number !== undefined && DANGEROUS.has(got.kind),
  );
  const reasoned = answered.filter(
    ({ expected, got }) =>
      expected.kind === 'refusal' && expected.reason !== undefined && got.kind === 'refusal',
  );
  return {
    perKind: Object.fromEntries(
      kinds.map((kind) => [
        kind,
        rates(answered.map(({ expected, got }) => [expected.kind === kind, got.kind === kind])),
      ]),
    ),
    numberAccuracy: share(
      numbered.filter(({ expected, got }) => expected.number === got.number).length,
      numbered.length,
    ),
    reasonAccuracy: share(
      reasoned.filter(({ expected, got }) => expected.reason === got.reason).length,
      reasoned.length,
    ),
    dangerRecall: danger.recall,
    dangerPrecision: danger.precision,
    mistakes: answered
      .filter(({ expected, got }) => isWrong(expected, got))
      .map(({ example: { id, text }, expected, got }) => ({ id, text, expected, got })),
  };
}

/** A number or reason that the label leaves open is no mistake. */
function isWrong(expected: TriageExample['expect'], got: TriageRow): boolean {
  return (
    expected.kind !== got.kind ||
    (expected.number !== undefined && expected.number !== got.number) ||
    (expected.reason !== undefined && expected.reason !== got.reason)
  );
}

function rates(pairs: [is: boolean, said: boolean][]): Rates {
  const tp = pairs.filter(([is, said]) => is && said).length;
  const fp = pairs.filter(([is, said]) => !is && said).length;
  const fn = pairs.filter(([is, said]) => is && !said).length;
  const precision = share(tp, tp + fp);
  const recall = share(tp, tp + fn);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { tp, fp, fn, precision, recall, f1 };
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
