import { describe, expect, test } from '@jest/globals';
import { createUnderstand } from '../../../src/core/language/understand.js';
import { NOW, testCity } from '../../fixtures/language/city.js';

const understand = createUnderstand(testCity);

describe('one message with everything in it', () => {
  const text = '我叫张伟，盐都区世纪花园3幢楼上昨晚11点装修噪音太吵了，我电话１３８ 1234 5678，投诉';
  const result = understand(text, NOW);

  test('every fact is taken', () => {
    expect(result.names[0]?.value).toBe('张伟');
    expect(result.phones[0]).toMatchObject({ value: { e164: '+8613812345678' }, role: 'own' });
    expect(result.places[0]?.value).toMatchObject({ county: '320903', detail: '世纪花园3幢楼上' });
    expect(result.times[0]?.value.from).toEqual(new Date('2026-11-22T23:00:00+08:00'));
    expect(result.type?.value).toBe('complaint');
    expect(result.category?.value).toBe('CS02');
    expect(result.hotline?.value).toBe('12319');
  });

  test('spans point into what the citizen wrote, not into the normalised text', () => {
    const phone = result.phones[0];
    expect(text.slice(phone?.span.start, phone?.span.end)).toBe('１３８ 1234 5678');
  });

  test('the matter keeps the story and leaves the number out', () => {
    expect(result.matter?.value).toContain('装修噪音太吵了');
    expect(result.matter?.value).not.toMatch(/138|张伟/);
  });
});
