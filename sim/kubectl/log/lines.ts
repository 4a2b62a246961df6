import { quote } from '../../api/index.ts';
import type { LoggedSession } from '../late-log.ts';

// Models k8s.io/klog/v2.

/** The beginning of a line: `I1126 23:21:43.250734    8316 `. */
export function stampOf({ parts, context }: Pick<LoggedSession, 'parts' | 'context'>): string {
  const now = new Date(parts.clock.epochMs()).toISOString();
  const stamp = `${now.slice(5, 7)}${now.slice(8, 10)} ${now.slice(11, 23)}000`;
  return `${stamp} ${String(context.self.pid).padStart(7)} `;
}

/** A value of a structured line: text of several lines stands as a block. */
export function valueText(text: string): string {
  if (!text.includes('\n')) return quote(text);
  const lines = text.replace(/\n$/, '').split('\n');
  return `<\n${lines.map((line) => `\t${line}\n`).join('')} >`;
}

/** `headers=<…>`: names in order, a line each. */
export function headersText(headers: readonly (readonly [string, string])[]): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\n`).sort();
  return lines.length === 0 ? '""' : valueText(lines.join(''));
}

/** How much of a body each level shows. */
const BODY_CHARACTERS: readonly (readonly [level: number, most: number])[] = [
  [10, Number.POSITIVE_INFINITY],
  [9, 10_240],
  [8, 1_024],
];

/** A body as a level shows it. Models client-go's truncateBody. */
export function shownBody(level: number, body: string): string {
  const most = BODY_CHARACTERS.find(([from]) => level >= from)?.[1] ?? 0;
  if (body.length <= most) return body;
  return `${body.slice(0, most)} [truncated ${body.length - most} chars]`;
}
