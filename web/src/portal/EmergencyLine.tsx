import { useWords } from '../shared/language';

/** Who to call when there is no time to write: on every page, before everything else. */
export function EmergencyLine() {
  const words = useWords();
  return (
    <div className="danger">
      <p>
        <span>{words('danger')}</span>
        {EMERGENCY.map(([dial, key]) => (
          <a key={dial} href={`tel:${dial}`}>
            {words(key)} <b>{dial}</b>
          </a>
        ))}
      </p>
    </div>
  );
}

const EMERGENCY = [
  ['110', 'police'],
  ['119', 'fire'],
  ['120', 'ambulance'],
  ['122', 'traffic'],
] as const;
