import type { TemplateParams } from '../core/conversation/effect.js';
import type { ChannelOperations } from '../core/delivery/channel-operations.js';
import type { Outcome } from '../core/delivery/deliverer.js';
import { fitContent, lengthIn } from '../core/delivery/fit.js';
import { HubError } from '../core/errors.js';
import { Language } from '../core/model/codes.js';
import type { ChannelTraits } from '../core/ports.js';
import type { TemplateRenderer } from '../templates/render.js';
import { SAMPLES } from '../templates/samples.js';

export interface TemplateDeskDeps {
  renderer: TemplateRenderer;
  channels: Pick<ChannelOperations, 'list' | 'test'>;
  traitsOf: (channel: string, account: string) => ChannelTraits;
}

/** A template with its variants (`sms`, `mail`, `plain`; '' is the one for all others) in every language. */
export interface TemplateEntry {
  id: string;
  texts: { language: Language; variant: string; text: string }[];
  /** What it takes, with a sample. */
  variables: { name: string; sample: TemplateParams[string] }[];
}

export interface TemplateChoice {
  id: string;
  channel: string;
  account: string;
  language: Language;
  plain: boolean;
}

/** A text as one channel would send it. */
export interface TemplatePreview {
  subject?: string;
  unit: ChannelTraits['textUnit'];
  most: number;
  /** It is more than the channel carries, and its end is left out. */
  cut: boolean;
  parts: { text: string; length: number }[];
}

/** Filled in by the hub itself. */
const OWN = new Set(['service', 'url']);
/** In front of what is sent for a test: whoever gets it must not take it for an answer. */
const TEST_MARK = '【测试】';

/** The citizen’s texts, to be looked at and tried by administrators. They are changed in the program. */
export class TemplateDesk {
  constructor(private readonly deps: TemplateDeskDeps) {}

  list(): TemplateEntry[] {
    const { renderer } = this.deps;
    const entries = new Map<string, TemplateEntry>();
    for (const language of Language.options)
      for (const key of renderer.keys(language)) {
        const [id = key, variant = ''] = key.split('@');
        const entry = entries.get(id) ?? { id, texts: [], variables: [] };
        entry.texts.push({ language, variant, text: renderer.source(language, key) });
        const fresh = renderer
          .variables(language, key)
          .filter((name) => !OWN.has(name) && !entry.variables.some((known) => known.name === name));
        entry.variables.push(...fresh.map((name) => ({ name, sample: SAMPLES[name] ?? null })));
        entries.set(id, entry);
      }
    return [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** @param values in place of the samples. */
  preview(
    choice: TemplateChoice,
    values: Readonly<Record<string, string | number | null>> = {},
  ): Promise<TemplatePreview> {
    return this.fitted(choice, values, '');
  }

  /** Sends it with its samples, marked as a test: free words to anybody are no administrator’s to send. */
  async test(choice: TemplateChoice, to: string): Promise<Outcome> {
    const { parts } = await this.fitted(choice, {}, TEST_MARK);
    const { channel, account } = choice;
    const [first, ...rest] = parts.map(({ text }) => text);
    let outcome = await this.deps.channels.test(channel, account, to, first);
    for (const text of rest) {
      if (!outcome.ok) break;
      outcome = await this.deps.channels.test(channel, account, to, text);
    }
    return outcome;
  }

  private async fitted(
    choice: TemplateChoice,
    values: Readonly<Record<string, string | number | null>>,
    mark: string,
  ): Promise<TemplatePreview> {
    const { renderer, traitsOf } = this.deps;
    const { id, channel, account, language, plain } = choice;
    const entry = this.list().find((one) => one.id === id);
    if (!entry) throw new HubError('not-found', 'template-not-found', '没有这个模板', '请从模板列表中选择');
    await this.checkAccount(channel, account);
    const traits = traitsOf(channel, account);
    const params = { ...samplesOf(entry), ...this.valuesOf(entry, values) };
    const { dialogue, buttons } = traits;
    const target = { language, plain, channel, dialogue, buttons };
    const content = renderer.render({ parts: [{ template: id, params }], buttons: [] }, target);
    const parts = fitContent({ ...content, text: mark + content.text }, traits).map(({ text }) => ({
      text,
      length: lengthIn(text, traits.textUnit),
    }));
    const cut = (parts.at(-1)?.text.endsWith('…') ?? false) && !content.text.endsWith('…');
    return { subject: content.subject, unit: traits.textUnit, most: traits.maxText, cut, parts };
  }

  private async checkAccount(channel: string, account: string): Promise<void> {
    const accounts = await this.deps.channels.list();
    if (accounts.some((one) => one.channel === channel && one.account === account)) return;
    const hint = '请查看已启用的账号，核对渠道名和账号名';
    throw new HubError('not-found', 'account-not-found', `没有渠道账号 ${channel}/${account}`, hint);
  }

  /** A value must be what the text does with it: a time is formatted, a number counted. */
  private valuesOf(
    { variables }: TemplateEntry,
    values: Readonly<Record<string, string | number | null>>,
  ): TemplateParams {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]): [string, TemplateParams[string]] => {
        const known = variables.find((one) => one.name === name);
        if (!known) throw wrongValue(name, '模板里没有这个变量');
        if (value === null) return [name, null];
        if (known.sample instanceof Date) {
          const at = new Date(value);
          if (Number.isNaN(at.getTime())) throw wrongValue(name, '应为时间，如 2026-11-23T02:00:00Z');
          return [name, at];
        }
        if (typeof known.sample === 'number' && typeof value !== 'number') throw wrongValue(name, '应为数字');
        return [name, value];
      }),
    );
  }
}

function samplesOf({ variables }: TemplateEntry): TemplateParams {
  return Object.fromEntries(variables.map(({ name, sample }) => [name, sample]));
}

function wrongValue(name: string, message: string): HubError {
  const fields = [{ path: `values.${name}`, message }];
  return new HubError('bad-input', 'template-value-wrong', '变量的值不对', '请按 fields 修改', { fields });
}
