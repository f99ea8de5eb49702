import { expect, test } from '@jest/globals';
import { appDocument } from '../../../scripts/clients/document.js';

const document = await appDocument();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    operation,
  })),
);

test('every route is described under a name that a client can call it by', () => {
  expect(operations.map(({ route, operation }) => `${route} ${operation.operationId}`).sort()).toEqual([
    'DELETE /api/app/devices/current signOutDevice',
    'GET /api/app/files/{id} getFile',
    'GET /api/app/messages readMessages',
    'GET /api/app/uploads/{uploadId} findUpload',
    'PATCH /api/app/devices/current changeDevice',
    'POST /api/app/continue continueHere',
    'POST /api/app/devices registerDevice',
    'POST /api/app/messages sendMessages',
    'POST /api/app/receipts sendReceipts',
    'PUT /api/app/uploads/{uploadId} putUpload',
  ]);
});

test.each(operations)('$route says what a refusal looks like', ({ operation }) => {
  const refusals = Object.entries(operation.responses).filter(([status]) => status.startsWith('4'));
  expect(refusals.length).toBeGreaterThan(0);
  for (const [, { content }] of refusals)
    expect(content?.['application/json']?.schema.$ref).toBe('#/components/schemas/AppProblem');
});
