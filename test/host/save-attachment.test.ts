import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { IncomingFile } from '../../src/channels/channel.js';
import type { Attachment } from '../../src/core/model/attachment.js';
import type { AttachmentRepository } from '../../src/core/ports.js';
import { createSaveAttachment } from '../../src/host/save-attachment.js';
import { hugePng } from './huge-png.js';

let kept = new Map<string, { attachment: Attachment; bytes: Buffer }>();
beforeEach(() => {
  kept = new Map();
});
const repository: AttachmentRepository = {
  put: async (attachment, bytes) => void kept.set(attachment.id, { attachment, bytes: Buffer.from(bytes) }),
  get: async (id) => kept.get(id),
};
const now = new Date('2026-11-23T02:00:00Z');
const save = (bytes: Uint8Array | string, name = 'a.bin', more: Partial<IncomingFile> = {}) =>
  createSaveAttachment(
    repository,
    { now: () => now },
    5_000_000,
  )({ name, bytes: Buffer.from(bytes), ...more });

async function saved(bytes: Uint8Array | string, name?: string) {
  const result = await save(bytes, name);
  if (result.type !== 'saved') throw new Error(result.message);
  return { ...result.attachment, bytes: kept.get(result.attachment.id)?.bytes ?? Buffer.alloc(0) };
}

const picture = () => sharp({ create: { width: 40, height: 20, channels: 3, background: '#c33' } });

describe('pictures', () => {
  test('lose the place where they were taken, whatever else they carry', async () => {
    const withPlace = await picture()
      .withExif({
        IFD0: { Make: 'Phone', Artist: 'Wang' },
        IFD3: { GPSLatitude: '33/1 20/1 0/1', GPSLatitudeRef: 'N' },
      })
      .jpeg()
      .toBuffer();
    expect((await sharp(withPlace).metadata()).exif).toBeDefined();
    const { mime, bytes } = await saved(withPlace, '现场.jpg');
    expect(mime).toBe('image/jpeg');
    const { exif, xmp, iptc, width, height } = await sharp(bytes).metadata();
    expect({ exif, xmp, iptc, width, height }).toEqual({ width: 40, height: 20 });
    expect(bytes.includes('Wang')).toBe(false);
  });

  test('stand upright after the note that said so is gone', async () => {
    const lying = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { width, height } = await sharp((await saved(lying)).bytes).metadata();
    expect({ width, height }).toEqual({ width: 20, height: 40 });
  });

  test('lose what was hidden behind their last byte', async () => {
    const png = Buffer.concat([await picture().png().toBuffer(), Buffer.from('PK hidden archive')]);
    expect((await saved(png)).bytes.includes('hidden archive')).toBe(false);
  });

  test.each(['jpeg', 'png', 'webp', 'gif'] as const)('a %s stays one', async (format) => {
    const bytes = await picture().toFormat(format).toBuffer();
    expect((await saved(bytes, 'x.exe')).mime).toBe(`image/${format}`);
  });

  test('that would fill the memory are refused', async () => {
    const bomb = hugePng(30_000, 30_000);
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await save(bomb, 'bomb.png')).toMatchObject({ type: 'refused', code: 'unreadable-image' });
  });

  test('that are broken are refused', async () => {
    const whole = await picture().jpeg().toBuffer();
    expect(await save(whole.subarray(0, 200))).toMatchObject({ code: 'unreadable-image' });
  });
});

describe('files', () => {
  test.each([
    [
      'a vector picture, which can hold a script',
      '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      'a.svg',
    ],
    ['a page', '<!doctype html><script>alert(1)</script>', 'a.html'],
    ['a page that calls itself a picture', '<html><script>alert(1)</script></html>', 'a.png'],
    ['a Windows program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'a.jpg'],
    ['a Linux program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, ...Buffer.alloc(60)]), 'a.pdf'],
    ['a shell script', '#!/bin/sh\nrm -rf /', 'a.sh'],
    ['bytes that call themselves text', Buffer.from([0x61, 0, 0x62]), 'a.txt'],
  ])('%s is refused', async (_, bytes, name) => {
    expect(await save(bytes, name)).toMatchObject({ type: 'refused', code: 'type-not-allowed' });
    expect(kept.size).toBe(0);
  });

  test.each([
    ['PDF', '%PDF-1.4\n%%EOF', 'a', 'application/pdf'],
    ['text in UTF-8', '路灯坏了', '说明.txt', 'text/plain'],
    ['text in GBK', Buffer.from([0xc2, 0xb7, 0xb5, 0xc6]), '说明.txt', 'text/plain'],
  ])('%s is kept as it is', async (_, bytes, name, mime) => {
    const attachment = await saved(bytes, name);
    expect(attachment.mime).toBe(mime);
    expect(attachment.bytes.equals(Buffer.from(bytes))).toBe(true);
  });

  test('an empty one and one that is too large are refused', async () => {
    expect(await save('')).toMatchObject({ code: 'empty' });
    expect(await save(Buffer.alloc(5_000_001))).toMatchObject({ code: 'too-large' });
    expect(await save('%PDF-1.4', 'a.pdf', { maxBytes: 4 })).toMatchObject({ code: 'too-large' });
  });
});

describe('names', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\王\\合同.pdf', '合同.pdf'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['a\u200b\ufeff\u0000b\r\n.pdf', 'ab.pdf'],
    ['<img src=x>.pdf', 'img src=x.pdf'],
    ['..', 'file'],
    ['', 'file'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(116)}.pdf`],
  ])('%j becomes %j', async (given, clean) => {
    expect((await saved('%PDF-1.4', given)).name).toBe(clean);
  });

  test('never end in half a character', async () => {
    const { name } = await saved('%PDF-1.4', `${'𠮷'.repeat(150)}a.pdf`);
    expect(name).toBe(`${'𠮷'.repeat(115)}a.pdf`);
  });
});

test('the same file under the same name is stored once, under another it is another', async () => {
  const first = await saved('%PDF-1.4', 'a.pdf');
  expect((await saved('%PDF-1.4', 'a.pdf')).id).toBe(first.id);
  expect((await saved('%PDF-1.4', 'b.pdf')).id).not.toBe(first.id);
  expect(kept.size).toBe(2);
});
