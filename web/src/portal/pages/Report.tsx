import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { FieldView, FormsView } from '../../../../src/server/public/form-view.js';
import { useWords } from '../../shared/language';
import { outbox } from '../../shared/hub';
import { preload } from '../../shared/resource';
import { Loaded } from '../../ui/Loaded';
import { FilePicker, FileTray, useTray } from '../../ui/FileTray';
import { say } from '../conversation';
import { dropDraft, EMPTY, keepDraft, readDraft, type ReportDraft } from '../report/draft';
import { FormFields } from '../report/FormFields';
import { NearbyKnown } from '../report/NearbyKnown';
import { positionText } from '../report/position';
import { reportText } from '../report/report-text';
import { SuggestedType } from '../report/SuggestedType';
import { TypeChoice } from '../report/TypeChoice';
import { wrongFields, type Wrong } from '../report/wrong-fields';
import { go } from '../../shared/router';

export const prepare = async (): Promise<void> => {
  // The conversation too: whoever submits without a net must get there.
  await Promise.all([preload('/api/public/forms'), preload('/api/public/regions'), import('./Chat')]);
};

/** The form the bot asks by, filled in at once; it arrives as one message and goes the same way. */
export default function Report() {
  const words = useWords();
  return (
    <section id="form" aria-labelledby="form-heading">
      <h1 id="form-heading">{words('formHeading')}</h1>
      <p className="lead">{words('formLead')}</p>
      <Loaded<FormsView> path="/api/public/forms">{({ forms }) => <ReportForm forms={forms} />}</Loaded>
    </section>
  );
}

function ReportForm({ forms }: FormsView) {
  const words = useWords();
  const [draft, setDraft] = useState(readDraft);
  const [wrong, setWrong] = useState<Wrong>({});
  const [problem, setProblem] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const tray = useTray(setProblem);
  const fields = forms.find(({ type }) => type === draft.type)?.fields ?? [];

  const change = (next: Partial<ReportDraft>) => {
    const changed = { ...draft, ...next };
    setDraft(changed);
    keepDraft(changed);
  };
  const clear = () => {
    dropDraft();
    setDraft(EMPTY);
    setWrong({});
    setProblem(undefined);
    tray.clear();
  };
  useFocusOnWrong(form.current, wrong);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = wrongFields(fields, draft);
    setWrong(found);
    if (Object.keys(found).length > 0) return setProblem(words('fixFields'));
    if (tray.uploading) return setProblem(words('waitForUpload'));
    outbox.add({ text: textOf(draft, fields), attachments: tray.take() });
    clear();
    say('filed');
    go('/chat');
  };

  return (
    <form ref={form} id="complaint" className="report" noValidate onSubmit={submit}>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <TypeChoice
        types={forms.map(({ type }) => type)}
        chosen={draft.type}
        onChoose={(type) => change({ type })}
      />
      <FormFields fields={fields} draft={draft} wrong={wrong} onChange={change}>
        <SuggestedType
          text={draft.values['matter'] ?? ''}
          chosen={draft.type}
          onChoose={(type) => change({ type })}
        />
        <NearbyKnown text={draft.values['matter'] ?? ''} place={placeOf(draft)} />
        <div className="field">
          <FilePicker
            id="c-photos"
            label={words('addPhotos')}
            accept="image/*"
            onChosen={(files) => tray.add(files)}
          />
          <span className="hint">{words('photosHint')}</span>
          <FileTray id="c-files" tray={tray} />
        </div>
      </FormFields>
      <div className="actions end">
        <button type="button" onClick={clear}>
          {words('clear')}
        </button>
        <button type="submit" className="primary big">
          {words('submit')}
        </button>
      </div>
    </form>
  );
}

/** The place in one line, then the point on a line of its own: a point is not part of an address. */
function textOf(draft: ReportDraft, fields: readonly FieldView[]): string {
  const place = placeOf(draft);
  const point = draft.position ? `\n${positionText(draft.position)}` : '';
  return reportText({ ...draft, values: { ...draft.values, place: place + point } }, fields);
}

const placeOf = ({ county, town, values }: ReportDraft): string =>
  [county, town, (values['place'] ?? '').trim()].join('');

/** The first field that is wrong takes the focus, once per try. */
function useFocusOnWrong(form: HTMLFormElement | null, wrong: Wrong): void {
  useEffect(() => {
    if (Object.keys(wrong).length > 0) form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [form, wrong]);
}
