import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Person, type PersonService, type StaffActor } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { failure } from '../errors/failure.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import { isSealed } from '../views/conversation-view.js';
import type { Recorder } from '../record.js';
import { assertReadable } from './readable-conversation.js';
import { PersonView, personView } from '../views/person-view.js';

const Note = z.string().trim().min(1).max(2_000).meta({ description: 'Why: it stays in the history' });
const Id = z.string().min(1).max(200);
const tags = ['conversations'];

/** Who is behind a conversation: joining the channels of one person, and separating them again. */
export function personRoutes(
  app: TypedApp,
  { people, record }: { people: PersonService; record: Recorder },
): void {
  /** Reads the person of a conversation for somebody; of a sealed one only for the sealed desk. */
  async function readable(id: string, viewer: StaffActor): Promise<Person> {
    const person = await people.of(id);
    assertReadable(person, viewer);
    return person;
  }

  function keep(
    request: FastifyRequest,
    { conversation, tickets }: Person,
    action: 'person.read' | 'person.joined' | 'person.separated',
    detail: Record<string, string> = {},
  ): Promise<void> {
    const sealed = isSealed(conversation, tickets);
    return record(request, action, { type: 'conversation', id: conversation.id }, { ...detail, sealed });
  }

  app.get(
    '/conversations/:id/person',
    {
      schema: {
        summary: 'Read who is behind a conversation, with the same person’s other conversations',
        tags,
        params: IdParams,
        response: { 200: PersonView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const person = await readable(request.params.id, actor);
      await keep(request, person, 'person.read');
      return personView(person, actor);
    },
  );

  app.post(
    '/conversations/:id/person/join',
    {
      schema: {
        summary: 'Say that another conversation is of the same person; the citizen is not told',
        tags,
        params: IdParams,
        body: CommandBody.extend({ conversationId: Id, note: Note }),
        response: { 200: PersonView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'person.join');
      const commandId = commandIdOf(request, request.body);
      const { conversationId, note } = request.body;
      await Promise.all([readable(request.params.id, actor), readable(conversationId, actor)]);
      const person = await people.join(request.params.id, actor, commandId, { conversationId, note });
      await keep(request, person, 'person.joined', { with: conversationId, note });
      return personView(person, actor);
    },
  );

  app.post(
    '/conversations/:id/person/separate',
    {
      schema: {
        summary: 'Take one join back: those it brought together part as they were',
        tags,
        params: IdParams,
        body: CommandBody.extend({ joinId: Id, note: Note }),
        response: { 200: PersonView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'person.join');
      const commandId = commandIdOf(request, request.body);
      const { joinId, note } = request.body;
      const { joins } = personView(await readable(request.params.id, actor), actor);
      if (!joins.some((join) => join.id === joinId)) throw failure('join-not-found');
      const person = await people.separate(request.params.id, actor, commandId, { joinId, note });
      await keep(request, person, 'person.separated', { join: joinId, note });
      return personView(person, actor);
    },
  );
}
