import { Alert as Warning, Button, DatePicker, Form, Input, Modal, Radio } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { CALL_WAY_EN, CALL_WAY_ZH } from '../../../../src/core/model/alert-words.js';
import { newId } from '../../shared/id';
import { useShortcuts } from '../frame/shortcuts';
import { useCatalogue } from '../hub/catalogue';
import type { Alert } from '../hub/types';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { Words } from '../ui/Words';
import { isEnglish, type Say, useSay } from '../words';
import { placeText } from './Facts';
import { type Step, step as take } from './steps';
import { EMERGENCY_WORDS } from './words';

interface Written {
  number?: string;
  way?: string;
  calledAt?: Dayjs;
  text?: string;
  receipt?: string;
}
type Words = Say<keyof (typeof EMERGENCY_WORDS)['zh']>;

/** Centres one may have called although the danger is of another kind. */
const CENTRES = ['110', '119', '120', '122'];

/** One step, written down. Ctrl+Enter sends it. */
export function StepDialog({ alert, step, onClose }: { alert: Alert; step: Step; onClose(): void }) {
  const say = useSay(EMERGENCY_WORDS);
  const [form] = Form.useForm<Written>();
  const [key] = useState(newId);
  const { running, problem, attempt } = useAttempt();
  const send = ({ calledAt, ...rest }: Written) =>
    attempt(async () => {
      const body = calledAt ? { ...rest, calledAt: calledAt.toISOString() } : rest;
      await take(alert.id, step, body, key);
      onClose();
    });
  // For the whole page: whoever is quick presses it before the dialog has the focus.
  useShortcuts([{ keys: 'Mod+Enter', label: say(step), run: form.submit }]);
  return (
    <Modal
      open
      title={say(step)}
      width={600}
      mask={{ closable: false }}
      onCancel={onClose}
      afterOpenChange={(shown) => shown && focusFirst()}
      footer={[
        <Button key="no" onClick={onClose}>
          {say('cancel')}
        </Button>,
        <Button
          key="yes"
          type="primary"
          danger={step === 'false-alarm'}
          loading={running}
          onClick={() => form.submit()}
        >
          {say(step)} <kbd>Ctrl</kbd>
          <kbd>Enter</kbd>
        </Button>,
      ]}
    >
      <div className="step-form">
        <ProblemAlert problem={problem} />
        {step === 'false-alarm' && (
          <Warning className="problem" type="warning" showIcon title={say('falseHint')} />
        )}
        <Form form={form} layout="vertical" initialValues={startOf(alert, step, say)} onFinish={send}>
          <Fields alert={alert} step={step} />
        </Form>
      </div>
    </Modal>
  );
}

function Fields({ alert, step }: { alert: Alert; step: Step }) {
  const say = useSay(EMERGENCY_WORDS);
  const needed = [{ required: true, whitespace: true, message: say('required') }];
  const lines = <Words rows={3} maxLength={2000} />;
  switch (step) {
    case 'call':
      return (
        <>
          <Form.Item name="number" label={say('number')} rules={needed}>
            <CentreChoice numbers={[...new Set([...alert.hotlines, ...CENTRES])]} />
          </Form.Item>
          <Form.Item name="text" label={say('text')}>
            {lines}
          </Form.Item>
          <div className="row">
            <Form.Item name="way" label={say('way')}>
              <Radio.Group
                options={Object.entries(isEnglish() ? CALL_WAY_EN : CALL_WAY_ZH).map(([value, label]) => ({
                  value,
                  label,
                }))}
              />
            </Form.Item>
            <Form.Item name="calledAt" label={say('calledAt')} tooltip={say('calledAtHint')}>
              <DatePicker showTime format="MM-DD HH:mm:ss" placeholder={say('calledAtHint')} />
            </Form.Item>
          </div>
        </>
      );
    case 'acknowledge':
      return (
        <>
          <Form.Item name="receipt" label={say('receiptField')} rules={needed}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
          <Form.Item name="number" label={say('receiptOf')}>
            <CentreChoice numbers={[...new Set(alert.calls.map(({ number }) => number))]} />
          </Form.Item>
        </>
      );
    case 'note':
    case 'false-alarm':
    case 'close':
      return (
        <Form.Item name="text" label={say(TEXT_WORDS[step])} rules={needed}>
          {lines}
        </Form.Item>
      );
  }
}

const TEXT_WORDS = { note: 'noteText', 'false-alarm': 'falseText', close: 'closeText' } as const;

function CentreChoice({
  numbers,
  ...field
}: {
  numbers: readonly string[];
  value?: string;
  onChange?(): void;
}) {
  const { hotlines } = useCatalogue();
  const options = numbers.map((id) => ({
    value: id,
    label: [id, hotlines.find((one) => one.id === id)?.name].filter(Boolean).join(' '),
  }));
  return <Radio.Group {...field} options={options} optionType="button" />;
}

/** What is known already is written down already: at night nobody types an address twice. */
function startOf(alert: Alert, step: Step, say: Words): Written {
  const { hotlines, calls, place, phone, persons, words } = alert;
  switch (step) {
    case 'call': {
      const number = hotlines.find((id) => !calls.some((call) => call.number === id)) ?? hotlines[0];
      const or = (text: string | undefined) => (text === undefined || text === '' ? say('unknown') : text);
      const text = say('handed', {
        place: or(placeText(place)),
        phone: or(phone),
        persons: or(persons.join('、')),
        said: or(words.map((one) => one.text).join('；')),
      });
      return { number, way: 'phone', text };
    }
    case 'acknowledge':
      return {
        number: calls.findLast(({ receipt }) => receipt === undefined)?.number ?? calls.at(-1)?.number,
      };
    default:
      return {};
  }
}

function focusFirst(): void {
  document
    .querySelector<HTMLElement>('.step-form input:checked, .step-form input, .step-form textarea')
    ?.focus();
}
