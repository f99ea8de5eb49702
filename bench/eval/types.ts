import type { RequestType } from '../../src/core/model/codes.js';

/** A labelled sentence; without a hotline it is the city's own line. */
export interface TypeCase {
  id: string;
  text: string;
  expect: { type: RequestType; hotline?: string };
}

/** What was read from one. */
export interface TypeAnswer {
  type: RequestType | 'unsure';
  hotline?: string;
  confidence: number;
}

export interface TypeMistake extends TypeCase {
  got: TypeAnswer;
}

export interface TypeFigures {
  /** Right types among all rows; "unsure" is not right. */
  typeAccuracy: number;
  hotlineAccuracy: number;
  unsureRate: number;
  /** Expected type → type answered → rows. */
  confusion: Record<string, Record<string, number>>;
  /** Were "not sure" below it: the share still answered, and how much of that is right. */
  byThreshold: { threshold: number; answered: number; accuracy: number }[];
  /** Rows with a wrong type or line, the surest mistakes first. */
  mistakes: TypeMistake[];
}

const OWN_LINE = '12345';
const THRESHOLDS = [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/** Figures of type and hotline over labelled rows; `type` answers one text. */
export function evaluateTypes(rows: readonly TypeCase[], type: (row: TypeCase) => TypeAnswer): TypeFigures {
  const results = rows.map((row) => ({ ...row, got: type(row) }));
  const confusion: Record<string, Record<string, number>> = {};
  for (const { expect, got } of results) {
    const line = (confusion[expect.type] ??= {});
    line[got.type] = (line[got.type] ?? 0) + 1;
  }
  return {
    typeAccuracy: share(results, hasType),
    hotlineAccuracy: share(results, hasHotline),
    unsureRate: share(results, ({ got }) => got.type === 'unsure'),
    confusion,
    byThreshold: THRESHOLDS.map((threshold) => {
      const sure = results.filter(({ got }) => got.type !== 'unsure' && got.confidence >= threshold);
      return {
        threshold,
        answered: results.length === 0 ? 0 : sure.length / results.length,
        accuracy: share(sure, hasType),
      };
    }),
    mistakes: results
      .filter((result) => !hasType(result) || !hasHotline(result))
      .sort((a, b) => b.got.confidence - a.got.confidence),
  };
}

function hasType({ expect, got }: TypeMistake): boolean {
  return got.type === expect.type;
}

function hasHotline({ expect, got }: TypeMistake): boolean {
  return (got.hotline ?? OWN_LINE) === (expect.hotline ?? OWN_LINE);
}

/** 1 for no rows at all: nothing was wrong. */
function share<T>(rows: readonly T[], test: (row: T) => boolean): number {
  return rows.length === 0 ? 1 : rows.filter(test).length / rows.length;
}
