import { Alert, Button, Descriptions, Modal, type DescriptionsProps } from 'antd';
import { useState } from 'react';
import { useCatalogue } from '../../hub/catalogue';
import { post } from '../../hub/staff-api';
import type { TicketDetail } from '../../hub/types';
import { useMay } from '../../session/session';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { When } from '../../ui/When';
import { Words } from '../../ui/Words';
import { useSay } from '../../words';
import { TICKET_WORDS } from '../words';

type Values = Partial<Record<'name' | 'phone' | 'title' | 'matter' | 'place' | 'extra', unknown>>;

/** The request: what the citizen said, and what was understood of it, with how sure that is. */
export function Matter({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const { categories, hotlines } = useCatalogue();
  const [revealed, setRevealed] = useState<Values>({});
  const text = (value: unknown, otherwise: string | undefined) =>
    typeof value === 'string' ? value : otherwise;
  const category = categories.find(({ code }) => code === ticket.category);
  const hotline = hotlines.find(({ id }) => id === ticket.hotline);
  const name = ticket.anonymous ? say('anonymous') : text(revealed.name, ticket.name);
  const rows: (readonly [string, string, React.ReactNode])[] = [
    ['name', say('person'), name],
    ['phone', say('phone'), text(revealed.phone, ticket.phone)],
    ['place', say('place'), text(revealed.place, ticket.place?.text)],
    ['when', say('when'), ticket.when?.text],
    ['category', say('category'), category && `${category.name}（${category.code}）`],
    ['hotline', say('channel'), hotline && `${hotline.id} ${hotline.name}`],
    ...Object.entries(ticket.extra).map(([field, value]) => [field, field, value] as const),
  ];
  const items: DescriptionsProps['items'] = rows
    .filter(([, , value]) => value !== undefined && value !== '')
    .map(([field, label, value]) => ({
      key: field,
      label,
      children: (
        <span>
          {value} <Sure share={ticket.confidence[field]} />
        </span>
      ),
    }));
  return (
    <section className="card">
      <h2>{say('matter')}</h2>
      <p className="said">{text(revealed.matter, ticket.matter)}</p>
      <Descriptions size="small" column={{ xs: 1, md: 2 }} items={items} />
      {ticket.queryCode !== undefined && (
        <p className="soft">
          {say('queryCode')} <code>{ticket.queryCode}</code> · {say('updated')} <When at={ticket.updatedAt} />
        </p>
      )}
      {ticket.personHidden && <Reveal ticket={ticket} onValues={setRevealed} />}
    </section>
  );
}

/** How sure the engine was; what a person said or checked needs no mark. */
function Sure({ share }: { share?: number }) {
  const say = useSay(TICKET_WORDS);
  if (share === undefined || share >= 0.9) return null;
  return <span className="sure">{say('confidence', { n: Math.round(share * 100) })}</span>;
}

function Reveal({ ticket, onValues }: { ticket: TicketDetail; onValues(values: Values): void }) {
  const say = useSay(TICKET_WORDS);
  const may = useMay('person.reveal');
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { running, problem, attempt } = useAttempt();
  const ask = () =>
    attempt(async () => {
      const fields = ['name', 'phone', 'matter', 'place'];
      const { values } = await post<{ values: Values }>(`/staff/tickets/${ticket.id}/reveal`, {
        fields,
        reason,
      });
      onValues(values);
      setOpen(false);
    });
  return (
    <>
      <Alert
        type="info"
        title={say('hidden')}
        action={may && <Button onClick={() => setOpen(true)}>{say('reveal')}</Button>}
      />
      <Modal
        open={open}
        title={say('reveal')}
        onCancel={() => setOpen(false)}
        onOk={() => void ask()}
        okButtonProps={{ loading: running, disabled: reason.trim().length < 4 }}
      >
        <ProblemAlert problem={problem} />
        <label>
          {say('revealReason')}
          <Words value={reason} onChange={({ target }) => setReason(target.value)} />
        </label>
      </Modal>
    </>
  );
}
