import type { MacroStep } from './macro.js';

const PLACE = /\{\{\s*([^{}\s]{1,20})\s*\}\}/g;

/** Places that the texts of these steps leave open, each once, in their order. */
export function placesIn(steps: readonly MacroStep[]): string[] {
  const texts = steps.flatMap((step) => (step.type === 'reply' ? [step.text] : textsIn(step.details)));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(PLACE)].flatMap(([, place]) => place ?? [])))];
}

/** A step with values in its places. A place without a value stays open. */
export function fillStep(step: MacroStep, values: Readonly<Record<string, string>>): MacroStep {
  switch (step.type) {
    case 'reply':
      return { ...step, text: fill(step.text, values) };
    case 'move':
      return {
        ...step,
        details: Object.fromEntries(
          Object.entries(step.details).map(([field, value]) => [field, filled(value, values)]),
        ),
      };
  }
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACE, (written, place: string) =>
    Object.hasOwn(values, place) ? (values[place] ?? written) : written,
  );
}

function filled(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return fill(value, values);
  if (Array.isArray(value)) return value.map((one: unknown) => filled(one, values));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, filled(one, values)]));
  return value;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return [];
}
