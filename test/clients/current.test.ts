import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { matches, type Shape } from '../../clients/typescript/hub.js';
import { CLIENT, currentClient } from '../../scripts/clients/main.js';
import { clientSource } from '../../scripts/clients/typescript.js';

test('the client is made from the routes as they are now (npx tsx scripts/clients/main.ts)', async () => {
  expect(readFileSync(CLIENT, 'utf8')).toBe(await currentClient());
});

describe('the generator', () => {
  const operation = (schema: object) => ({
    operationId: 'look',
    summary: 'Look',
    parameters: [],
    responses: { '200': { content: { 'application/json': { schema } } } },
  });
  const asked = { content: { 'application/json': { schema: { $ref: '#/components/schemas/ThingInput' } } } };
  const text = { type: 'object', properties: { a: { type: 'string' } } };
  const document = (thingInput: object) => ({
    components: { schemas: { Thing: text, ThingInput: thingInput } },
    paths: { '/x': { post: { ...operation({ $ref: '#/components/schemas/Thing' }), requestBody: asked } } },
  });

  test('makes one type of a shape that is asked for and answered', () => {
    expect(clientSource(document(text)).match(/export type Thing /g)).toHaveLength(1);
  });

  test('makes no wrong type where the two differ', () => {
    const other = { type: 'object', properties: { a: { type: 'number' } } };
    expect(() => clientSource(document(other))).toThrow('Thing');
  });
});

describe('an answer is believed only in its shape', () => {
  const shapes: Record<string, Shape> = {
    Page: {
      type: 'object',
      required: ['items'],
      members: { items: { type: 'array', items: { ref: 'Item' } } },
    },
    Item: {
      one: [
        { type: 'object', required: ['n'], members: { n: { type: 'integer' } } },
        { type: 'object', required: ['s'], members: { s: { any: ['a', 'b'] } } },
      ],
    },
  };
  test.each<[unknown, boolean]>([
    [{ items: [] }, true],
    [{ items: [{ n: 1 }, { s: 'b', more: true }] }, true],
    [{ items: [{ n: 1.5 }] }, false],
    [{ items: [{ s: 'c' }] }, false],
    [{ items: {} }, false],
    [{}, false],
    [null, false],
    ['<html>', false],
  ])('%j: %s', (value, believed) => {
    expect(matches(shapes, 'Page', value)).toBe(believed);
  });
});
