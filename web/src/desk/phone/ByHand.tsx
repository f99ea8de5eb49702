import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { newId } from '../../shared/id';
import { useShortcuts } from '../frame/shortcuts';
import { Keys } from '../frame/ShortcutsHelp';
import type { Call } from '../hub/types';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { useSay } from '../words';
import { callStep } from './calls';
import { PHONE_WORDS } from './words';

/** A call that no exchange told of. */
export function ByHand({ onBegun }: { onBegun(id: string): void }) {
  const say = useSay(PHONE_WORDS);
  const [key, setKey] = useState<string>();
  const [form] = Form.useForm<{ caller?: string }>();
  const { running, problem, attempt } = useAttempt();
  useShortcuts([{ keys: 'b', label: say('byHand'), run: () => setKey(newId()) }]);
  const begin = ({ caller }: { caller?: string }) =>
    attempt(async () => {
      const call = await callStep<Call>('', caller ? { caller } : {}, key);
      onBegun(call.id);
      form.resetFields();
      setKey(undefined);
    });
  return (
    <>
      <Button className="end" onClick={() => setKey(newId())}>
        {say('byHand')} <Keys keys="b" />
      </Button>
      <Modal
        open={key !== undefined}
        title={say('byHand')}
        okText={say('begin')}
        okButtonProps={{ loading: running }}
        onOk={() => form.submit()}
        onCancel={() => setKey(undefined)}
        destroyOnHidden
      >
        <ProblemAlert problem={problem} />
        <Form form={form} layout="vertical" onFinish={begin}>
          <Form.Item name="caller" label={say('byHandNumber')}>
            <Input autoFocus maxLength={40} inputMode="tel" />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
