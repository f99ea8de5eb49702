import type { ReactNode } from 'react';

/** What a mark says beside its words. */
export type Tone = 'plain' | 'info' | 'good' | 'warn' | 'bad' | 'secret';

/** A short word in colour. Our own: the colours of antd's tags fall short of 4.5 to 1 on their grounds. */
export function Mark({
  tone = 'plain',
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={`mark ${tone}`} title={title}>
      {children}
    </span>
  );
}
