import type { RequestType } from '../../../../src/core/model/codes.js';
import { useWords } from '../../shared/language';

interface TypeChoiceProps {
  types: readonly RequestType[];
  chosen: RequestType;
  onChoose(type: RequestType): void;
}

/** Often wanted first; what the city adds comes behind. */
const ORDER: readonly RequestType[] = [
  'complaint',
  'help',
  'consultation',
  'suggestion',
  'report',
  'praise',
  'other',
];

/** What somebody wants, as buttons of which one is pressed. */
export function TypeChoice({ types, chosen, onChoose }: TypeChoiceProps) {
  const words = useWords();
  const shown = [...types].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return (
    <fieldset className="card types">
      <legend>{words('type')}</legend>
      <div className="type-list">
        {shown.map((type) => (
          <label key={type} className="type">
            <input
              type="radio"
              name="type"
              value={type}
              checked={type === chosen}
              onChange={() => onChoose(type)}
            />
            <span>
              <b>{words(`type-${type}`)}</b>
              <small>{words(`typeHint-${type}`)}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
