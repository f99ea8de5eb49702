import type { ReactNode } from 'react';
import type { FieldView } from '../../../../src/server/public/form-view.js';
import { currentLanguage, useWords, type WordKey, words } from '../../shared/language';
import { Field } from '../../ui/Field';
import type { ReportDraft } from './draft';
import { PlaceField } from './PlaceField';
import type { Wrong } from './wrong-fields';

interface FormFieldsProps {
  fields: readonly FieldView[];
  draft: ReportDraft;
  wrong: Wrong;
  onChange(change: Partial<ReportDraft>): void;
  /** Stands with the matter: photos, what it seems to be. */
  children: ReactNode;
}

/** The fields of a form in three groups: what, where, and how to reach the person. */
export function FormFields({ fields, draft, wrong, onChange, children }: FormFieldsProps) {
  const words = useWords();
  const shown = fields.filter(({ when }) => !when || isGiven(draft.values[when.field], when.in));
  const set = (id: string, value: string) => onChange({ values: { ...draft.values, [id]: value } });
  const draw = (field: FieldView) => (
    <FormField
      key={field.id}
      field={field}
      value={draft.values[field.id] ?? ''}
      error={wrong[field.id]}
      onChange={(value) => set(field.id, value)}
    />
  );
  const place = shown.find(({ kind }) => kind === 'place');
  const you = shown.filter(({ kind }) => kind === 'name' || kind === 'phone').reverse();
  const rest = shown.filter((field) => field !== place && !you.includes(field) && field.kind !== 'matter');
  return (
    <>
      <fieldset className="card">
        <legend>{words('aboutMatter')}</legend>
        {shown.filter(({ kind }) => kind === 'matter').map(draw)}
        {children}
        {rest.map(draw)}
      </fieldset>
      {place && (
        <fieldset className="card">
          <legend>{words('aboutPlace')}</legend>
          <PlaceField
            place={{ ...draft, detail: draft.values[place.id] ?? '' }}
            required={place.need === 'always'}
            maxLength={place.maxLength}
            error={wrong[place.id]}
            onChange={({ detail, ...change }) =>
              onChange({
                ...change,
                ...(detail !== undefined && { values: { ...draft.values, [place.id]: detail } }),
              })
            }
          />
        </fieldset>
      )}
      <fieldset className="card">
        <legend>{words('aboutYou')}</legend>
        {you.map(draw)}
        <label className="check">
          <input
            type="checkbox"
            checked={draft.anonymous}
            onChange={({ currentTarget }) => onChange({ anonymous: currentTarget.checked })}
          />
          {words('anonymous')}
        </label>
      </fieldset>
    </>
  );
}

interface FormFieldProps {
  field: FieldView;
  value: string;
  error?: string;
  onChange(value: string): void;
}

function FormField({ field, value, error, onChange }: FormFieldProps) {
  const words = useWords();
  const label = labelOf(field);
  const hint = HINTS[field.kind];
  return (
    <Field
      id={`c-${field.id}`}
      label={label}
      required={field.need === 'always'}
      hint={hint && words(hint)}
      error={error}
    >
      {(props) => {
        if (field.kind === 'matter')
          return (
            <textarea
              {...props}
              rows={5}
              maxLength={field.maxLength}
              value={value}
              onChange={({ currentTarget }) => onChange(currentTarget.value)}
            />
          );
        if (field.kind === 'choice')
          return (
            <select {...props} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
              <option value="">{words('choose')}</option>
              {field.options.map((option) => (
                <option key={option.value} value={option.value}>
                  {currentLanguage() === 'en' ? option.labelEn : option.label}
                </option>
              ))}
            </select>
          );
        return (
          <input
            {...props}
            {...INPUTS[field.kind]}
            maxLength={field.maxLength}
            value={value}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
          />
        );
      }}
    </Field>
  );
}

/** Words people understand for the fields every form has; the city's own for the others. */
function labelOf({ kind, label, labelEn }: FieldView): string {
  const known = KNOWN[kind];
  if (known) return words(known);
  return currentLanguage() === 'en' ? labelEn : label;
}

const KNOWN: Partial<Record<FieldView['kind'], WordKey>> = {
  matter: 'matter',
  place: 'place',
  time: 'time',
  name: 'name',
  phone: 'phone',
};
const HINTS: Partial<Record<FieldView['kind'], WordKey>> = {
  matter: 'matterHint',
  time: 'timeHint',
  phone: 'phoneHint',
};
const INPUTS: Partial<Record<FieldView['kind'], { type?: string; autoComplete?: string }>> = {
  name: { autoComplete: 'name' },
  phone: { type: 'tel', autoComplete: 'tel' },
};

const isGiven = (value: string | undefined, wanted?: readonly string[]): boolean =>
  value !== undefined && value !== '' && (!wanted || wanted.includes(value));
