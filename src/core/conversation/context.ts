import type { Understand } from '../language/understanding.js';
import type { City } from '../model/city.js';
import type { TicketView } from '../model/ticket.js';

/** What a step may look at besides the conversation and the input: nothing of it changes under its hands. */
export interface StepContext {
  now: Date;
  city: City;
  understand: Understand;
  dialogue: 'chat' | 'mail' | 'public';
  /** Tickets of this conversation's citizen, newest first. */
  ownTickets: TicketView[];
  /** Tickets named in the turn with their right query code. */
  namedTickets: TicketView[];
  /** Numbers named in the turn that may not be shown: unknown, or the code is missing or wrong. */
  refusedNumbers: string[];
  /** True while staff are at work, so that nothing untrue is said about when a person will look. */
  staffOnDuty: boolean;
  /** When offices open next; absent while they are open, and when no official table covers the days. */
  opensAt?: Date;
  /** Others who asked for a person earlier and still wait; absent when nobody counted. */
  queue?: { ahead: number };
  publicBaseUrl: string;
  /** Open tickets of the same person from elsewhere; read only where they are asked for, and never all others. */
  joinedTickets?: TicketView[];
  /** Read only while a phone is being bound or unbound. */
  binding?: BindingFacts;
}

/** What is known before a phone is bound. */
export interface BindingFacts {
  /** `here`: the citizen writes from a number; `none`: no channel of ours reaches one. */
  reach: 'code' | 'here' | 'none';
  /** Numbers bound to the citizen, E.164. */
  bound: string[];
  /** Of the number in the turn, or the one a code was sent to. `apart`: staff know that they are two people. */
  number?: { state: 'free' | 'bound' | 'apart'; mayAsk: boolean };
  /** True for the digits that were sent under this id. */
  isCode(codeId: string, digits: string): boolean;
}
