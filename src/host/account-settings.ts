import { isRecord } from '../config/problem.js';

/** One account's settings: an item of a list of a channel ("accounts", or one list for each provider). */
export interface AccountSettings {
  list: string;
  index: number;
  value: Record<string, unknown>;
}

/** Every account that a channel's settings list. */
export function accountsIn(own: Record<string, unknown>): AccountSettings[] {
  return Object.entries(own).flatMap(([list, items]) =>
    Array.isArray(items)
      ? items.flatMap((value: unknown, index) => (isRecord(value) ? [{ list, index, value }] : []))
      : [],
  );
}

/** The settings with some of the accounts alone. */
export function withOnly(
  own: Record<string, unknown>,
  isWanted: (account: AccountSettings) => boolean,
): Record<string, unknown> {
  const accounts = accountsIn(own);
  const lists = new Set(accounts.map(({ list }) => list));
  const wanted = accounts.filter(isWanted);
  const kept: Record<string, unknown> = { ...own };
  for (const list of lists) kept[list] = wanted.flatMap((a) => (a.list === list ? [a.value] : []));
  return kept;
}

/** Whether two are the same item. */
export const isSame = (a: AccountSettings, b: AccountSettings): boolean => a.value === b.value;

/** Whether a path leads to this account. */
export const isOf = ({ list, index }: AccountSettings, path: readonly PropertyKey[]): boolean =>
  path[0] === list && path[1] === index;

/** As the channel itself would name it, when its settings say a name at all. */
export function nameOf({ list, index, value }: AccountSettings): string {
  const names = [value['account'], value['address'], value['name']];
  return names.find((name): name is string => typeof name === 'string') ?? `${list}[${index}]`;
}
