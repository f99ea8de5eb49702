import { useWords } from '../../shared/language';
import { useNearby } from './use-nearby';

/** 附近已有人反映: said before sending, and never a reason not to. */
export function NearbyKnown({ text, place }: { text: string; place: string }) {
  const words = useWords();
  const known = useNearby(text, place);
  return (
    <div role="status" className="suggestions">
      {known && (
        <p className="hint nearby">
          {words('nearbyKnown', {
            street: known.street,
            n: known.people,
            name: known.categoryName,
            state: words(known.inHand ? 'nearbyInHand' : 'nearbyWaiting'),
          })}
        </p>
      )}
    </div>
  );
}
