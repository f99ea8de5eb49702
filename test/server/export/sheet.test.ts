import { describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { openSheet, safeCell } from '../../../src/server/export/sheet.js';

const HOSTILE = ['=1+1', '+86', '-2', '@SUM(A1)', '\t=1', '\r=1', "＝cmd|' /C calc'!A0", '＠x'];

function written(format: 'csv' | 'xlsx', rows: string[][]): Buffer {
  const sheet = openSheet(format);
  for (const row of rows) sheet.row(row);
  return sheet.end();
}

describe('no cell is a formula', () => {
  test.each(HOSTILE)('%j', (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
    expect(written('csv', [[text]]).toString()).toBe(`\uFEFF"'${text}"\r\n`);
  });

  test.each(['路灯坏了', '1+1=2', '', "'=1", '13812345678'])('%j stays as it is', (text) => {
    expect(safeCell(text)).toBe(text);
  });
});

describe('csv', () => {
  test('has the mark of UTF-8, and quotes what would break a line or a cell', () => {
    const text = written('csv', [
      ['编号', '标题'],
      ['1', '他说"坏了",\n要修'],
    ]).toString();
    expect(text).toBe('\uFEFF"编号","标题"\r\n"1","他说""坏了"",\n要修"\r\n');
  });
});

describe('xlsx', () => {
  const sheetOf = (rows: string[][]) => {
    const files = unzipSync(written('xlsx', rows));
    expect(Object.keys(files).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    return Buffer.from(files['xl/worksheets/sheet1.xml'] ?? []).toString();
  };

  test('is a workbook of one sheet, each cell a text', () => {
    const xml = sheetOf([['编号'], ['路灯 <b>&']]);
    expect(xml).toContain('<t xml:space="preserve">编号</t>');
    expect(xml).toContain('路灯 &lt;b&gt;&amp;');
    expect(xml.match(/<row>/g)).toHaveLength(2);
  });

  test('poison: what XML cannot hold is left out', () => {
    expect(sheetOf([['a\u0000b\uD800c\uFFFE']])).toContain('ab\uFFFDc<');
  });

  test('a cell too long for Excel is cut', () => {
    const xml = sheetOf([['长'.repeat(40_000)]]);
    expect(xml.match(/长/g)).toHaveLength(32_767);
  });

  test('ten thousand rows are one file', () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => [`YC${n}`, '路灯坏了']);
    expect(sheetOf(rows).match(/<row>/g)).toHaveLength(10_000);
  });
});
