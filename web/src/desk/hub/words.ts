import { deskWords } from '../words';

export const HUB_WORDS = deskWords(
  {
    unreachable: '连不上服务器。您写的内容还在，请稍后再试。',
    stale: '与服务器的连接中断，内容可能不是最新的。正在重新连接……',
    broken: '服务器有部分功能不可用：{parts}。新的消息仍会保存，可能晚一些显示。',
    refresh: '刷新',
  },
  {
    unreachable: 'The server cannot be reached. What you wrote is still here; please try again in a moment. ',
    stale: 'The connection to the server is lost, so this may not be up to date. Connecting again …',
    broken: 'Parts of the server are down: {parts}. New messages are kept and may show later.',
    refresh: 'Refresh',
  },
);
