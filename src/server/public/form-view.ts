import { z } from 'zod';
import { FieldKind, FormField } from '../../core/model/city.js';
import { RequestType } from '../../core/model/codes.js';

/** A field as a person fills it in; prompts and weights are the bot's business. */
const FieldView = z.object({
  id: z.string(),
  kind: FieldKind,
  label: z.string(),
  labelEn: z.string(),
  need: FormField.shape.need,
  maxLength: z.number().int(),
  when: FormField.shape.when,
  options: z.array(z.object({ value: z.string(), label: z.string(), labelEn: z.string() })),
});
export type FieldView = z.infer<typeof FieldView>;

export const FormsView = z.object({
  forms: z.array(
    z
      .object({
        type: RequestType,
        name: z.string(),
        version: z.number().int(),
        fields: z.array(FieldView),
      })
      .meta({ id: 'Form' }),
  ),
});
export type FormsView = z.infer<typeof FormsView>;
