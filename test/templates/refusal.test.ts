import { describe, expect, test } from '@jest/globals';
import { city, renderer } from '../core/conversation/real.js';

const LANGUAGES = ['zh-CN', 'en'] as const;

describe('whoever is turned away is told the reason and the proper way', () => {
  test.each(city.lexicon.refusals.map(({ id }) => id))('%s has a text in every language', (id) => {
    for (const language of LANGUAGES) {
      expect(renderer.keys(language)).toContain(`refusal.${id}`);
      expect(renderer.variables(language, `refusal.${id}`).filter((name) => name !== 'lines')).toEqual([]);
    }
  });

  test.each(city.lexicon.refusals.filter(({ hotlines }) => hotlines.length > 0).map(({ id }) => id))(
    '%s names the lines the city gives for it',
    (id) => {
      const target = { channel: 'web', dialogue: 'chat', buttons: 5 } as const;
      for (const language of LANGUAGES) {
        const parts = [{ template: `refusal.${id}`, params: { lines: '12348' } }];
        expect(renderer.render({ parts, buttons: [] }, { ...target, language }).text).toContain('12348');
      }
    },
  );
});
