import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FieldKind } from '../../src/core/model/city.js';
import { RequestType } from '../../src/core/model/codes.js';
import { city } from '../core/conversation/real.js';
import { SubmittedBy, TicketPurpose } from '../../src/core/conversation/state.js';

const ENGINE = join(import.meta.dirname, '../../src/core/conversation');

/** Keys the engine builds from a closed list of values, by the prefix they are built on. */
const BUILT: Readonly<Record<string, readonly (string | number)[]>> = {
  'again.': FieldKind.options,
  'last.': FieldKind.options,
  'which.': TicketPurpose.options,
  'none.': TicketPurpose.options,
  'refusal.': [...city.lexicon.refusals.map(({ id }) => id), 'other'],
  'sealed.': ['discipline', 'prosecution'],
  'ticket.': ['answer', 'follow', 'suspend', 'resume'],
  'ticket.accept.': [...SubmittedBy.options, 'staff'],
  'button.type.': RequestType.options,
  'button.rate.': [1, 2, 3, 4, 5],
};

/** Every template key in the engine's sources, written out or built; an unknown way of building one throws. */
export function templatesInCode(): string[] {
  const sources = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(ENGINE, name), 'utf8'))
    .join('\n');
  const areas =
    'again|ask|bind|button|cancel|confirm|continue|danger|fallback|gather|greeting|human|last|matters|none|parked|phone|plain|privacy|progress|public';
  const more =
    'rate|refusal|refused|sealed|silence|summary|supplement|talk|ticket|unbind|urge|which|withdraw';
  const written = sources.matchAll(new RegExp(`'((?:${areas}|${more})(?:\\.[a-zA-Z]+)+|greeting)'`, 'g'));
  const built = sources.matchAll(new RegExp(`\`((?:${areas}|${more})\\.(?:[a-z]+\\.)?)\\$\\{`, 'g'));
  const keys = [...built].flatMap(([, prefix = '']) => {
    const values = BUILT[prefix];
    if (!values) throw new Error(`Say which values follow ${prefix}`);
    return values.map((value) => `${prefix}${value}`);
  });
  return [...new Set([...[...written].map(([, key = '']) => key), ...keys])];
}
