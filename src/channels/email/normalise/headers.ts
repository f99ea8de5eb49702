import type { ParsedMail } from 'mailparser';

/** Header fields as they stand, unfolded: signs are read from these, not from a parser's idea of them. */
export class MailHeaders {
  private readonly fields = new Map<string, string[]>();

  constructor(mail: Pick<ParsedMail, 'headerLines'>) {
    for (const { key, line } of mail.headerLines) {
      const value = line
        .slice(line.indexOf(':') + 1)
        .replace(/\r?\n[ \t]*/g, ' ')
        .trim();
      this.fields.set(key, [...(this.fields.get(key) ?? []), value]);
    }
  }

  has(name: string): boolean {
    return this.fields.has(name);
  }
  first(name: string): string {
    return this.fields.get(name)?.[0] ?? '';
  }
  all(name: string): readonly string[] {
    return this.fields.get(name) ?? [];
  }

  /** Message-IDs of References and In-Reply-To, newest last, each once, at most the last fifty. */
  get references(): string[] {
    const text = [...this.all('references'), ...this.all('in-reply-to')].join(' ');
    return [...new Set(text.match(/<[^<>\s]{1,400}>/g) ?? [])].slice(-50);
  }

  /** Every address to which this mail was delivered or sent. */
  get recipients(): string[] {
    const text = RECIPIENT_FIELDS.flatMap((name) => this.all(name)).join(',');
    return (text.match(/[^\s<>",;:@]{1,64}@[^\s<>",;:@]{1,253}/g) ?? [])
      .slice(0, 200)
      .map((a) => a.toLowerCase());
  }
}

const RECIPIENT_FIELDS = ['delivered-to', 'x-original-to', 'envelope-to', 'to', 'cc'];
