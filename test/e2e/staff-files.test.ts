import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { z } from 'zod';
import { hugePng } from '../host/huge-png.js';
import { startHub, type RunningHub } from '../support/running-hub.js';
import { StaffClient } from '../support/staff-client.js';
import { Refused, WebCitizen } from '../support/web-citizen.js';

/** Files of staff on the whole hub: treated like a citizen's, and attached by nobody but who brought them. */

const PASSWORD = 'Pengcheng-7788-Lan';
const UNIT = 'urban-management';
const Uploaded = z.object({ id: z.string(), name: z.string(), mime: z.string(), size: z.number() });
const Items = z.object({ items: z.array(z.object({ id: z.string() })) });
const Problem = z.object({ code: z.string() });

let hub: RunningHub;
let operator: StaffClient;
let colleague: StaffClient;
let clerk: StaffClient;
let auditor: StaffClient;
let citizen: WebCitizen;
let conversation = '';

beforeAll(async () => {
  hub = await startHub(undefined, undefined, { limits: { bodyBytes: 1_000_000, attachmentBytes: 200_000 } });
  const first = await hub.hub.staff.ensureFirstAdmin();
  const admin = new StaffClient(() => hub.base, first?.login ?? '');
  await admin.signIn(first?.oneTimePassword ?? '', PASSWORD);
  const hire = async (login: string, role: string, unit?: string) => {
    const made = await admin.command('/api/admin/staff', { login, name: login, roles: [role], unit });
    const client = new StaffClient(() => hub.base, login);
    await client.signIn(z.object({ oneTimePassword: z.string() }).parse(made).oneTimePassword, PASSWORD);
    return client;
  };
  operator = await hire('zhang', 'operator');
  colleague = await hire('sun', 'operator');
  clerk = await hire('li', 'clerk', UNIT);
  auditor = await hire('qian', 'auditor');
  citizen = await WebCitizen.open(hub.base);
  await citizen.ask('我家楼下路灯坏了');
  const { items } = await operator.get('/api/staff/conversations', Items);
  conversation = `/api/staff/conversations/${items[0]?.id ?? ''}`;
}, 180_000);
afterAll(() => hub.stop());

