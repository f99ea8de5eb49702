import { App, Button, Drawer, Form, Skeleton } from 'antd';
import { useState } from 'react';
import { newId } from '../../../shared/id';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { HeardRequest, TicketDetail } from '../../hub/types';
import { useMay } from '../../session/session';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { useLook } from '../look';
import { INBOX_WORDS } from '../words';
import { DispatchToo } from './DispatchToo';
import { RequestFields, type RequestForm } from './RequestFields';
import { SimilarTickets } from './SimilarTickets';

/**
 * Makes a ticket of a conversation: what the bot understood stands there already, with how sure it was. One press
 * accepts it and, where one may, sends it to the unit that is proposed.
 */
export function MakeTicket({ conversationId, onClose }: { conversationId: string; onClose(): void }) {
  const say = useSay(INBOX_WORDS);
  const { message } = App.useApp();
  const [form] = Form.useForm<RequestForm>();
  const [key] = useState(newId);
  const [unit, setUnit] = useState<string>();
  const mayDispatch = useMay('ticket.dispatch');
  const { data: heard, error } = useLook<HeardRequest>(`/staff/conversations/${conversationId}/request`);
  const { running, problem, attempt } = useAttempt();
  const make = (said: RequestForm) =>
    attempt(async () => {
      const request = requestOf(said, heard);
      const ticket = await post<TicketDetail>('/staff/tickets', { conversationId, request }, { key });
      // A crash between the two leaves an accepted ticket, which stands in the list of those to be dispatched.
      if (unit !== undefined)
        await post(`/staff/tickets/${ticket.id}/dispatch`, { unit }, { key: `${key}-unit` });
      void message.success(say('made', { number: ticket.number }));
      await Promise.all([outdate('conversations', conversationId), outdate('tickets'), outdate('look')]);
      onClose();
    });
  return (
    <Drawer
      open
      size={520}
      onClose={onClose}
      title={say('makeTicket')}
      footer={
        <div className="row">
          <Button type="primary" loading={running} disabled={!heard} onClick={() => form.submit()}>
            {say(unit === undefined ? 'confirm' : 'confirmDispatch')}
          </Button>
          <Button onClick={onClose}>{say('cancel')}</Button>
        </div>
      }
    >
      <ProblemAlert problem={error ?? problem} />
      {!heard ? (
        <Skeleton active />
      ) : (
        <>
          <p className="soft">{say('makeTicketHint')}</p>
          <SimilarTickets similar={heard.similar} />
          <Form<RequestForm>
            form={form}
            layout="vertical"
            initialValues={{ ...heard.request, placeText: heard.request.place?.text }}
            onFinish={(said) => void make(said)}
            disabled={running}
            scrollToFirstError
          >
            <RequestFields confidence={heard.confidence} />
          </Form>
          {mayDispatch && heard.dispatch && (
            <DispatchToo suggestion={heard.dispatch} unit={unit} onUnit={setUnit} />
          )}
        </>
      )}
    </Drawer>
  );
}

/** The codes of a place hold for the words they were found in, and go when those are changed. */
function requestOf({ placeText, ...said }: RequestForm, heard: HeardRequest | undefined) {
  const known = heard?.request.place;
  const place = !placeText ? undefined : placeText === known?.text ? known : { text: placeText };
  const { extra, hotline, attachmentIds } = heard?.request ?? {};
  const filled = Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== '' && value !== undefined),
  );
  return { extra, hotline, attachmentIds, ...filled, place };
}
