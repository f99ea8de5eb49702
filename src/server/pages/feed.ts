import type { PublicationView } from '../public/publication-view.js';
import { escapeXml } from './html.js';

/** An Atom feed (RFC 4287). Ids follow from the hub's own address and never change with a wording. */
export function atomFeed(
  { base, path, title }: { base: string; path: string; title: string },
  items: PublicationView[],
): string {
  const updated = items[0]?.publishedAt ?? '1970-01-01T00:00:00.000Z';
  const x = escapeXml;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
    `<title>${x(title)}</title>`,
    `<id>${x(`${base}/${path}`)}</id>`,
    `<link rel="self" href="${x(`${base}/${path}.atom`)}"/>`,
    `<link href="${x(`${base}/${path}`)}"/>`,
    `<updated>${updated}</updated>`,
    `<author><name>${x(title)}</name></author>`,
    ...items.map((item) =>
      [
        '<entry>',
        `<title>${x(item.title)}</title>`,
        `<id>${x(`${base}/${path}/${item.id}`)}</id>`,
        `<link href="${x(`${base}/${path}/${item.id}`)}"/>`,
        `<updated>${item.publishedAt}</updated>`,
        `<content type="text">${x(item.body)}</content>`,
        '</entry>',
      ].join(''),
    ),
    '</feed>',
    '',
  ].join('\n');
}
