import { patiently } from '../test/support/web-citizen.js';

/** What a vendor pushes, pushed again until the hub has taken it. */
export async function pushed(
  url: () => string,
  push: { headers: Record<string, string>; body: string },
): Promise<void> {
  await patiently(async () => {
    const answer = await fetch(url(), { method: 'POST', ...push });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the push was answered with ${answer.status}`);
  });
}
