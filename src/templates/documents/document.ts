import { z } from 'zod';
import { html, type Html } from './html.js';

/** 公文: official papers that a ticket can have, with the word of their number. */
export const DOCUMENT_ZH = {
  dispatch: { title: '交办单', word: '交' },
  notice: { title: '催办通知书', word: '催' },
  written: { title: '督办情况书面通报', word: '通' },
  extension: { title: '延期办理审批表', word: '延' },
  return: { title: '退单审批表', word: '退' },
  refusal: { title: '不予受理告知书', word: '不受' },
  reply: { title: '答复书', word: '答' },
} as const;
export const DocumentKind = z.enum([
  'dispatch',
  'notice',
  'written',
  'extension',
  'return',
  'refusal',
  'reply',
]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** What stands in a paper, as its reader may know it. */
export interface Paper {
  kind: DocumentKind;
  /** 盐12345催〔2026〕12号 */
  number: string;
  city: string;
  /** Who seals it. */
  issuer: string;
  /** To whom it is written. */
  to: string;
  /** Label and words, in order; what is absent is left out. */
  rows: readonly (readonly [string, string | undefined])[];
  /** Sentences before the table. */
  opening: string;
  closing?: string;
  /** Fields to be signed by hand. */
  signatures?: readonly string[];
  /** 2026年11月23日 */
  date: string;
}

/** A paper as a page made for printing on A4. `nonce` lets its own style through the content policy. */
export function renderDocument(paper: Paper, nonce: string): string {
  const { title } = DOCUMENT_ZH[paper.kind];
  return `<!doctype html>\n${
    html`<html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>${paper.number} ${title}</title>
        <style nonce="${nonce}">
          @page {
            size: A4;
            margin: 30mm 26mm;
          }
          body {
            font:
              16pt/1.8 FangSong,
              STFangsong,
              'Noto Serif SC',
              serif;
            max-width: 160mm;
            margin: 10mm auto;
            color: #000;
          }
          .issuer {
            text-align: center;
            color: #c00;
            font:
              bold 26pt/1.4 SimSun,
              'Noto Serif SC',
              serif;
            border-bottom: 2pt solid #c00;
          }
          .number,
          h1 {
            text-align: center;
          }
          h1 {
            font:
              bold 22pt/1.6 SimSun,
              'Noto Serif SC',
              serif;
          }
          table {
            width: 100%;
            border-collapse: collapse;
            font-size: 14pt;
          }
          th,
          td {
            border: 0.5pt solid #000;
            padding: 2mm;
            text-align: left;
            vertical-align: top;
            white-space: pre-wrap;
            overflow-wrap: anywhere;
          }
          th {
            width: 30mm;
            font-weight: normal;
          }
          tr,
          .seal {
            break-inside: avoid;
          }
          .seal {
            margin-top: 15mm;
            min-height: 45mm;
            text-align: right;
          }
        </style>
      </head>
      <body>
        <p class="issuer">${paper.issuer}</p>
        <p class="number">${paper.number}</p>
        <h1>${title}</h1>
        <p>${paper.to}：</p>
        <p>${paper.opening}</p>
        <table>
          ${paper.rows.flatMap(([label, words]) => (words === undefined || words === '' ? [] : [row(label, words)]))}${(
            paper.signatures ?? []
          ).map((label) => row(label, '　'))}
        </table>
        <p>${paper.closing}</p>
        <p class="seal">${paper.issuer}（印章）<br />${paper.date}</p>
      </body>
    </html>`.text
  }\n`;
}

const row = (label: string, words: string): Html =>
  html`<tr>
    <th>${label}</th>
    <td>${words}</td>
  </tr>`;
