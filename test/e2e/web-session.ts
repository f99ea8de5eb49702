import { z } from 'zod';
import { bodyOf } from '../support/web-citizen.js';

const Session = z.object({ token: z.string() });

/** A session at the web chat of a hub that asks for no proof of work: the header that goes with every request. */
export async function openSession(base: string): Promise<{ authorization: string }> {
  const answer = await fetch(`${base}/api/web/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  return { authorization: `Bearer ${Session.parse(await bodyOf(answer)).token}` };
}
