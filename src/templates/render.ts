import { IntlMessageFormat } from 'intl-messageformat';
import type { Say, TemplateParams } from '../core/conversation/effect.js';
import type { Language } from '../core/model/codes.js';
import type { Button, OutboundContent } from '../core/model/message.js';
import type { Renderer } from '../core/ports.js';
import en from './en/index.js';
import zhCN from './zh-CN/index.js';

export interface RendererOptions {
  /** What the service is called, by language. */
  service: Record<Language, string>;
  /** IANA name: every date a citizen reads is in the city's own time. */
  timezone: string;
  publicBaseUrl: string;
}

export interface TemplateRenderer extends Renderer {
  /** Every template key, channel variants included, for checks. */
  keys(language: Language): string[];
  /** A template as it is written. */
  source(language: Language, key: string): string;
  /** The variables a template uses, sorted. */
  variables(language: Language, key: string): string[];
}

type Target = Parameters<Renderer['render']>[1];

const TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zhCN, en };

/**
 * Makes the citizen's text of what the engine says. A template may have a variant for a channel
 * (`key@sms`), for a kind of dialogue (`key@mail`) or in plain words (`key@plain`); the most special one
 * is used.
 * @throws Error for a key or variable that does not exist: a mistake in the program, found by its tests.
 */
export function createRenderer(options: RendererOptions): TemplateRenderer {
  const cache = new Map<string, IntlMessageFormat>();

  const message = (language: Language, key: string): IntlMessageFormat => {
    const id = `${language}/${key}`;
    const known = cache.get(id);
    if (known) return known;
    const text = TEXTS[language][key];
    if (text === undefined) throw new Error(`No template ${key} in ${language}`);
    const fresh = new IntlMessageFormat(text, language, formats(options.timezone), { ignoreTag: true });
    cache.set(id, fresh);
    return fresh;
  };

  const text = (key: string, params: TemplateParams, target: Target): string => {
    const { language, channel, dialogue, plain } = target;
    const variants = [...(plain ? ['plain'] : []), channel, dialogue];
    const candidates = [...variants.map((variant) => `${key}@${variant}`), key];
    const best = candidates.find((candidate) => candidate in TEXTS[language]) ?? fallback(key);
    const all = { service: options.service[language], url: options.publicBaseUrl, ...params };
    return String(message(language, best).format(all));
  };

  const buttonsOf = (buttons: Button[], target: Target): Button[] =>
    buttons.map(({ label, value }) => ({
      label: label in TEXTS[target.language] ? text(label, {}, target) : label,
      value,
    }));

  return {
    keys: (language) => Object.keys(TEXTS[language]),
    source: (language, key) => TEXTS[language][key] ?? '',
    variables: (language, key) => variablesIn(message(language, key).getAst()).toSorted(),
    render({ parts, buttons }: Pick<Say, 'parts' | 'buttons'>, target): OutboundContent {
      const lines = parts.map(({ template, params }) => text(template, params, target));
      const labelled = buttonsOf(buttons, target);
      const fits = labelled.length <= target.buttons;
      if (!fits) lines.push(...labelled.map(({ label }, index) => `${index + 1}. ${label}`));
      const number = parts.map(({ params }) => params['number']).find((value) => typeof value === 'string');
      const isMail = target.dialogue === 'mail';
      if (isMail) lines.push('', text('mail.closing', {}, target));
      return {
        text: lines.join('\n'),
        subject: isMail && number !== undefined ? text('mail.subject', { number }, target) : undefined,
        buttons: fits ? labelled : [],
        attachments: [],
      };
    },
  };
}

/** A city may list a refusal that we have no words of our own for: whoever is turned away hears why all the same. */
const fallback = (key: string): string => (key.startsWith('refusal.') ? 'refusal.other' : key);

/** Named formats for the templates: "11月23日星期一", the same with the time of day, "星期一", "上午8:30". */
function formats(timeZone: string) {
  const day = { timeZone, month: 'long', day: 'numeric', weekday: 'long' } as const;
  const minute = { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = { timeZone, hour: 'numeric', minute: '2-digit', hour12: true } as const;
  return { date: { day, minute, weekday: { timeZone, weekday: 'long' } as const }, time: { clock } };
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Names of all arguments, those inside the branches of a choice included. */
function variablesIn(elements: Element[]): string[] {
  const names = elements.flatMap((element) => [
    ...('value' in element && Number(element.type) !== LITERAL ? [element.value] : []),
    ...('options' in element
      ? Object.values(element.options).flatMap(({ value }) => variablesIn(value))
      : []),
  ]);
  return [...new Set(names)];
}
/** `TYPE.literal` of the ICU parser, which intl-messageformat does not export. */
const LITERAL = 0;
