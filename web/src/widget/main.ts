import { Api } from '../shared/api';
import { Feed } from '../shared/feed';
import { Outbox } from '../shared/outbox';
import { createPanel } from './panel';
import { wordsOf } from './words';

/**
 * The chat on a department's site: one script. It keeps to a shadow root of its own, uses a token and no
 * cookie, and leaves on the site nothing but two entries of its localStorage.
 *
 * <script src="https://12345.example.gov.cn/widget.js" data-language="zh-CN" async></script>
 */
function start(): void {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement) || document.querySelector('hub-12345')) return;
  const base = new URL(script.src).origin;
  const language = script.dataset['language'] ?? (document.documentElement.lang || 'zh-CN');
  const words = wordsOf(language);
  const api = new Api({
    base,
    language: () => language,
    words: (key) => words[key],
    sessionKey: 'hub12345.session',
    withToken: true,
  });
  const outbox = new Outbox(api, 'hub12345.outbox');
  const panel = createPanel({ api, outbox, feed: new Feed(api), words, base, language });
  const place = () => document.body.append(panel);
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', place);
  else place();
}

start();
