import { App, Button, Dropdown } from 'antd';
import { useEffect, useRef } from 'react';
import { get, post } from '../hub/staff-api';
import { useAttempt } from '../ui/Problem';
import { useSay } from '../words';
import { filterBody } from './address-filter';
import { TICKET_WORDS } from './words';

interface Export {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  rows: number;
  total: number;
  failure?: string;
}

const LOOK_MS = 700;

/** Asks for a file of what is listed, shows how far it is, and offers it when it is there. */
export function ExportButton({ filter }: { filter: Record<string, string> }) {
  const say = useSay(TICKET_WORDS);
  const { notification } = App.useApp();
  const { running, problem, attempt } = useAttempt();
  const gone = useRef(false);
  useEffect(() => () => void (gone.current = true), []);
  useEffect(() => {
    if (problem) notification.error({ title: problem.message, description: problem.hint });
  }, [problem, notification]);

  const make = (format: 'xlsx' | 'csv') =>
    attempt(async () => {
      let job = await post<Export>('/staff/exports', { filter: filterBody(filter), format });
      const key = job.id;
      while ((job.state === 'waiting' || job.state === 'running') && !gone.current) {
        notification.info({
          key,
          duration: 0,
          title: say('exportRunning', { rows: job.rows, total: job.total }),
        });
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        job = await get<Export>(`/staff/exports/${key}`);
      }
      if (job.state === 'failed')
        return notification.error({ key, title: say('exportFailed', { code: job.failure ?? '' }) });
      notification.success({
        key,
        duration: 0,
        title: say('exportDone', { total: job.total }),
        actions: (
          <Button type="primary" href={`/api/staff/exports/${key}/file`} download>
            {say('download')}
          </Button>
        ),
      });
    });
  const items = (['xlsx', 'csv'] as const).map((format) => ({
    key: format,
    label: format.toUpperCase(),
    onClick: () => void make(format),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button loading={running}>{say('export')}</Button>
    </Dropdown>
  );
}
