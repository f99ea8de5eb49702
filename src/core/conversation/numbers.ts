import type { City } from '../model/city.js';

/** "119、120": what to dial, in the order given; an id without a hotline is a number itself. */
export const dialNumbers = (ids: string[], { hotlines }: City): string =>
  ids.map((id) => hotlines.find((hotline) => hotline.id === id)?.dial ?? id).join('、');
