import type { Template } from '../../hub/types';
import { Mark } from '../../ui/Mark';
import { useSay } from '../../words';
import { TemplateTrial } from './TemplateTrial';
import { TEMPLATE_WORDS } from './words';

/** One text in its languages and variants, and what a channel makes of it. */
export function TemplatePage({ template }: { template: Template }) {
  const say = useSay(TEMPLATE_WORDS);
  const nameOf = (variant: string) =>
    variant === '' ? say('everywhere') : variant === 'plain' || variant === 'mail' ? say(variant) : variant;
  return (
    <div className="stack">
      <section className="card" aria-label={template.id}>
        <h2>
          <code className="said">{template.id}</code>
        </h2>
        {template.texts.map(({ language, variant, text }) => (
          <div key={`${language} ${variant}`} className="template-text">
            <Mark tone="info">{say(language === 'en' ? 'english' : 'chinese')}</Mark>{' '}
            <Mark>{nameOf(variant)}</Mark>
            <pre className="said" tabIndex={0}>
              {text}
            </pre>
          </div>
        ))}
      </section>
      <TemplateTrial template={template} />
    </div>
  );
}
