import { failed, type Reply } from './reply.ts';
import { splitArguments } from './split-arguments.ts';

/** The text that is there up to the next line end, and where it goes on; undefined: incomplete. */
function lineAt(text: string, at: number): { line: string; next: number } | undefined {
  const end = text.indexOf('\r\n', at);
  return end < 0 ? undefined : { line: text.slice(at, end), next: end + 2 };
}

const bytesOf = (code: number): number => {
  if (code < 0x80) return 1;
  if (code < 0x800 || (code >= 0xdc80 && code <= 0xdcff)) return code < 0x800 ? 2 : 1;
  // Half of a pair: the pair has four bytes.
  return code >= 0xd800 && code <= 0xdfff ? 2 : 3;
};

/** `bytes` bytes of text and the line end behind them; undefined: incomplete. */
function bytesAt(
  text: string,
  at: number,
  bytes: number,
): { text: string; next: number } | undefined {
  let end = at;
  for (let left = bytes; left > 0; end++) {
    if (end >= text.length) return undefined;
    const code = text.charCodeAt(end);
    // A lone surrogate that stands for a byte is not the second half of a pair.
    const before = text.charCodeAt(end - 1);
    const isSecond = end > at && code >= 0xdc00 && before >= 0xd800 && before < 0xdc00;
    left -= isSecond ? 2 : bytesOf(code);
  }
  if (text.length < end + 2) return undefined;
  return { text: text.slice(at, end), next: end + 2 };
}

type Parsed<T> = { readonly value: T; readonly next: number } | undefined;

function replyAt(text: string, at: number): Parsed<Reply> {
  const head = lineAt(text, at);
  if (head === undefined) return undefined;
  const { next } = head;
  const rest = head.line.slice(1);
  switch (head.line.charAt(0)) {
    case '+':
      return { value: { type: 'status', text: rest }, next };
    case '-':
      return { value: { type: 'error', text: rest }, next };
    case ':':
      return { value: { type: 'integer', value: BigInt(rest) }, next };
    case '$': {
      if (rest === '-1') return { value: { type: 'bulk', text: undefined }, next };
      const body = bytesAt(text, next, Number(rest));
      return body && { value: { type: 'bulk', text: body.text }, next: body.next };
    }
    case '*': {
      if (rest === '-1') return { value: { type: 'array', items: undefined }, next };
      const items: Reply[] = [];
      let end = next;
      for (let i = 0; i < Number(rest); i++) {
        const item = replyAt(text, end);
        if (item === undefined) return undefined;
        items.push(item.value);
        end = item.next;
      }
      return { value: { type: 'array', items }, next: end };
    }
    default:
      return {
        value: failed(`Protocol error, got "${head.line.charAt(0)}" as reply type byte`),
        next,
      };
  }
}

/** The first reply in `text`, and what is left behind it; undefined: it is not complete. */
export function decodeReply(text: string): { reply: Reply; rest: string } | undefined {
  const parsed = replyAt(text, 0);
  return parsed && { reply: parsed.value, rest: text.slice(parsed.next) };
}

export type Request =
  | { readonly ok: true; readonly words: readonly string[]; readonly rest: string }
  | { readonly ok: false; readonly error: string };

/** The first request in `text`, inline or as an array of strings; undefined: not complete. */
export function decodeRequest(text: string): Request | undefined {
  if (!text.startsWith('*')) {
    const end = text.indexOf('\n');
    if (end < 0) return undefined;
    const words = splitArguments(text.slice(0, end).replace(/\r$/, ''));
    if (words === undefined) return { ok: false, error: 'unbalanced quotes in request' };
    return { ok: true, words, rest: text.slice(end + 1) };
  }
  const head = lineAt(text, 1);
  if (head === undefined) return undefined;
  const count = Number(head.line);
  if (!Number.isInteger(count)) return { ok: false, error: 'invalid multibulk length' };
  const words: string[] = [];
  let at = head.next;
  for (let i = 0; i < count; i++) {
    const size = lineAt(text, at);
    if (size === undefined) return undefined;
    if (!size.line.startsWith('$')) {
      return { ok: false, error: `expected '$', got '${size.line.charAt(0)}'` };
    }
    const word = bytesAt(text, size.next, Number(size.line.slice(1)));
    if (word === undefined) return undefined;
    words.push(word.text);
    at = word.next;
  }
  return { ok: true, words, rest: text.slice(at) };
}
