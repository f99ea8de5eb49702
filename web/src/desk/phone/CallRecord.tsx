import { Alert, App, Button, Form } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { newId } from '../../shared/id';
import { useShortcuts } from '../frame/shortcuts';
import { Keys } from '../frame/ShortcutsHelp';
import type { Call, TicketDetail, TicketSummary } from '../hub/types';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { secondTime } from '../ui/When';
import { Words } from '../ui/Words';
import { useSay } from '../words';
import { callerOf, callStep } from './calls';
import { CallStateMark } from './OwnCallList';
import { draftOf, dropDraft, keepDraft, notesOf, type RecordDraft, requestOf } from './record-draft';
import { RequestFields } from './RequestFields';
import { TicketLines } from './TicketLines';
import { useAutosave } from './use-autosave';
import { useSuggested } from './use-suggested';
import { PHONE_WORDS } from './words';

type Suggested = 'type' | 'category' | 'place' | 'county' | 'town';

/** The record of one call, written while one listens. Whatever is suggested gives way to what the operator chose. */
export function CallRecord({ call, tickets }: { call: Call; tickets: readonly TicketSummary[] }) {
  const say = useSay(PHONE_WORDS);
  const { message } = App.useApp();
  const [form] = Form.useForm<RecordDraft>();
  const [draft, setDraft] = useState(() => draftOf(call));
  const [key] = useState(newId);
  const chosen = useRef(new Set<string>());
  const { running, problem, attempt } = useAttempt();
  const kept = useAutosave(call.id, notesOf(draft));
  const suggestion = useSuggested(draft.summary ?? '');

  const change = (next: RecordDraft) => {
    setDraft(next);
    keepDraft(call.id, next);
  };
  useEffect(() => {
    const { type, category, place } = suggestion;
    const all = { type, category, place: place?.text, county: place?.county, town: place?.town };
    const entries = Object.entries(all).filter(
      ([field, value]) => value !== undefined && !chosen.current.has(field),
    );
    if (entries.length === 0) return;
    const found: Partial<Record<Suggested, string>> = Object.fromEntries(entries);
    form.setFieldsValue(found);
    setDraft((before) => ({ ...before, ...found }));
  }, [suggestion, form]);

  const finish = (withTicket: boolean) =>
    attempt(async () => {
      await kept.flush();
      const body = withTicket ? { request: requestOf(draft) } : {};
      const { ticket } = await callStep<{ ticket?: TicketDetail }>(
        `/${call.id}/finish`,
        body,
        `${key}${withTicket}`,
      );
      dropDraft(call.id);
      void message.success(ticket ? say('made', { number: ticket.number }) : say('finished'));
    });
  const make = () =>
    void form.validateFields().then(
      () => finish(true),
      () => undefined,
    );
  const notes = () => document.querySelector<HTMLElement>('#call-summary')?.focus();
  useEffect(notes, []);
  useShortcuts([
    { keys: 'Mod+Enter', label: say('makeTicket'), run: () => now.current.make() },
    { keys: 'Mod+.', label: say('finish'), run: () => now.current.end() },
    { keys: 'Mod+j', label: say('focusNotes'), run: notes },
  ]);
  const now = useRef({ make, end: () => void finish(false) });
  useEffect(() => {
    now.current = { make, end: () => void finish(false) };
  });

  return (
    <section className="card call-record" aria-label={say('summary')}>
      <div className="row">
        <h2>{callerOf(call) ?? say('hidden')}</h2>
        <CallStateMark state={call.state} />
        <span className="soft end" role="status">
          {kept.saving
            ? say('saving')
            : kept.at !== undefined && say('saved', { time: secondTime(new Date(kept.at).toISOString()) })}
        </span>
      </div>
      <TicketLines title="callerTickets" empty="noCallerTickets" tickets={tickets} />
      <ProblemAlert problem={problem ?? kept.problem} />
      {suggestion.danger.length > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={say('danger', { lines: suggestion.danger.join('、') })}
        />
      )}
      {suggestion.sealed && <Alert type="warning" showIcon title={say('sealedHint')} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={draft}
        onValuesChange={(changed: RecordDraft, all: RecordDraft) => {
          for (const field of Object.keys(changed)) chosen.current.add(field);
          change({ ...draft, ...all });
        }}
      >
        <Form.Item
          name="summary"
          htmlFor="call-summary"
          label={say('summary')}
          extra={say('summaryHint')}
          rules={[{ required: true, whitespace: true, message: say('required') }]}
        >
          <Words id="call-summary" rows={5} maxLength={20_000} />
        </Form.Item>
        <RequestFields draft={draft} />
      </Form>
      {suggestion.similar.length > 0 && (
        <TicketLines title="similar" lead="similarLead" tickets={suggestion.similar} />
      )}
      <div className="row call-actions">
        <Button type="primary" loading={running} onClick={make}>
          {say('makeTicket')} <Keys keys="Mod+Enter" />
        </Button>
        <Button loading={running} onClick={() => void finish(false)}>
          {say('finish')} <Keys keys="Mod+." />
        </Button>
      </div>
    </section>
  );
}
