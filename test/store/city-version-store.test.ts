import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { City } from '../../src/core/model/city.js';
import { loadCity } from '../../src/config/load-city.js';
import { rulesVersioned } from '../../src/store/city-version-store.js';
import { openStores, type Stores } from './open-stores.js';

let stores: Stores;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ stores, close } = await openStores());
});
afterAll(() => close());

const before = loadCity('config/city/yancheng');
const lockedAfter = (dispatches: number): City => ({
  ...before,
  workOrders: { ...before.workOrders, return: { lockAfterDispatches: dispatches } },
});

test('a limit that was changed holds for new tickets, also when nobody wrote a new version beside it', async () => {
  const first = rulesVersioned(lockedAfter(3));
  await stores.cityVersions.keep(first);
  const second = rulesVersioned(lockedAfter(5));
  const rulesOf = await stores.cityVersions.keep(second);
  expect(rulesOf(second.profile.version).workOrders.return.lockAfterDispatches).toBe(5);
  // What was promised before stays.
  expect(rulesOf(first.profile.version).workOrders.return.lockAfterDispatches).toBe(3);
});

test('the same rules are the same version after a restart, whatever else of the city changed', () => {
  const renamed = { ...before, profile: { ...before.profile, serviceName: '新名字' } };
  expect(rulesVersioned(renamed).profile.version).toBe(rulesVersioned(before).profile.version);
});
