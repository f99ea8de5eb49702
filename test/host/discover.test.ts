import { expect, test } from '@jest/globals';
import { discoverChannels } from '../../src/host/discover.js';

test('loads the channels that are wanted, and no other', async () => {
  expect((await discoverChannels(['web', 'email'])).map(({ name }) => name)).toEqual(['web', 'email']);
  expect(await discoverChannels([])).toEqual([]);
});

test.each(['smoke', '../host', 'channel.ts', '__proto__', ''])(
  'says that %j is none, and which there are',
  async (name) => {
    await expect(discoverChannels([name])).rejects.toMatchObject({
      code: 'channel-unknown',
      hint: expect.stringMatching(/there are: .*email.*web/),
    });
  },
);
