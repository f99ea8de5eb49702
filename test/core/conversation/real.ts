import { join } from 'node:path';
import { loadCity } from '../../../src/config/load-city.js';
import { createUnderstand } from '../../../src/core/language/understand.js';
import { createRenderer } from '../../../src/templates/render.js';

/** The real city, the real language part and the real texts: what citizens meet. */
export const city = loadCity(join(import.meta.dirname, '../../../config/city/yancheng'));
export const understand = createUnderstand(city);
export const renderer = createRenderer({
  service: { 'zh-CN': city.profile.serviceName, en: city.profile.serviceNameEn },
  timezone: city.profile.timezone,
  publicBaseUrl: 'https://12345.example.cn',
});
