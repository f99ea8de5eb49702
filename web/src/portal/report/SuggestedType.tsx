import type { RequestType } from '../../../../src/core/model/codes.js';
import { useWords } from '../../shared/language';
import { useSuggestion } from './use-suggestion';

interface SuggestedTypeProps {
  text: string;
  chosen: RequestType;
  onChoose(type: RequestType): void;
}

/** A word when the text reads like another type than was chosen, and the number to call in danger. */
export function SuggestedType({ text, chosen, onChoose }: SuggestedTypeProps) {
  const words = useWords();
  const { type, danger } = useSuggestion(text);
  return (
    <div role="status" className="suggestions">
      {danger?.map(({ dial }) => (
        <p key={dial} className="problem">
          {words('seemsDanger', { dial })} <a href={`tel:${dial}`}>{dial}</a>
        </p>
      ))}
      {type && type !== chosen && (
        <p className="hint">
          {words('seemsType', { type: words(`type-${type}`) })}{' '}
          <button type="button" className="quiet" onClick={() => onChoose(type)}>
            {words('useType', { type: words(`type-${type}`) })}
          </button>
        </p>
      )}
    </div>
  );
}