const photo = () =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#3c3' } })
    .withExif({ IFD3: { GPSLatitude: '33/1 20/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
const upload = async (who: StaffClient, name: string, bytes: Uint8Array) =>
  Uploaded.parse(await (await who.upload(name, bytes)).json());
const codeOf = async (answer: Response) => ({
  status: answer.status,
  code: Problem.parse(await answer.json()).code,
});

describe('a file of staff', () => {
  test('goes to the citizen with a reply, without the place where it was taken', async () => {
    const sent = await upload(operator, '../修好的路灯.jpg', await photo());
    expect(sent).toMatchObject({ name: '修好的路灯.jpg', mime: 'image/jpeg' });
    await operator.command(`${conversation}/reply`, { text: '修好了，请看照片', attachmentIds: [sent.id] });
    const heard = await citizen.hear(/请看照片/);
    expect(heard.attachments).toMatchObject([{ name: '修好的路灯.jpg', mime: 'image/jpeg' }]);
    const fetched = await citizen.fetchFile(heard.attachments[0]?.url ?? '');
    const { width, exif } = await sharp(fetched).metadata();
    expect({ width, exif }).toEqual({ width: 40, exif: undefined });
  });

  test('sent in twice is one, so that a broken line is no trouble', async () => {
    const bytes = Buffer.from('回执');
    const [once, again] = [
      await upload(operator, '回执.txt', bytes),
      await upload(operator, '回执.txt', bytes),
    ];
    expect(again).toEqual(once);
  });

  test('goes into the answer of a ticket, and who may read the ticket may read it', async () => {
    const request = { type: 'help', title: '路灯', matter: '我家楼下路灯坏了', place: { text: '城南' } };
    const body = { conversationId: conversation.split('/').at(-1), request };
    const made = z.object({ id: z.string() }).parse(await operator.command('/api/staff/tickets', body));
    const at = `/api/staff/tickets/${made.id}`;
    await operator.command(`${at}/dispatch`, { unit: UNIT });
    await clerk.command(`${at}/sign`);
    const paper = await upload(clerk, '验收单.txt', Buffer.from('已验收'));
    const foreign = await upload(operator, '别人的.txt', Buffer.from('不给看'));
    const answer = {
      text: '已修复',
      result: 'solved',
      facts: '灯已更换',
      basis: '城市照明管理规定',
      contact: '李工 0515-88123456',
    };
    await expect(
      clerk.command(`${at}/reply`, { ...answer, attachmentIds: [foreign.id] }),
    ).rejects.toMatchObject({ status: 400, message: expect.stringContaining('attachment-foreign') });
    await clerk.command(`${at}/reply`, { ...answer, attachmentIds: [paper.id] });
    const Body = z.never();
    await expect(
      operator.get(`/api/staff/attachments/${foreign.id}?ticket=${made.id}`, Body),
    ).rejects.toThrow(Refused);
    const file = await operator.fetch(`/api/staff/attachments/${paper.id}?ticket=${made.id}`);
    expect(await file.text()).toBe('已验收');
  });
});

describe('nobody attaches what is not theirs to show', () => {
  test('a colleague’s upload, and a file of another conversation', async () => {
    const theirs = await upload(colleague, '草稿.txt', Buffer.from('还没写完'));
    for (const id of [theirs.id, 'a0123456789abcdef01234567'])
      await expect(
        operator.command(`${conversation}/reply`, { text: '看', attachmentIds: [id] }),
      ).rejects.toMatchObject({ status: 400, message: expect.stringContaining('attachment-foreign') });
  });

  test('a file that the conversation shows already may be sent again by anybody who has it', async () => {
    const sent = await upload(operator, '须知.txt', Buffer.from('办事须知'));
    await operator.command(`${conversation}/reply`, { text: '须知一', attachmentIds: [sent.id] });
    await colleague.command(`${conversation}/reply`, { text: '须知二', attachmentIds: [sent.id] });
    expect((await citizen.hear(/须知二/)).attachments).toHaveLength(1);
  });
});

describe('what is no file, or none that we keep, is refused in words', () => {
  test.each([
    ['a program that calls itself a picture', 'a.png', Buffer.from('MZ\x90\0'.padEnd(200, '\0')), 415],
    ['a page', 'a.html', Buffer.from('<script>alert(1)</script>'), 415],
    ['nothing', 'a.txt', Buffer.alloc(0), 400],
    ['more than the limit', 'a.txt', Buffer.alloc(300_000, 'x'), 413],
    ['a picture of too many pixels', 'a.png', hugePng(20_000, 20_000), 422],
  ])('%s', async (_, name, bytes, status) => {
    expect((await operator.upload(name, bytes)).status).toBe(status);
  });

  const form = 'multipart/form-data; boundary=x';
  test.each([
    ['JSON', '{}', 'application/json', 'file-empty'],
    [
      'a form without a file',
      '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
      form,
      'file-empty',
    ],
    [
      'a form that ends in the middle',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhal',
      form,
      'bad-request',
    ],
    ['a form that is none', 'nonsense', form, 'bad-request'],
    ['a form without a boundary', 'x', 'multipart/form-data', 'bad-request'],
  ])('%s', async (_, body, type, code) => {
    const answer = await operator.post('/api/staff/uploads', body, { 'content-type': type });
    expect(await codeOf(answer)).toEqual({ status: 400, code });
  });

  test('who writes to nobody brings nothing in, and nobody does without the session’s token', async () => {
    expect((await auditor.upload('a.txt', Buffer.from('x'))).status).toBe(403);
    const forged = await operator.post('/api/staff/uploads', new FormData(), { 'x-csrf-token': 'other' });
    expect(await codeOf(forged)).toEqual({ status: 403, code: 'csrf-token-wrong' });
  });
});
