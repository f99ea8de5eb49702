import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** Names and values of a pushed document, XML or JSON; undefined when it is neither. */
export function readBody(body: string): Record<string, unknown> | undefined {
  const text = body.trimStart();
  return text.startsWith('{') ? readJson(text) : readXml(text);
}

/** Fields as text: "0012" and spaces stay what the citizen wrote, and a 64-bit id keeps its last digits. */
const xml = new XMLParser({ parseTagValue: false, trimValues: false, ignoreAttributes: true });

function readXml(text: string): Record<string, unknown> | undefined {
  try {
    return XmlDocument.safeParse(xml.parse(text)).data?.xml;
  } catch {
    // The parser throws for a forbidden DOCTYPE and the like: to us it is no document.
    return undefined;
  }
}
const XmlDocument = z.object({ xml: z.record(z.string(), z.unknown()) });

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    // Ids are 64-bit: read as numbers they would lose their last digits and meet others' ids.
    const exact = text.replace(/("Msg(?:Id|ID)"\s*:\s*)(\d+)/g, '$1"$2"');
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(exact)).data;
  } catch {
    return undefined;
  }
}
