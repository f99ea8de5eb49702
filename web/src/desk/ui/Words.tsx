import { Input } from 'antd';
import type { ComponentProps } from 'react';

/**
 * A field for several lines, which grows with what is written where the browser can. antd's own `autoSize` measures by
 * a style attribute, which our policy refuses.
 */
export function Words({
  rows = 2,
  className = '',
  ...rest
}: Omit<ComponentProps<typeof Input.TextArea>, 'autoSize'>) {
  const style = { minHeight: `${rows * 1.6 + 0.7}em` };
  return <Input.TextArea rows={rows} style={style} className={`grow ${className}`} {...rest} />;
}
