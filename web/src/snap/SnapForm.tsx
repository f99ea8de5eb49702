import { type FormEvent, useEffect, useRef, useState } from 'react';
import { NearbyKnown } from '../portal/report/NearbyKnown';
import { positionText, type Position } from '../portal/report/position';
import { useSuggestion } from '../portal/report/use-suggestion';
import { keepFile } from '../shared/files-kept';
import { snapOutbox } from '../shared/hub';
import { newId } from '../shared/id';
import { useWords, wordsForStaff } from '../shared/language';
import { shrinkPhoto } from '../shared/shrink-photo';
import { Field } from '../ui/Field';
import { CameraIcon, PlaceIcon } from '../ui/icons';
import { devicePosition } from './device-position';
import { placeOfPhoto } from './place-of-photo';

interface Photo {
  key: string;
  name: string;
  url: string;
}

/** Photo first, then the place it brings along, then a few words. Everything works without a net. */
export function SnapForm({ onSaid }: { onSaid(sentence: string | undefined): void }) {
  const words = useWords();
  const [photo, setPhoto] = useState<Photo>();
  const [what, setWhat] = useState('');
  const [where, setWhere] = useState('');
  const place = usePlace();
  const [problem, setProblem] = useState<string>();
  const suggestion = useSuggestion(what);

  const take = async (file: File | undefined) => {
    if (!file) return;
    setProblem(undefined);
    onSaid(undefined);
    const [position, small] = await Promise.all([placeOfPhoto(file), shrinkPhoto(file)]);
    const key = newId();
    await keepFile(key, small);
    setPhoto({ key, name: small.name, url: URL.createObjectURL(small) });
    place.fromPhoto(position);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!photo) return setProblem(words('snapNeedPhoto'));
    if (where.trim() === '' && !place.position) return setProblem(words('snapNeedWhere'));
    const said = what.trim() || suggestion.category?.name || '';
    const lines = [
      `${wordsForStaff('snapIntro')}${said}`,
      `${wordsForStaff('reportPlace')}${where.trim()}`,
      ...(place.position ? [positionText(place.position)] : []),
    ];
    snapOutbox.add({ text: lines.join('\n'), attachments: [{ name: photo.name, key: photo.key }] });
    onSaid(words(navigator.onLine ? 'snapSent' : 'snapSaved'));
    setPhoto(undefined);
    setWhat('');
    setWhere('');
    setProblem(undefined);
    place.drop();
    scrollTo(0, 0);
  };

  return (
    <form id="snap" noValidate onSubmit={submit}>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <PhotoChoice photo={photo} onChosen={(file) => void take(file)} />
      <div className="card">
        <Field id="s-what" label={words('snapWhat')} hint={words('snapWhatHint')}>
          {(props) => (
            <textarea
              {...props}
              rows={2}
              maxLength={1000}
              value={what}
              onChange={({ currentTarget }) => setWhat(currentTarget.value)}
            />
          )}
        </Field>
        <div role="status" className="suggestions">
          {suggestion.danger?.map(({ dial }) => (
            <p key={dial} className="problem">
              {words('seemsDanger', { dial })} <a href={`tel:${dial}`}>{dial}</a>
            </p>
          ))}
          {suggestion.category && (
            <p className="chip">{words('snapSuggested', { name: suggestion.category.name })}</p>
          )}
        </div>
        <Field id="s-where" label={words('snapWhere')} hint={words('snapWhereHint')}>
          {(props) => (
            <input
              {...props}
              maxLength={200}
              value={where}
              onChange={({ currentTarget }) => setWhere(currentTarget.value)}
            />
          )}
        </Field>
        <NearbyKnown text={what} place={where} />
        <PlaceLine place={place} />
      </div>
      <button type="submit" className="primary big wide">
        {words('snapSend')}
      </button>
    </form>
  );
}

function PhotoChoice({ photo, onChosen }: { photo?: Photo; onChosen(file: File | undefined): void }) {
  const words = useWords();
  useEffect(() => (photo ? () => URL.revokeObjectURL(photo.url) : undefined), [photo]);
  return (
    <div className="photo">
      {photo && <img src={photo.url} alt={words('photoAlt')} />}
      <input
        id="s-photo"
        className="file-input"
        type="file"
        accept="image/*"
        onChange={({ currentTarget }) => {
          onChosen(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
      <label className={photo ? 'button' : 'photo-button'} htmlFor="s-photo">
        <CameraIcon /> {words(photo ? 'changePhoto' : 'takePhoto')}
      </label>
    </div>
  );
}

type Place = ReturnType<typeof usePlace>;

/** The point of the report: the photo's own wins, because a photo may be sent from home. */
function usePlace() {
  const [position, setPosition] = useState<Position>();
  const [source, setSource] = useState<'none' | 'photo' | 'device' | 'locating' | 'failed'>('none');
  const asked = useRef(0);
  return {
    position,
    source,
    fromPhoto(found: Position | undefined) {
      if (!found) return;
      asked.current += 1;
      setPosition(found);
      setSource('photo');
    },
    async fromDevice() {
      const turn = ++asked.current;
      setSource('locating');
      const found = await devicePosition();
      if (turn !== asked.current) return;
      setPosition(found);
      setSource(found ? 'device' : 'failed');
    },
    drop() {
      asked.current += 1;
      setPosition(undefined);
      setSource('none');
    },
  };
}

function PlaceLine({ place }: { place: Place }) {
  const words = useWords();
  const { position, source } = place;
  return (
    <p className="place-line" role="status">
      {position ? (
        <>
          <PlaceIcon /> {words(source === 'photo' ? 'fromPhoto' : 'fromDevice')}（{position.lat.toFixed(4)},{' '}
          {position.lng.toFixed(4)}）
          <button type="button" className="quiet" onClick={() => place.drop()}>
            {words('dropPosition')}
          </button>
        </>
      ) : (
        <>
          <button
            type="button"
            className="with-icon"
            disabled={source === 'locating'}
            onClick={() => void place.fromDevice()}
          >
            <PlaceIcon /> {words(source === 'locating' ? 'locating' : 'useDevice')}
          </button>
          {source === 'failed' && words('noPosition')}
        </>
      )}
    </p>
  );
}
