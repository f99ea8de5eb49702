import { Alert } from 'antd';
import type { TemplatePreview } from '../../hub/types';
import { useSay } from '../../words';
import { TEMPLATE_WORDS } from './words';

/** The messages a text becomes, each with its length. */
export function PreviewedMessages({ preview }: { preview: TemplatePreview }) {
  const say = useSay(TEMPLATE_WORDS);
  const { subject, unit, most, cut, parts } = preview;
  return (
    <div role="status" className="stack tight">
      {cut && <Alert type="warning" showIcon title={say('cut')} />}
      {subject !== undefined && <strong>{say('subject', { subject })}</strong>}
      {parts.map(({ text, length }, index) => (
        <div key={index}>
          <span className="soft">
            {say('part', { n: index + 1, length, most, unit: say(`unit.${unit}`) })}
          </span>
          <pre className="said" tabIndex={0}>
            {text}
          </pre>
        </div>
      ))}
    </div>
  );
}
