import { REGISTERED, type Role } from './cast.js';

/** A citizen as the play sees one, whatever the channel. */
export interface Person {
  say(text: string): Promise<void>;
  /** Takes over what has arrived since. */
  look(): Promise<unknown>;
  /** Everything the hub has said, oldest first. */
  heard(): string[];
  /** Messages that came again in a way the reader does not see. */
  readonly repeated: number;
  /** How many messages the hub has accepted from this citizen. */
  readonly said: number;
}

/**
 * Plays one role until the ticket is registered: says the opening, then answers what is asked.
 * Returns how many turns were taken, each of which must be answered.
 */
export async function playRole(role: Role, person: Person, trouble: () => Promise<void>): Promise<number> {
  const answers = [...role.answers];
  for (const bubble of role.opening) await person.say(bubble);
  let turns = 1;
  for (let before = 0; ;) {
    await until(role, person, (heard) => heard.length > before);
    const heard = person.heard();
    const text = heard.slice(before).join('\n');
    before = heard.length;
    if (REGISTERED.test(text)) return turns;
    const index = answers.findIndex(([question]) => question.test(text));
    const [found] = index === -1 ? [] : answers.splice(index, 1);
    if (found) {
      const saying = person.say(found[1]);
      if (turns === 1) await trouble();
      await saying;
      turns++;
    } else if (role.unasked === 0) {
      throw new Error(`${role.name} does not know what to answer to: ${text}`);
    } else {
      await until(role, person, (all) => all.some((said) => REGISTERED.test(said)));
      return turns;
    }
  }
}

async function until(role: Role, person: Person, done: (heard: string[]) => boolean): Promise<void> {
  const end = Date.now() + 120_000;
  while (!done(person.heard())) {
    if (Date.now() > end)
      throw new Error(`${role.name} waited in vain. So far:\n${person.heard().join('\n---\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await person.look();
  }
}
