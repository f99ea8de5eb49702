import {
  Checkbox,
  DatePicker,
  Form,
  type FormRule,
  Input,
  InputNumber,
  Radio,
  Rate,
  Select,
  TreeSelect,
} from 'antd';
import type { ReactNode } from 'react';
import {
  REFUSAL_REASON_EN,
  REFUSAL_REASON_ZH,
  URGENCY_EN,
  URGENCY_ZH,
} from '../../../../src/core/model/code-words.js';
import {
  APPLICATION_EN,
  APPLICATION_ZH,
  RESULT_EN,
  RESULT_ZH,
  SUPERVISION_EN,
  SUPERVISION_ZH,
} from '../../../../src/core/model/ticket-words.js';
import { useCatalogue } from '../hub/catalogue';
import type { Catalogue, StaffMove, TicketDetail } from '../hub/types';
import { TICKET_WORDS } from '../tickets/words';
import { isEnglish, type Say, useSay } from '../words';
import { CallBackField } from './CallBackField';
import { FilesField } from './FilesField';
import { MOVE_FIELDS, type MoveField } from './move-fields';
import { optionsOf, requestTypeOptions } from '../ui/options';
import { Words } from '../ui/Words';
import { PartsField } from './PartsField';

interface FieldContext {
  move: StaffMove;
  say: Say<keyof (typeof TICKET_WORDS)['zh']>;
  catalogue: Catalogue;
  /** Absent when many tickets are moved at once. */
  ticket?: TicketDetail;
}

/** The fields of one move; what it must carry is marked. */
export function MoveFields({
  move,
  needs,
  ticket,
  except = [],
}: {
  move: StaffMove;
  needs: readonly string[];
  ticket?: TicketDetail;
  except?: readonly MoveField[];
}) {
  const say = useSay(TICKET_WORDS);
  const catalogue = useCatalogue();
  const context = { move, say, catalogue, ticket };
  const fields: readonly MoveField[] = MOVE_FIELDS[move];
  return fields
    .filter((field) => !except.includes(field))
    .map((field) => (
      <Form.Item
        key={field}
        name={field === 'parts' ? undefined : field}
        label={labelOf(field, context)}
        rules={rulesOf(field, needs.includes(field), say)}
        valuePropName={field === 'noReturn' ? 'checked' : 'value'}
        extra={hintFor(move, field, context)}
      >
        {INPUTS[field](context)}
      </Form.Item>
    ));
}

function labelOf(field: MoveField, { move, say, catalogue }: FieldContext): string | undefined {
  // A box to tick says by itself what it is.
  if (field === 'noReturn') return undefined;
  if (field === 'ticketIds' && move === 'join') return say('field.mainTicket');
  return say(`field.${field}`, { max: catalogue.extension.maxDays });
}

function rulesOf(field: MoveField, needed: boolean, say: FieldContext['say']): FormRule[] {
  if (!needed) return [];
  if (field !== 'callBack')
    return [{ required: true, message: say(isChoice(field) ? 'choose' : 'required') }];
  const reached = (found: { reached?: boolean } | undefined) =>
    found?.reached === undefined ? Promise.reject(new Error(say('cbReachedNeeded'))) : Promise.resolve();
  return [{ required: true, validator: (_, found) => reached(found) }];
}

const isChoice = (field: MoveField): boolean =>
  !['reason', 'basis', 'text', 'facts', 'contact', 'receipt', 'parts'].includes(field);

const lines = (rows: number) => <Words rows={rows} />;
const search = { optionFilterProp: 'label' };

