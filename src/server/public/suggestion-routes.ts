import type { Understand } from '../../core/language/understanding.js';
import { addressKey } from '../../core/model/address-key.js';
import type { City } from '../../core/model/city.js';
import { REQUEST_TYPES } from '../../core/model/codes.js';
import type { Clock } from '../../core/ports.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { createRateLimit } from '../rate-limit.js';
import { Suggestion, SuggestionAsked } from './suggestion-view.js';

/** What a text seems to be about, while it is being written. Nothing is stored. */
export function suggestionRoutes(
  app: TypedApp,
  { understand, city, clock }: { understand: Understand; city: City; clock: Clock },
): void {
  const byAddress = createRateLimit({ points: 60, perSeconds: 60 });
  app.post(
    '/suggest',
    {
      schema: {
        summary: 'Suggest type and category of a text',
        tags: ['public'],
        body: SuggestionAsked,
        response: { 200: Suggestion, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      await byAddress.take(addressKey(request.ip));
      const seen = understand(request.body.text, clock.now());
      const type = (seen.type ?? seen.likelyType)?.value;
      const category = city.categories.find(({ code }) => code === seen.category?.value);
      const danger = seen.danger && !seen.danger.unsure ? seen.danger.hotlines : [];
      const lines = city.hotlines.filter(({ id }) => danger.includes(id));
      void reply.header('cache-control', 'no-store');
      return {
        type,
        typeName: type && REQUEST_TYPES[type].zh,
        category: category && { code: category.code, name: category.name },
        danger: lines.length > 0 ? lines.map(({ dial, name }) => ({ dial, name })) : undefined,
      };
    },
  );
}
