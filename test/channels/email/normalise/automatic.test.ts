import { describe, expect, test } from '@jest/globals';
import { letter } from '../../../support/mail/letters.js';
import { fixture, readMessage } from '../fixtures.js';

describe('mail that must not be answered automatically', () => {
  test.each([
    ['auto-reply-rfc3834', 'auto-reply'],
    ['auto-reply-subject-only', 'auto-reply'],
    ['list', 'list'],
    ['dsn', 'bounce'],
    ['qq-bounce', 'bounce'],
  ])('%s is %s', async (name, kind) => {
    expect((await readMessage(fixture(name))).auto).toBe(kind);
  });

  test.each([
    [['Auto-Submitted: auto-generated'], 'auto-reply'],
    [['Auto-Submitted: auto-replied; owner-email="x@y.cn"'], 'auto-reply'],
    [['Return-Path: <>'], 'auto-reply'],
    [['Precedence: auto_reply'], 'auto-reply'],
    [['Precedence: bulk'], 'list'],
    [['Precedence: junk'], 'list'],
    [['List-Id: <x.example.cn>'], 'list'],
    [['List-Unsubscribe: <mailto:x@y.cn>'], 'list'],
    [['X-Auto-Response-Suppress: DR, OOF, AutoReply'], 'auto-reply'],
    [['X-Auto-Response-Suppress: All'], 'auto-reply'],
    [['X-Autoreply: yes'], 'auto-reply'],
    [['X-Autorespond: 1'], 'auto-reply'],
    [['X-Failed-Recipients: a@b.cn'], 'bounce'],
    [['X-Loop: hub@hotline.test'], 'own'],
  ])('%j is %s', async (headers, kind) => {
    expect((await readMessage(letter({ headers }))).auto).toBe(kind);
  });

  test.each([
    ['MAILER-DAEMON@mx.cn', 'bounce'],
    ['postmaster@qq.com', 'bounce'],
    ['no-reply@bank.cn', 'auto-reply'],
    ['noreply@bank.cn', 'auto-reply'],
    ['service_noreply@bank.cn', 'auto-reply'],
    ['hub@hotline.test', 'own'],
    ['hub+t1.abc@hotline.test', 'own'],
    ['alias@hotline.test', 'own'],
  ])('from %s is %s', async (from, kind) => {
    expect((await readMessage(letter({ from }))).auto).toBe(kind);
  });
});

describe('mail of people is not taken for automatic', () => {
  test('who answer to an automatic answer', async () => {
    expect((await readMessage(fixture('answer-to-auto-reply'))).auto).toBeUndefined();
  });
  test.each([
    [{ headers: ['Auto-Submitted: no'] }],
    [{ headers: ['Return-Path: <wang@qq.com>'] }],
    [{ headers: ['X-Auto-Response-Suppress: none'] }],
    [{ headers: ['X-Loop: someone@else.cn'] }],
    [{ subject: '自动回复太慢', text: '没有人理我' }],
    [{ from: 'noreplywang@qq.cn'.replace('noreply', 'norep') }],
  ])('%j', async (parts) => {
    expect((await readMessage(letter(parts))).auto).toBeUndefined();
  });
});
