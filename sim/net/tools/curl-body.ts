import {
  type CommandContext,
  decodeUtf8,
  encodeUtf8,
  type Prng,
  type Program,
  readAll,
  resolvePath,
} from '../../kernel/index.ts';
import type { CurlRequest, CurlTarget, DataPart } from './curl-options.ts';

/** What a request sends after its head. */
export interface CurlBody {
  readonly text: string;
  /** '' when the headers do not say it. */
  readonly type: string;
  readonly kind: 'data' | 'form' | 'upload';
}

const FORM = 'application/x-www-form-urlencoded';

export const byteLength = (text: string): number => encodeUtf8(text).length;

/** As curl escapes what stands behind `--data-urlencode`. */
const encoded = (text: string, isLower: boolean): string =>
  [...encodeUtf8(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (/[A-Za-z0-9\-._~]/.test(character)) return character;
      const digits = byte.toString(16).padStart(2, '0');
      return `%${isLower ? digits : digits.toUpperCase()}`;
    })
    .join('');

/** A file by its name, standard input for `-`; '' when it cannot be read. */
function* contentOf(context: CommandContext, name: string): Program<string> {
  if (name === '-') return yield* readAll(context.stdin);
  const content = context.files.read(resolvePath(context.directory, name));
  return content.ok ? content.value : '';
}

function* urlEncoded(context: CommandContext, text: string, isQuery: boolean): Program<string> {
  const match = /^([^=@]*)([=@])(.*)$/s.exec(text);
  const name = match?.[1] ?? '';
  const raw = match === null ? text : (match[3] ?? '');
  const value = match?.[2] === '@' ? yield* contentOf(context, raw) : raw;
  const escaped = encoded(value, isQuery).replace(/%20/g, '+');
  return name === '' ? escaped : `${name}=${escaped}`;
}

function* partText(
  context: CommandContext,
  { option, text }: DataPart,
  isQuery: boolean,
): Program<string> {
  if (option === 'data-urlencode') return yield* urlEncoded(context, text, isQuery);
  if (option === 'data-raw' || !text.startsWith('@')) return text;
  const content = yield* contentOf(context, text.slice(1));
  const isWhole = option === 'data-binary' || option === 'json';
  return isWhole ? content : content.replace(/[\r\n]/g, '');
}

/** All data of a command line, in one line. Pieces of JSON stand side by side. */
export function* dataText(context: CommandContext, { data, flags }: CurlRequest): Program<string> {
  let text = '';
  for (const [i, part] of data.entries()) {
    const separator = i === 0 || part.option === 'json' ? '' : '&';
    text += separator + (yield* partText(context, part, flags.has('get')));
  }
  return text;
}

function* formPart(context: CommandContext, form: string): Program<string> {
  const at = form.indexOf('=');
  const name = form.slice(0, at);
  const value = form.slice(at + 1);
  const [path = '', ...settings] = value.slice(1).split(';');
  const type = settings.find((each) => each.startsWith('type='))?.slice('type='.length);
  if (value.startsWith('<')) {
    return `name="${name}"\r\n\r\n${yield* contentOf(context, path)}`;
  }
  if (!value.startsWith('@')) return `name="${name}"\r\n\r\n${value}`;
  const file = path.slice(path.lastIndexOf('/') + 1);
  return (
    `name="${name}"; filename="${file}"\r\nContent-Type: ${type ?? 'application/octet-stream'}` +
    `\r\n\r\n${yield* contentOf(context, path)}`
  );
}

function* formBody(
  context: CommandContext,
  prng: Prng,
  forms: readonly string[],
): Program<CurlBody> {
  const boundary = `${'-'.repeat(24)}${prng.text(16, '0123456789abcdef')}`;
  let text = '';
  for (const form of forms) {
    const part = yield* formPart(context, form);
    text += `--${boundary}\r\nContent-Disposition: form-data; ${part}\r\n`;
  }
  text += `--${boundary}--\r\n`;
  return { text, type: `multipart/form-data; boundary=${boundary}`, kind: 'form' };
}

/** What the options say is to be sent; undefined for nothing. */
export function* bodyOf(
  context: CommandContext,
  prng: Prng,
  request: CurlRequest,
  target: CurlTarget,
): Program<CurlBody | undefined> {
  if (target.upload !== '') {
    return { text: yield* contentOf(context, target.upload), type: '', kind: 'upload' };
  }
  if (request.forms.length > 0) return yield* formBody(context, prng, request.forms);
  if (request.data.length === 0 || request.flags.has('get')) return undefined;
  const isJson = request.data.some(({ option }) => option === 'json');
  return {
    text: yield* dataText(context, request),
    type: isJson ? 'application/json' : FORM,
    kind: 'data',
  };
}

/** Text whose escapes `%41` are what they stand for. */
export const unescaped = (text: string): string =>
  decodeUtf8(
    Uint8Array.from(
      text.split(/(%[0-9a-f]{2})/i).flatMap((piece) => {
        const isEscape = /^%[0-9a-f]{2}$/i.test(piece);
        return isEscape ? [Number.parseInt(piece.slice(1), 16)] : [...encodeUtf8(piece)];
      }),
    ),
  );
