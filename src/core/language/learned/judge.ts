import type { LearnedModel } from '../../model/learned-model.js';
import { gramsOf } from './grams.js';

/** How likely a normalised text is of each class; the likelihoods add up to one. */
export type Judge<T extends string> = (text: string) => Map<T, number>;

/**
 * Makes a model ready for use (multinomial logistic regression over weighted character runs).
 * @throws when the model knows other classes than those asked for: it is of another version then.
 */
export function createJudge<T extends string>(model: LearnedModel, classes: readonly T[]): Judge<T> {
  const order = model.classes.map((name) => {
    const known = classes.find((wanted) => wanted === name);
    if (known === undefined) throw new Error(`The learned model knows "${name}", which is no class here.`);
    return known;
  });
  const rows = new Map(model.grams.split('\n').map((gram, row) => [gram, row]));
  const rarity = Buffer.from(model.rarity, 'base64');
  const weights = new Int8Array(Buffer.from(model.weights, 'base64'));
  const count = order.length;

  return (text) => {
    const scores = model.bias.slice();
    const known: [row: number, value: number][] = [];
    let square = 0;
    for (const [gram, times] of gramsOf(text)) {
      const row = rows.get(gram);
      if (row === undefined) continue;
      const value = (1 + Math.log(times)) * (rarity[row] ?? 0) * model.rarityStep;
      known.push([row, value]);
      square += value * value;
    }
    const scale = square > 0 ? model.weightStep / Math.sqrt(square) : 0;
    for (const [row, value] of known) {
      for (let at = 0; at < count; at++) {
        scores[at] = (scores[at] ?? 0) + value * scale * (weights[row * count + at] ?? 0);
      }
    }
    const likely = softmax(scores);
    return new Map(order.map((name, at) => [name, likely[at] ?? 0]));
  };
}

/** Scores as likelihoods that add up to one. */
export function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
