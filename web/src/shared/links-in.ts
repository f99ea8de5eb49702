/** Web addresses and the numbers one calls in need become links; "120元" and "110号" do not. */
const LINKS =
  /(https?:\/\/[^\s，。；、）”]+|(?:^|[^\d])(?:110|119|120|122|12345)(?![\d元米号天人岁平公分小个次户.%]))/;

export interface TextPart {
  part: string;
  href?: string;
}

/** A text cut into plain parts and links, in order. */
export function linksIn(text: string): TextPart[] {
  return text.split(LINKS).flatMap((part, index): TextPart[] => {
    if (index % 2 === 0) return part === '' ? [] : [{ part }];
    if (part.startsWith('http')) return [{ part, href: part }];
    // Old browsers know no look-behind, so the sign before the number came along.
    const [, before = '', dial = ''] = /^(\D?)(\d+)$/s.exec(part) ?? [];
    return [...(before === '' ? [] : [{ part: before }]), { part: dial, href: `tel:${dial}` }];
  });
}
