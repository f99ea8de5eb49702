import { lazy, Suspense, useState } from 'react';
import type { RegionsView } from '../../../../src/server/public/region-view.js';
import { useWords } from '../../shared/language';
import { useResource } from '../../shared/resource';
import { Field } from '../../ui/Field';
import { PlaceIcon } from '../../ui/icons';
import type { ReportDraft } from './draft';

const PlaceMap = lazy(() => import('./PlaceMap'));

type Place = Pick<ReportDraft, 'county' | 'town' | 'position'> & { detail: string };
interface PlaceFieldProps {
  place: Place;
  required: boolean;
  maxLength: number;
  error?: string;
  onChange(change: Partial<Place>): void;
}

/** Where: county and town from lists, the rest in words, and a map for whoever wants one. */
export function PlaceField({ place, required, maxLength, error, onChange }: PlaceFieldProps) {
  const words = useWords();
  const [map, setMap] = useState(false);
  const { value: regions } = useResource<RegionsView>('/api/public/regions');
  const county = regions?.counties.find(({ name }) => name === place.county);
  const hasMap = regions && (regions.map.tiles !== undefined || regions.map.boundaries !== undefined);
  return (
    <>
      <div className="row">
        <Field id="c-county" label={words('county')}>
          {(props) => (
            <select
              {...props}
              value={place.county}
              onChange={({ currentTarget }) => onChange({ county: currentTarget.value, town: '' })}
            >
              <option value="">{words('choose')}</option>
              {regions?.counties.map(({ code, name }) => (
                <option key={code}>{name}</option>
              ))}
            </select>
          )}
        </Field>
        <Field id="c-town" label={words('town')}>
          {(props) => (
            <select
              {...props}
              value={place.town}
              disabled={!county}
              onChange={({ currentTarget }) => onChange({ town: currentTarget.value })}
            >
              <option value="">{words('choose')}</option>
              {county?.towns.map(({ code, name }) => (
                <option key={code}>{name}</option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field id="c-place" label={words('place')} required={required} hint={words('placeHint')} error={error}>
        {(props) => (
          <input
            {...props}
            maxLength={maxLength}
            value={place.detail}
            onChange={({ currentTarget }) => onChange({ detail: currentTarget.value })}
          />
        )}
      </Field>
      {hasMap && (
        <button type="button" className="with-icon" aria-expanded={map} onClick={() => setMap(!map)}>
          <PlaceIcon /> {words(map ? 'closeMap' : 'openMap')}
        </button>
      )}
      {place.position && (
        <p className="hint">
          {words('mapChosen', {
            place: `${place.position.lat.toFixed(4)}, ${place.position.lng.toFixed(4)}`,
          })}{' '}
          <button type="button" className="quiet" onClick={() => onChange({ position: undefined })}>
            {words('mapRemove')}
          </button>
        </p>
      )}
      {map && regions && (
        <Suspense fallback={<p className="loading">{words('loading')}</p>}>
          <PlaceMap
            map={regions.map}
            position={place.position}
            onChoose={(position, name) => onChange({ position, ...(name && { county: name, town: '' }) })}
          />
        </Suspense>
      )}
    </>
  );
}
