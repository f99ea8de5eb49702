/**
 * Whether a text is nothing but the wish to hear no more, or to hear again. The English words are those of
 * the CTIA's rules, which Twilio obeys by itself; 退订, TD and T are what Chinese senders must offer
 * (工信部《通信短信息服务管理规定》第20条). "T恤" or "停水" is no such wish.
 */
export function optOutOf(text: string): 'stop' | 'start' | undefined {
  const word = text
    .normalize('NFKC')
    .trim()
    .replace(/^回复\s*/, '')
    .replace(/^["“'‘]|[。.!！"”'’]+$/g, '')
    .trim()
    .toUpperCase();
  if (STOP.has(word)) return 'stop';
  return START.has(word) ? 'start' : undefined;
}

const STOP = new Set([
  'STOP',
  'STOPALL',
  'UNSUBSCRIBE',
  'END',
  'QUIT',
  'CANCEL',
  'TD',
  'T',
  '退订',
  'TD退订',
  'T退订',
]);
const START = new Set(['START', 'UNSTOP', '恢复', '恢复接收', '取消退订']);
