import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import { outbox } from '../../shared/hub';
import { useWords } from '../../shared/language';
import { FilePicker, FileTray, useTray } from '../../ui/FileTray';
import { go } from '../../shared/router';
import { setDraft, useDraft } from './draft';

/** The field to write in. */
export function Composer() {
  const words = useWords();
  const draft = useDraft();
  const [problem, setProblem] = useState<string>();
  const tray = useTray(setProblem);
  useEffect(takeWordsFromAddress, []);

  const send = () => {
    if (tray.uploading) return setProblem(words('waitForUpload'));
    const text = draft.trim();
    if (text === '' && tray.files.length === 0) return setProblem(words('nothingToSend'));
    setProblem(undefined);
    outbox.add({ text, attachments: tray.take() });
    setDraft('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const press = (event: KeyboardEvent) => {
    // While an input method composes, Enter chooses a character.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form id="composer" className="composer" noValidate onSubmit={submit}>
      <FileTray id="files" tray={tray} />
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <label htmlFor="text">{words('yourMessage')}</label>
      <textarea
        id="text"
        rows={2}
        maxLength={10_000}
        aria-describedby="composer-hint"
        value={draft}
        onChange={({ currentTarget }) => setDraft(currentTarget.value, { focus: false })}
        onKeyDown={press}
        onPaste={({ clipboardData }) => {
          if (clipboardData.files.length > 0) tray.add(clipboardData.files);
        }}
      />
      <div className="actions">
        <FilePicker id="file" label={words('addFile')} onChosen={(files) => tray.add(files)} />
        <span id="composer-hint" className="hint">
          {words('composerHint')}
        </span>
        <button type="submit" className="primary">
          {words('send')}
        </button>
      </div>
    </form>
  );
}

/** Words carried here from the search box: to be sent only when the citizen says so. */
function takeWordsFromAddress(): void {
  const said = new URLSearchParams(location.search).get('say');
  if (said === null) return;
  go('/chat', { replace: true });
  setDraft(said.slice(0, 1000));
}
