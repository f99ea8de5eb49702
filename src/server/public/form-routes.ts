import type { City } from '../../core/model/city.js';
import { REQUEST_TYPES } from '../../core/model/codes.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { FormsView } from './form-view.js';

/** The forms the bot asks by, for people who rather fill in than chat. */
export function formRoutes(app: TypedApp, city: City): void {
  app.get(
    '/forms',
    {
      schema: {
        summary: 'What is asked for each type of request',
        description:
          'Filled in, a form is sent as one message of the web channel: it goes through the same intake and triage as every other.',
        tags: ['public'],
        response: { 200: FormsView, ...PROBLEMS },
      },
    },
    async (_request, reply) => {
      void reply.header('cache-control', 'public, max-age=300');
      return {
        forms: city.forms.map(({ type, version, fields }) => ({
          type,
          name: REQUEST_TYPES[type].zh,
          version,
          fields: fields.map(({ id, kind, label, labelEn, need, maxLength, when, options }) => ({
            id,
            kind,
            label,
            labelEn,
            need,
            maxLength,
            when,
            options: options.map((option) => ({
              value: option.value,
              label: option.label,
              labelEn: option.labelEn,
            })),
          })),
        })),
      };
    },
  );
}
