import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../shared/api';
import { dropFile, keepFile } from '../shared/files-kept';
import { api } from '../shared/hub';
import { newId } from '../shared/id';
import { useWords, words } from '../shared/language';
import { type Enclosure, uploadFile } from '../shared/outbox';
import { shrinkPhoto } from '../shared/shrink-photo';

export const MAX_FILES = 9;

interface TrayFile {
  key: string;
  name: string;
  picture?: string;
  /** `kept`: no net; it goes with the message when there is one. */
  state: 'uploading' | 'uploaded' | 'kept';
  uploaded?: string;
}

export interface Tray {
  files: readonly TrayFile[];
  uploading: boolean;
  add(chosen: Iterable<File>): void;
  remove(key: string): void;
  /** What is to be sent, and an empty tray. */
  take(): Enclosure[];
  clear(): void;
}

/** Files chosen for the next message: made smaller, uploaded at once or kept until there is a net. */
export function useTray(onProblem: (sentence: string | undefined) => void): Tray {
  const [files, setFiles] = useState<readonly TrayFile[]>([]);
  const current = useRef(files);
  const change = (next: (files: readonly TrayFile[]) => readonly TrayFile[]) => {
    current.current = next(current.current);
    setFiles(current.current);
  };
  const mark = (key: string, more: Partial<TrayFile>) =>
    change((all) => all.map((file) => (file.key === key ? { ...file, ...more } : file)));
  const drop = (key: string) => {
    const gone = current.current.find((file) => file.key === key);
    if (gone?.picture) URL.revokeObjectURL(gone.picture);
    change((all) => all.filter((file) => file.key !== key));
  };

  const upload = async (chosen: File) => {
    const key = newId();
    const picture = chosen.type.startsWith('image/') ? URL.createObjectURL(chosen) : undefined;
    change((all) => [...all, { key, name: chosen.name, picture, state: 'uploading' }]);
    const file = await shrinkPhoto(chosen);
    // Kept whether or not it can be uploaded now: an upload may grow too old before its message goes.
    await keepFile(key, file);
    try {
      const { id } = await uploadFile(api, file, file.name);
      mark(key, { state: 'uploaded', uploaded: id });
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      if (problem.status === 401) api.loseSession();
      if (problem.passes) return mark(key, { state: 'kept' });
      drop(key);
      void dropFile(key);
      onProblem(`${chosen.name}：${problem.sentence}`);
    }
  };

  useEffect(
    () => () => {
      for (const { picture } of current.current) if (picture) URL.revokeObjectURL(picture);
    },
    [],
  );

  return {
    files,
    uploading: files.some(({ state }) => state === 'uploading'),
    add(chosen) {
      const all = [...chosen];
      const room = MAX_FILES - current.current.length;
      onProblem(all.length > room ? words('tooManyFiles') : undefined);
      for (const file of all.slice(0, room)) void upload(file);
    },
    remove(key) {
      drop(key);
      void dropFile(key);
    },
    take() {
      const taken = current.current.map(({ name, uploaded, key }) => ({ name, uploaded, key }));
      for (const { key } of current.current) drop(key);
      return taken;
    },
    clear() {
      for (const { key } of current.current) {
        drop(key);
        void dropFile(key);
      }
    },
  };
}

export function FileTray({ id, tray }: { id: string; tray: Tray }) {
  const words = useWords();
  if (tray.files.length === 0) return null;
  return (
    <ul id={id} className="files" aria-label={words('attached')}>
      {tray.files.map(({ key, name, picture, state }) => (
        <li key={key}>
          {picture && <img className="preview" src={picture} alt="" />}
          <span className="name">{name}</span>
          {state !== 'uploaded' && (
            <span className="state">{words(state === 'kept' ? 'keptFile' : 'uploading')}</span>
          )}
          <button
            type="button"
            className="quiet"
            aria-label={`${words('remove')} ${name}`}
            onClick={() => tray.remove(key)}
          >
            {words('remove')}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The button that opens the device's own choice of files. */
export function FilePicker(props: {
  id: string;
  label: string;
  accept?: string;
  onChosen(files: File[]): void;
}) {
  return (
    <>
      <input
        id={props.id}
        className="file-input"
        type="file"
        accept={props.accept}
        multiple
        onChange={({ currentTarget }) => {
          props.onChosen([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <label className="button" htmlFor={props.id}>
        {props.label}
      </label>
    </>
  );
}
