import type { Page } from 'playwright-core';
import type { SeededDesk } from '../../test/support/seed-desk.js';
import type { Shot } from './shot.js';

/** The desk, each page as somebody sees it who works there. */
export const deskShots = ({ tickets }: SeededDesk): Shot[] => [
  { name: 'desk-home', seat: 'supervisor', path: '/desk' },
  { name: 'desk-inbox', seat: 'operator', path: '/desk/inbox?view=all', prepare: openConversation },
  { name: 'desk-phone', seat: 'operator', path: '/desk/phone' },
  { name: 'desk-tickets', seat: 'supervisor', path: '/desk/tickets' },
  { name: 'desk-ticket', seat: 'supervisor', path: `/desk/tickets/${tickets.signed}` },
  { name: 'desk-move', seat: 'clerk', path: `/desk/tickets/${tickets.signed}`, prepare: openReply },
  { name: 'desk-unit', seat: 'clerk', path: '/desk/unit' },
  { name: 'desk-dispatch', seat: 'dispatcher', path: '/desk/dispatch' },
  { name: 'desk-review', seat: 'reviewer', path: '/desk/review' },
  { name: 'desk-call-back', seat: 'call-back', path: '/desk/call-back' },
  { name: 'desk-supervision', seat: 'supervisor', path: '/desk/supervision' },
  { name: 'desk-publications', seat: 'supervisor', path: '/desk/publications' },
  { name: 'desk-sealed', seat: 'sealed', path: '/desk/sealed' },
  { name: 'desk-failures', seat: 'supervisor', path: '/desk/failures' },
  { name: 'desk-emergency', seat: 'supervisor', path: '/desk/emergency' },
  { name: 'desk-macros', seat: 'supervisor', path: '/desk/macros' },
  { name: 'desk-rules', seat: 'supervisor', path: '/desk/rules' },
  { name: 'desk-rule', seat: 'supervisor', path: '/desk/rules/new', prepare: tryRule },
  { name: 'desk-channels', seat: 'system', path: '/desk/channels' },
  { name: 'desk-webhooks', seat: 'system', path: '/desk/webhooks' },
  { name: 'desk-city', seat: 'system', path: '/desk/city' },
  { name: 'desk-templates', seat: 'system', path: '/desk/templates' },
  { name: 'desk-accounts', seat: 'security', path: '/desk/accounts' },
  { name: 'desk-retention', seat: 'security', path: '/desk/retention' },
  { name: 'desk-audit', seat: 'audit-admin', path: '/desk/audit' },
  { name: 'desk-me', seat: 'operator', path: '/desk/me' },
];

async function openReply(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(答复|reply)$/ }).click();
  await page.getByRole('dialog').waitFor();
}

async function tryRule(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(试算|Try)$/ }).click();
  await page.locator('.preview-lines li').first().waitFor();
}

async function openConversation(page: Page): Promise<void> {
  await page.locator('.inbox-lines a').first().click();
  await page.locator('textarea').first().waitFor();
}
