import { App, Button, Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { TestResult } from '../../../../../src/server/admin/channel-routes.js';
import { useHub } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { AccountView, Template, TemplatePreview } from '../../hub/types';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { isEnglish, useSay } from '../../words';
import { TEMPLATE_WORDS } from './words';
import { PreviewedMessages } from './PreviewedMessages';

/** A text as one channel would send it, and a test of it. */
export function TemplateTrial({ template: { id, variables } }: { template: Template }) {
  const say = useSay(TEMPLATE_WORDS);
  const { message } = App.useApp();
  const { data } = useHub<{ items: AccountView[] }>('/admin/channels');
  const accounts = data?.items ?? [];
  const [at, setAt] = useState(0);
  const [language, setLanguage] = useState<'zh-CN' | 'en'>(isEnglish() ? 'en' : 'zh-CN');
  const [plain, setPlain] = useState(false);
  const [values, setValues] = useState<Record<string, string>>({});
  const [preview, setPreview] = useState<TemplatePreview>();
  const [to, setTo] = useState('');
  const { running, problem, attempt } = useAttempt();
  const account = accounts[at];
  if (!account) return data ? <section className="card soft">{say('noAccount')}</section> : null;
  const choice = { id, channel: account.channel, account: account.account, language, plain };
  const see = () =>
    attempt(async () =>
      setPreview(await post<TemplatePreview>('/admin/templates/preview', { ...choice, values })),
    );
  const test = () =>
    attempt(async () => {
      const result = await post<z.infer<typeof TestResult>>('/admin/templates/test', { ...choice, to });
      if (result.ok) void message.success(say('sent', { status: result.status ?? '' }));
      else void message.error(say('notSent', { message: result.message ?? result.code ?? '' }), 8);
    });
  return (
    <section className="card stack" aria-label={say('preview')}>
      <h2>{say('preview')}</h2>
      <div className="row">
        <Select
          aria-label={say('account')}
          popupMatchSelectWidth={false}
          value={at}
          onChange={setAt}
          options={accounts.map((one, index) => ({ value: index, label: `${one.channel} ${one.account}` }))}
        />
        <Radio.Group
          aria-label={say('language')}
          value={language}
          onChange={({ target }) => setLanguage(target.value === 'en' ? 'en' : 'zh-CN')}
          options={[
            { value: 'zh-CN', label: say('chinese') },
            { value: 'en', label: say('english') },
          ]}
        />
        <Checkbox checked={plain} onChange={({ target }) => setPlain(target.checked)}>
          {say('plainWords')}
        </Checkbox>
      </div>
      {variables.length > 0 && (
        <fieldset>
          <legend>{say('values')}</legend>
          {variables.map(({ name, sample }) => (
            <Input
              key={name}
              className="template-value"
              addonBefore={name}
              aria-label={name}
              placeholder={sample === null ? '' : String(sample)}
              value={values[name] ?? ''}
              onChange={({ target }) => setValues((now) => withValue(now, name, target.value))}
            />
          ))}
        </fieldset>
      )}
      <div className="row">
        <Button loading={running} onClick={() => void see()}>
          {say('see')}
        </Button>
      </div>
      <ProblemAlert problem={problem} />
      {preview && <PreviewedMessages preview={preview} />}
      <label>
        {say('to')} <span className="soft">{say('sendLead')}</span>
        <Input value={to} onChange={({ target }) => setTo(target.value)} />
      </label>
      <div className="row">
        <Button disabled={to.trim() === ''} loading={running} onClick={() => void test()}>
          {say('send')}
        </Button>
      </div>
    </section>
  );
}

/** What is left empty goes by its sample. */
function withValue(values: Record<string, string>, name: string, text: string): Record<string, string> {
  const { [name]: _before, ...rest } = values;
  return text === '' ? rest : { ...rest, [name]: text };
}