const INPUTS: Record<MoveField, (context: FieldContext) => ReactNode> = {
  reason: () => lines(2),
  basis: () => lines(1),
  text: () => lines(4),
  facts: () => lines(3),
  contact: () => <Input maxLength={200} />,
  receipt: () => lines(1),
  result: () => <Radio.Group options={optionsOf(RESULT_ZH, RESULT_EN)} />,
  unit: ({ catalogue }) => <Select showSearch={search} options={unitOptions(catalogue)} />,
  assists: ({ catalogue }) => <Select mode="multiple" showSearch={search} options={unitOptions(catalogue)} />,
  noReturn: ({ say }) => <Checkbox>{say('field.noReturn')}</Checkbox>,
  application: () => <Select options={optionsOf(APPLICATION_ZH, APPLICATION_EN)} />,
  days: ({ catalogue }) => <InputNumber min={1} max={catalogue.extension.maxDays} />,
  attachmentIds: () => <FilesField />,
  applicationId: ({ ticket }) => (
    <Select
      options={(ticket?.applications ?? [])
        .filter(({ state }) => state === 'pending')
        .map(({ id, kind, reason }) => ({
          value: id,
          label: `${named1(APPLICATION_ZH, APPLICATION_EN, kind)} · ${reason}`,
        }))}
    />
  ),
  granted: ({ say }) => (
    <Radio.Group
      options={[
        { value: true, label: say('granted') },
        { value: false, label: say('refused') },
      ]}
    />
  ),
  cause: ({ catalogue }) => (
    <Select
      options={catalogue.suspensionCauses.map(({ id, name, nameEn }) => ({
        value: id,
        label: isEnglish() ? nameEn : name,
      }))}
    />
  ),
  until: () => (
    <DatePicker
      showTime={{ format: 'HH:mm', minuteStep: 15 }}
      format="YYYY-MM-DD HH:mm"
      disabledDate={(day) => day.endOf('day').valueOf() < Date.now()}
    />
  ),
  refusal: () => (
    <Select
      showSearch={search}
      options={optionsOf(REFUSAL_REASON_ZH, REFUSAL_REASON_EN, { withCode: true })}
    />
  ),
  to: ({ catalogue }) => (
    <Select
      showSearch={search}
      options={catalogue.hotlines
        .filter(({ mode }) => mode === 'secret' || mode === 'emergency' || mode === 'interlink')
        .map(({ id, name }) => ({ value: id, label: `${id} ${name}` }))}
    />
  ),
  ticketIds: ({ move, say }) => (
    <Select
      mode="tags"
      open={false}
      suffixIcon={null}
      maxCount={move === 'join' ? 1 : undefined}
      tokenSeparators={[' ', ',', '，', '、', '\n']}
      placeholder={say('numbersHint')}
    />
  ),
  parts: () => <PartsField />,
  platform: ({ catalogue, say }) => (
    <Select
      showSearch={search}
      options={[
        { value: 'city', label: say('cityPlatform') },
        ...catalogue.platforms.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  ),
  type: () => <Select allowClear options={requestTypeOptions()} />,
  category: ({ catalogue }) => (
    <TreeSelect
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeDataSimpleMode
      treeData={catalogue.categories.map(({ code, name, parent }) => ({
        id: code,
        pId: parent ?? 0,
        value: code,
        title: name,
      }))}
    />
  ),
  urgency: () => <Select allowClear options={optionsOf(URGENCY_ZH, URGENCY_EN)} />,
  level: () => <Radio.Group options={optionsOf(SUPERVISION_ZH, SUPERVISION_EN)} />,
  callBack: () => <CallBackField />,
  rating: () => <Rate />,
};

function hintFor(move: StaffMove, field: MoveField, { say }: FieldContext): ReactNode {
  return field === 'text' && (move === 'reply' || move === 'answer' || move === 'progress')
    ? say('replyHint')
    : field === 'until'
      ? say('untilHint')
      : undefined;
}

const unitOptions = ({ units }: Catalogue) =>
  units.filter(({ current }) => current).map(({ id, name }) => ({ value: id, label: name }));

const named1 = <Code extends string>(
  zh: Readonly<Record<Code, string>>,
  en: Readonly<Record<Code, string>>,
  code: Code,
): string => (isEnglish() ? en : zh)[code];
