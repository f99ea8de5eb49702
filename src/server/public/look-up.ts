import { addressKey } from '../../core/model/address-key.js';
import type { TicketView } from '../../core/model/ticket.js';
import type { TicketService } from '../../core/services.js';
import { failure } from '../errors/failure.js';
import { createRateLimit } from '../rate-limit.js';

/** Finds a ticket by what its citizen was given; every way in shares the same limits. */
export type LookUp = (address: string, number: string, code: string) => Promise<TicketView>;

/**
 * Numbers run on and can be guessed, so a wrong code answers like an unknown number, and wrong tries are
 * limited both by address and by number.
 */
export function createLookUp(deps: {
  tickets: Pick<TicketService, 'publicView'>;
  lookupsPerAddress: number;
  wrongLookupsPerNumber: number;
}): LookUp {
  const byAddress = createRateLimit({ points: deps.lookupsPerAddress, perSeconds: 60 });
  const byNumber = createRateLimit({ points: deps.wrongLookupsPerNumber, perSeconds: 3600 });
  return async (address, written, code) => {
    const number = written.trim().toUpperCase();
    await byAddress.take(addressKey(address));
    // Taken before looking, so that many tries at once cannot get past the limit.
    await byNumber.take(number);
    const found = await deps.tickets.publicView(number, code.trim());
    if (!found) throw failure('progress-not-found');
    await byNumber.giveBack(number);
    return found;
  };
}
