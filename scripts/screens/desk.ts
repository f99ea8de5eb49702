import type { Page } from 'playwright-core';
import type { SeededDesk } from '../../test/support/seed-desk.js';
import type { Shot } from './shot.js';

/** The desk, each page as somebody sees it who works there. */
export const deskShots = ({ tickets }: SeededDesk): Shot[] => [
  { name: 'desk-home', seat: 'supervisor', path: '/desk' },
  { name: 'desk-tickets', seat: 'supervisor', path: '/desk/tickets' },
  { name: 'desk-ticket', seat: 'supervisor', path: `/desk/tickets/${tickets.signed}` },
  { name: 'desk-move', seat: 'clerk', path: `/desk/tickets/${tickets.signed}`, prepare: openReply },
  { name: 'desk-unit', seat: 'clerk', path: '/desk/unit' },
  { name: 'desk-dispatch', seat: 'dispatcher', path: '/desk/dispatch' },
  { name: 'desk-emergency', seat: 'supervisor', path: '/desk/emergency' },
  { name: 'desk-me', seat: 'operator', path: '/desk/me' },
];

async function openReply(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(答复|reply)$/ }).click();
  await page.getByRole('dialog').waitFor();
}
