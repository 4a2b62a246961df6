import { ownAt } from '../../kernel/index.ts';
import { namedClass } from '../pattern.ts';

export type Perl =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly message: string };

/** Escapes of Perl that JavaScript has not; outside of brackets. */
const ESCAPES: Readonly<Record<string, string>> = {
  h: '[\\t ]',
  H: '[^\\t ]',
  R: '(?:\\r\\n|[\\n\\v\\f\\r])',
  A: '^',
  Z: '$',
  z: '$',
  a: '\\x07',
  e: '\\x1b',
};

/** `\Q…\E` as escapes of each character. */
const unquote = (pattern: string): string =>
  pattern.replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, text: string) =>
    text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  );

/** The inside of brackets, with POSIX classes and stray brackets as JavaScript has them. */
const bracket = (text: string): string =>
  text
    .replace(/\[:(\^?)(\w+):\]/g, (whole, not: string, name: string) =>
      not === '' ? (namedClass(name) ?? whole) : whole,
    )
    .replace(/\\h/g, '\\t ')
    .replace(/(?<!\\)\[/g, '\\[');

/** A backslash before what is nothing special stands for nothing. */
const IDENTITY = /[A-Za-z0-9^$.*+?()[\]{}|/\\-]/;

function rewrite(pattern: string): string {
  const token =
    /\\[pPxu](?:\{[^}]*\}|\w)|\\([\s\S])|\[(\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*)\]|\(\?P?<(?=[A-Za-z_])|\(\?>|\(\?P=(\w+)\)|\(\?#[^)]*\)|([*+?}])\+/g;
  return pattern.replace(
    token,
    (whole, escaped?: string, inside?: string, back?: string, many?: string) => {
      const wide = /^\\x\{([0-9a-fA-F]+)\}$/.exec(whole)?.[1];
      if (wide !== undefined) return `\\u{${wide}}`;
      if (escaped !== undefined) {
        const known = ownAt(ESCAPES, escaped);
        return known ?? (IDENTITY.test(escaped) ? whole : escaped);
      }
      if (inside !== undefined) return `[${bracket(inside.replace(/^(\^?)\]/, '$1\\]'))}]`;
      if (back !== undefined) return `\\k<${back}>`;
      if (many !== undefined) return many;
      if (whole === '(?>') return '(?:';
      if (whole.startsWith('(?#')) return '';
      return whole.startsWith('(?') ? '(?<' : whole;
    },
  );
}

/** A pattern under `(?x)` without its blanks and comments; `flags` are the others. */
function spaced(pattern: string, flags: string): string {
  const dense = pattern.replace(
    /(\\[\s\S]|\[\^?\]?[^\]]*\])|\s+|#[^\n]*/g,
    (_, kept?: string) => kept ?? '',
  );
  return flags === '' ? dense : `(?${flags})${dense}`;
}

function problemOf(pattern: string): string {
  const [, least = '', most = ''] = /\{(\d+),(\d+)\}/.exec(pattern) ?? [];
  if (Number(least) > Number(most)) return 'numbers out of order in {} quantifier';
  if (/\(\?P?<\w*$/.test(pattern)) {
    return 'syntax error in subpattern name (missing terminator?)';
  }
  if (/^(?:[*+?]|\{\d)|\((?:[*+]|\?(?![:=!<>#imsxP]))|\|[*+?]/.test(pattern)) {
    return 'quantifier does not follow a repeatable item';
  }
  if (/\[[^\]]*$/.test(pattern)) return 'missing terminating ] for character class';
  if (/\\$/.test(pattern)) return '\\ at end of pattern';
  const bare = pattern.replace(/\\[\s\S]|\[[^\]]*\]/g, '');
  const [opened, closed] = [bare.split('(').length, bare.split(')').length];
  if (opened > closed) return 'missing closing parenthesis';
  if (closed > opened) return 'unmatched closing parenthesis';
  if (/\\\d/.test(pattern)) return 'reference to non-existent subpattern';
  return 'unrecognized character follows \\';
}

/** A pattern of `grep -P` as JavaScript's; what Perl alone has is put in other words. */
export function translatePerl(pattern: string): Perl {
  const plain = unquote(pattern);
  // `\K` forgets what was matched before it.
  const kept = plain.lastIndexOf('\\K');
  const whole = kept < 0 ? plain : `(?<=${plain.slice(0, kept)})${plain.slice(kept + 2)}`;
  const flag = /^\(\?([imsx]+)\)/.exec(whole);
  if (flag?.[1]?.includes('x') === true) {
    return translatePerl(spaced(whole.slice(flag[0].length), flag[1].replace('x', '')));
  }
  const rest = flag === null ? whole : `(?${flag[1]}:${whole.slice(flag[0].length)})`;
  const source = rewrite(rest).replace(/(?<!\\[pPu]|\\)\{(?!\d+,?\d*\})/g, '\\{');
  try {
    new RegExp(source, 'u');
  } catch {
    try {
      // A closing brace or bracket on its own stands for itself.
      const loose = source.replace(/(?<![\\\d,])\}/g, '\\}');
      new RegExp(loose, 'u');
      return { ok: true, source: loose };
    } catch {
      return { ok: false, message: problemOf(pattern) };
    }
  }
  return { ok: true, source };
}
