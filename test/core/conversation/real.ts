import { join } from 'node:path';
import { loadCity } from '../../../src/config/load-city.js';
import { createUnderstand } from '../../../src/core/language/understand.js';
import type { Understand, Understanding } from '../../../src/core/language/understanding.js';
import { createRenderer } from '../../../src/templates/render.js';

/** The real city, the real language part and the real texts: what citizens meet. */
export const city = loadCity(join(import.meta.dirname, '../../../config/city/yancheng'));
export const understand = remembering(createUnderstand(city));
export const renderer = createRenderer({
  service: { 'zh-CN': city.profile.serviceName, en: city.profile.serviceNameEn },
  timezone: city.profile.timezone,
  publicBaseUrl: 'https://12345.example.cn',
});

/** The language part is a pure function of text and clock, so random play need not ask it twice. */
function remembering(understand: Understand): Understand {
  const known = new Map<string, Understanding>();
  return (text, now) => {
    const key = `${now.getTime()} ${text}`;
    const found = known.get(key) ?? understand(text, now);
    known.set(key, found);
    return found;
  };
}
