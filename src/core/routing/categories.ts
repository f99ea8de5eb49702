import type { Category, City } from '../model/city.js';

/** A category and the branches above it, nearest first; empty for an unknown code. */
export function categoryPath({ categories }: Pick<City, 'categories'>, code: string): Category[] {
  const category = categories.find((candidate) => candidate.code === code);
  if (category === undefined) return [];
  return [category, ...(category.parent === undefined ? [] : categoryPath({ categories }, category.parent))];
}
