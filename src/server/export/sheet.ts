import { strToU8, Zip, ZipDeflate } from 'fflate';

export type SheetFormat = 'csv' | 'xlsx';

/** A table written row by row, so that a long one never holds up the hub. */
export interface Sheet {
  row(cells: readonly string[]): void;
  end(): Buffer;
}

export const SHEET_MIME: Record<SheetFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function openSheet(format: SheetFormat): Sheet {
  return format === 'csv' ? csvSheet() : xlsxSheet();
}

/**
 * Text that no spreadsheet takes for a formula: what citizens wrote must not run on a clerk’s computer, nor
 * send other cells away (OWASP, CSV injection).
 */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** RFC 4180, with the mark by which Excel knows UTF-8. */
function csvSheet(): Sheet {
  const parts = ['\uFEFF'];
  return {
    row: (cells) =>
      void parts.push(cells.map((cell) => `"${safeCell(cell).replaceAll('"', '""')}"`).join(',') + '\r\n'),
    end: () => Buffer.from(parts.join('')),
  };
}

/** One sheet of texts: the smallest workbook that Excel, WPS and LibreOffice open (ECMA-376). */
function xlsxSheet(): Sheet {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, text] of Object.entries(WORKBOOK)) {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    file.push(strToU8(text), true);
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 6 });
  zip.add(sheet);
  sheet.push(strToU8(`${XML}<worksheet xmlns="${MAIN}"><sheetData>`));
  return {
    row: (cells) => sheet.push(strToU8(`<row>${cells.map(inlineText).join('')}</row>`)),
    end() {
      sheet.push(strToU8('</sheetData></worksheet>'), true);
      zip.end();
      return Buffer.concat(chunks);
    },
  };
}

/** Excel takes no more in a cell. */
const MAX_CELL = 32_767;

function inlineText(cell: string): string {
  const text = [...safeCell(cell)].slice(0, MAX_CELL).join('');
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** XML 1.0 has no place for control characters, nor for halves of characters. */
function escaped(text: string): string {
  return Buffer.from(text)
    .toString()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const WORKBOOK = {
  '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="工单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};
