import { describe, expect, test } from '@jest/globals';
import { city, renderer } from '../core/conversation/real.js';

const LANGUAGES = ['zh-CN', 'en'] as const;

describe('whoever is turned away is told the reason and the proper way', () => {
  test.each(city.lexicon.refusals.map(({ id }) => id))('%s has a text in every language', (id) => {
    for (const language of LANGUAGES) {
      expect(renderer.keys(language)).toContain(`refusal.${id}`);
      expect(['area', 'lines']).toEqual(
        expect.arrayContaining(renderer.variables(language, `refusal.${id}`)),
      );
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

  test('a refusal the city has added, without a text of its own, is still explained', () => {
    const parts = [{ template: 'refusal.N13-unheard-of', params: { lines: '12315', area: null } }];
    const said = LANGUAGES.map(
      (language) =>
        renderer.render({ parts, buttons: [] }, { channel: 'web', dialogue: 'chat', buttons: 5, language })
          .text,
    );
    expect(said[0]).toMatch(/受理范围.*12315/);
    expect(said[1]).toMatch(/may take.*12315/);
  });

  test.each(LANGUAGES)('no text cites a number of days or of a document (%s)', (language) => {
    const target = { channel: 'web', dialogue: 'chat', buttons: 5, language } as const;
    for (const { id } of city.lexicon.refusals) {
      const parts = [{ template: `refusal.${id}`, params: { lines: null, area: null } }];
      expect(renderer.render({ parts, buttons: [] }, target).text).not.toMatch(
        /国办|Guobanfa|\d+\s*(?:日|天|days)|12368/,
      );
    }
  });

  test('another city of the province is named by its own number', () => {
    const parts = [{ template: 'refusal.N01-outside', params: { lines: null, area: '0516' } }];
    const target = { channel: 'web', dialogue: 'chat', buttons: 5, language: 'zh-CN' } as const;
    expect(renderer.render({ parts, buttons: [] }, target).text).toContain('0516-12345');
  });
});
