import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Macro } from '../../src/core/macros/macro.js';
import { openStores, type Stores } from './open-stores.js';

let stores: Stores;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ stores, close } = await openStores());
});
afterAll(() => close());

const macro = (id: string, owner: Macro['owner']): Macro => ({
  id,
  name: id,
  steps: [{ type: 'move', move: 'note', details: { text: '{{原因}}', callBack: { reached: true } } }],
  owner,
  version: 1,
  updatedAt: new Date(0),
  updatedBy: '王',
});

test('a macro is found by whose it is, comes back as it was, and only one change of a version holds', async () => {
  const own = macro('m1', { type: 'person', staffId: 's1' });
  expect(await stores.macros.insert(own)).toBe(true);
  expect(await stores.macros.insert(own)).toBe(false);
  await stores.macros.insert(macro('m2', { type: 'unit', unit: 's1' }));
  expect(await stores.macros.of([own.owner])).toEqual([own]);
  expect(await stores.macros.of([own.owner, { type: 'unit', unit: 's1' }])).toHaveLength(2);
  expect(await stores.macros.replace({ ...own, name: '改', version: 2 })).toBe(true);
  expect(await stores.macros.replace({ ...own, name: '又改', version: 2 })).toBe(false);
  expect(await stores.macros.find('m1')).toMatchObject({ name: '改', version: 2 });
  await stores.macros.remove('m1');
  expect(await stores.macros.find('m1')).toBeUndefined();
});
