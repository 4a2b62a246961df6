import { translateRegExp } from '../../regexp.ts';
import type { Message } from '../../words/gnu.ts';
import { Complaint } from '../../words/message.ts';
import { NUMBERED_FIRST, numbered, REPLACEMENT_PARTS, withNumbered } from './numbered.ts';

export type Address =
  | { readonly type: 'line'; readonly line: number }
  | { readonly type: 'last' }
  | { readonly type: 'step'; readonly first: number; readonly step: number }
  | { readonly type: 'regexp'; readonly expression: RegExp | undefined }
  | { readonly type: 'offset'; readonly count: number }
  | { readonly type: 'multiple'; readonly count: number };

/** A piece of a replacement: text, a group, or a change of case. */
export type ReplacementPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'group'; readonly group: number }
  | { readonly type: 'case'; readonly letter: string };

export interface Substitution {
  readonly expression: RegExp | undefined;
  readonly replacement: readonly ReplacementPart[];
  readonly isGlobal: boolean;
  readonly number: number;
  readonly prints: boolean;
  /** Whether what comes out is run as a command. */
  readonly runs: boolean;
  readonly file: string | undefined;
}

export interface SedCommand {
  readonly letter: string;
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly isNegated: boolean;
  /** Text of `a`, `i`, `c`, a label, a file name, or the number of `q` and `l`. */
  readonly text: string;
  readonly substitution: Substitution | undefined;
  readonly map: ReadonlyMap<string, string>;
  /** For `{`: the index after its `}`. */
  end: number;
  /** Whether the range of this command is open, and where it ends. */
  readonly range: { isOpen: boolean; lastLine: number };
}

export class SedError extends Complaint {}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\x07',
};

/** The version of sed that this is one of. */
const VERSION = [4, 9];

/** A basic expression whose GNU operators (`\\+`, `\\?`, `\\|`) stand for themselves. */
const withoutOperators = (source: string): string =>
  source.replace(/\\([+?|])|\\[\s\S]|\[\^?\]?[^\]]*\]/g, (whole, c?: string) => c ?? whole);

/** Whether a script asks for a newer sed. */
function isNewer(wanted: string): boolean {
  const [major = 0, minor = 0] = wanted.split('.').map(Number);
  const [ownMajor = 0, ownMinor = 0] = VERSION;
  return major > ownMajor || (major === ownMajor && minor > ownMinor);
}

/** How a script is read. */
export interface SedRules {
  /** Whether its expressions are extended ones. */
  readonly isExtended: boolean;
  /** Whether GNU's extensions are switched off. */
  readonly isPosix: boolean;
  /** What ends a line. */
  readonly end: string;
}

/** How sed names a place in its script. */
type Where = (position: number) => string;

function refuseUnclosed(position: number | undefined, where: Where): void {
  if (position === undefined) return;
  throw new SedError(['openBlock', where(position).replace(/char \d+$/, 'char 0')]);
}

/** Parses a script; throws a SedError in sed's words. */
export function parseSed(script: string, where: Where, rules: SedRules): SedCommand[] {
  const { isExtended, isPosix } = rules;
  let at = 0;
  const failAt = (message: (place: string) => Message | string, position = at): never => {
    throw new SedError(message(where(position)));
  };
  const fail = (text: string, from = at): never => failAt((place) => `${place}: ${text}`, from);
  const commands: SedCommand[] = [];
  const open: { readonly index: number; readonly position: number }[] = [];
  const skipBlanks = (pattern = /[ \t]/): void => {
    while (at < script.length && pattern.test(script.charAt(at))) at++;
  };
  const number = (): number | undefined => {
    const digits = /^\d+/.exec(script.slice(at))?.[0];
    if (digits === undefined) return undefined;
    at += digits.length;
    return Number(digits);
  };
  /**
   * Text up to `delimiter`; a quoted delimiter loses its backslash. Undefined when it is missing.
   */
  const delimited = (delimiter: string, isPattern: boolean): string | undefined => {
    let out = '';
    let inBracket = false;
    for (;;) {
      const c = script.charAt(at);
      if (at >= script.length) return undefined;
      if (c === delimiter && !inBracket) {
        at++;
        return out;
      }
      if (c === '\\' && !inBracket) {
        const next = script.charAt(at + 1);
        const byNumber = NUMBERED_FIRST.exec(script.slice(at, at + 5));
        if (isPattern && byNumber !== null) {
          // What is given by its number is never special.
          out += numbered(byNumber[1] ?? '').replace(/[.*[\]^$\\]/, '\\$&');
          at += byNumber[0].length;
          continue;
        }
        // It is what the same character would be without the backslash.
        if (next === delimiter) out += next;
        else if (next === 'n' && isPattern) out += '\\n';
        else out += c + next;
        at += 2;
        continue;
      }
      if (isPattern && c === '[' && !inBracket) {
        inBracket = true;
        out += c;
        at++;
        if (script.charAt(at) === '^') {
          out += '^';
          at++;
        }
        if (script.charAt(at) === ']') {
          out += ']';
          at++;
        }
        continue;
      }
      if (inBracket && c === '\\') {
        const byNumber = NUMBERED_FIRST.exec(script.slice(at, at + 5));
        const escaped = byNumber?.[1] ?? ESCAPES[script.charAt(at + 1)];
        if (escaped !== undefined) {
          out += byNumber === null ? escaped : numbered(escaped);
          at += byNumber?.[0].length ?? 2;
          continue;
        }
      }
      if (inBracket && c === '[' && /[:.=]/.test(script.charAt(at + 1))) {
        const kind = script.charAt(at + 1);
        const end = script.indexOf(`${kind}]`, at + 2);
        if (end > 0) {
          out += script.slice(at, end + 2);
          at = end + 2;
          continue;
        }
      }
      if (inBracket && c === ']') inBracket = false;
      out += c;
      at++;
    }
  };
  const compile = (
    source: string,
    modifiers: string,
    position: number,
  ): { expression: RegExp | undefined; groups: number } => {
    if (source === '') {
      if (modifiers !== '') fail('cannot specify modifiers on empty regexp', position);
      return { expression: undefined, groups: 99 };
    }
    const plain = isPosix && !isExtended ? withoutOperators(source) : source;
    const shaped = plain.replace(/\\([tfvar])/g, (_, c: string) => ESCAPES[c] ?? c);
    const translated = translateRegExp(shaped, isExtended ? 'sed' : 'basic');
    if (!translated.ok) return fail(translated.message, position);
    let expression = translated.source.replaceAll('[^\\0]', '[^]');
    if (/m/i.test(modifiers)) {
      expression = expression
        .replaceAll('(?<![^])', '(?<=^|\\n)')
        .replaceAll('(?![^])', '(?=$|\\n)');
    }
    return {
      expression: new RegExp(expression, /i/i.test(modifiers) ? 'giu' : 'gu'),
      groups: translated.groups,
    };
  };
  const address = (): Address | undefined => {
    const c = script.charAt(at);
    if (c === '$') {
      at++;
      return { type: 'last' };
    }
    if (/\d/.test(c)) {
      const line = number() ?? 0;
      skipBlanks();
      if (script.charAt(at) === '~' && !isPosix) {
        at++;
        const step = number() ?? 0;
        // Steps of nothing are the line itself.
        return step === 0 && line > 0
          ? { type: 'line', line }
          : { type: 'step', first: line, step };
      }
      return { type: 'line', line };
    }
    if (c === '/' || c === '\\') {
      if (c === '\\') at++;
      const delimiter = script.charAt(at);
      at++;
      const source = delimited(delimiter, true);
      if (source === undefined) return failAt((place) => ['openAddress', place], script.length);
      const modifiers = /^[IM]*/.exec(script.slice(at))?.[0] ?? '';
      at += modifiers.length;
      return { type: 'regexp', expression: compile(source, modifiers, at).expression };
    }
    return undefined;
  };
  const replacement = (text: string, groups: number, position: number): ReplacementPart[] => {
    const parts: ReplacementPart[] = [];
    for (const match of text.matchAll(REPLACEMENT_PARTS)) {
      const [whole, escaped] = match;
      if (whole === '&') parts.push({ type: 'group', group: 0 });
      else if (escaped === undefined) parts.push({ type: 'text', text: whole });
      else if (escaped.length > 1) parts.push({ type: 'text', text: numbered(escaped) });
      else if (/\d/.test(escaped)) {
        if (Number(escaped) > groups)
          fail(`invalid reference \\${escaped} on \`s' command's RHS`, position);
        parts.push({ type: 'group', group: Number(escaped) });
      } else if (/[ULEul]/.test(escaped) && !isPosix) parts.push({ type: 'case', letter: escaped });
      else parts.push({ type: 'text', text: ESCAPES[escaped] ?? escaped });
    }
    return parts;
  };
  const substitution = (): Substitution => {
    const delimiter = script.charAt(at);
    at++;
    const source = delimited(delimiter, true);
    const target = source === undefined ? undefined : delimited(delimiter, false);
    if (source === undefined || target === undefined)
      return failAt((place) => ['openSubstitution', place, 's'], script.length);
    let isGlobal = false;
    let prints = false;
    let runs = false;
    let count = 0;
    let modifiers = '';
    let file: string | undefined;
    for (;;) {
      const c = script.charAt(at);
      if (c === 'g') {
        if (isGlobal) fail("multiple `g' options to `s' command", at + 1);
        isGlobal = true;
      } else if (c === 'p') {
        if (prints) fail("multiple `p' options to `s' command", at + 1);
        prints = true;
      } else if (/[iImM]/.test(c) && c !== '' && !isPosix) modifiers += c;
      else if (c === 'e' && !isPosix) runs = true;
      else if (/[1-9]/.test(c) && c !== '') {
        if (count > 0) fail("multiple number options to `s' command", at + 1);
        count = number() ?? 0;
        continue;
      } else if (c === '0') return fail("number option to `s' command may not be zero", at + 1);
      else if (c === 'w') {
        at++;
        file = restOfLine();
        if (file === '') fail('missing filename in r/R/w/W commands');
        break;
      } else if (/[ \t]/.test(c) && /^[ \t]+[gpiIeMmw0-9]/.test(script.slice(at))) {
        // Blanks may stand between the flags.
        skipBlanks();
        continue;
      } else if (c === '' || /[\s;}#]/.test(c)) break;
      else return failAt((place) => ['badSubstitution', place], at + 1);
      at++;
    }
    // By then what ends the command has been read too.
    const position = at + (/[;\n]/.test(script.charAt(at)) ? 1 : 0);
    const { expression, groups } = compile(source, modifiers, position);
    return {
      expression,
      replacement: replacement(target, groups, position),
      isGlobal,
      prints,
      runs,
      file,
      number: count,
    };
  };
  const restOfLine = (): string => {
    skipBlanks();
    const end = script.indexOf('\n', at);
    const text = script.slice(at, end < 0 ? script.length : end);
    at = end < 0 ? script.length : end;
    return text;
  };
  /** Text of `a`, `i` and `c`: on the same line, or on the next after a backslash. */
  const textArgument = (): string => {
    skipBlanks();
    if (script.charAt(at) === '\\') {
      at++;
      if (at >= script.length) return '';
      const blanks = /^[ \t]*\n/.exec(script.slice(at))?.[0] ?? '';
      at += blanks.length;
    }
    let out = '';
    while (at < script.length && script.charAt(at) !== '\n') {
      const byNumber = NUMBERED_FIRST.exec(script.slice(at, at + 5));
      if (byNumber !== null) {
        out += numbered(byNumber[1] ?? '');
        at += byNumber[0].length;
        continue;
      }
      const isQuoted = script.charAt(at) === '\\';
      if (isQuoted) at++;
      const c = script.charAt(at);
      out += isQuoted ? (ESCAPES[c] ?? c) : c;
      at++;
    }
    // The end of the script ends a text as it ends a line.
    return `${out}${at < script.length ? '\n' : rules.end}`;
  };
  const transliteration = (): Map<string, string> => {
    const delimiter = script.charAt(at);
    at++;
    const from = delimited(delimiter, false);
    const to = from === undefined ? undefined : delimited(delimiter, false);
    if (from === undefined || to === undefined)
      return failAt((place) => ['openSubstitution', place, 'y'], script.length);
    const shape = (text: string): string[] => [
      ...withNumbered(text).replace(/\\(.)/g, (_, c: string) => ESCAPES[c] ?? c),
    ];
    const [a, b] = [shape(from), shape(to)];
    if (a.length !== b.length) return fail("strings for `y' command are different lengths");
    // Of two that are told for one character the first counts.
    return new Map(a.map((c, i): [string, string] => [c, b[i] ?? '']).reverse());
  };
  const isEnd = (): void => {
    skipBlanks();
    const c = script.charAt(at);
    if (c === '}' || c === '#' || c === '') return;
    if (c !== ';' && c !== '\n') fail('extra characters after command', at + 1);
    at++;
  };
  const selection = (): Pick<SedCommand, 'from' | 'to' | 'isNegated'> => {
    if (/[+~]/.test(script.charAt(at)) && script.charAt(at) !== '') {
      fail('invalid usage of +N or ~N as first address', at + 2);
    }
    const from = address();
    let to: Address | undefined;
    skipBlanks();
    const isZero = from?.type === 'line' && from.line === 0;
    if (isZero && !isPosix && !/^,\s*\//.test(script.slice(at))) {
      const range = /^,\s*(?:\d+|\$)\s*/.exec(script.slice(at))?.[0].length ?? 0;
      fail('invalid usage of line address 0', at + range + 1);
    }
    if (from !== undefined && script.charAt(at) === ',') {
      at++;
      skipBlanks();
      const sign = script.charAt(at);
      if ((sign === '+' || sign === '~') && !isPosix) {
        at++;
        to = { type: sign === '+' ? 'offset' : 'multiple', count: number() ?? 0 };
      } else to = address();
      if (to === undefined) fail("unexpected `,'", Math.min(at + 1, script.length));
      skipBlanks();
    }
    if (isZero && isPosix) fail('invalid usage of line address 0', at + 1);
    let isNegated = false;
    while (script.charAt(at) === '!') {
      if (isNegated) fail("multiple `!'s", at + 1);
      isNegated = true;
      at++;
      skipBlanks();
    }
    return { from, to, isNegated };
  };
  const label = (pattern: RegExp): string => {
    const text = pattern.exec(script.slice(at))?.[0] ?? '';
    at += text.length;
    return text.trim();
  };
  /** What belongs to a command after its letter. */
  const argument = (letter: string): Partial<SedCommand> => {
    if (letter === '') return failAt((place) => ['noCommand', place], at - 1);
    if (isPosix && /[eFQRTWz]/.test(letter))
      return failAt((place) => ['badCommand', place, letter]);
    if (/[aic]/.test(letter)) {
      skipBlanks();
      const isBare = isPosix && script.charAt(at) !== '\\';
      if (at >= script.length || isBare)
        fail(`expected \\ after \`a', \`c' or \`i'`, at + Number(isBare));
      return { text: textArgument() };
    }
    if (letter === 'v') {
      const wanted = label(/^[ \t]*[^\s;}]*/);
      if (isNewer(wanted)) fail('expected newer version of sed');
      isEnd();
      return {};
    }
    if (letter === 'e') return { text: textArgument().replace(/^[\n\0]$/, '') };
    if (letter === ':') {
      const text = label(/^[ \t]*[^\s;]*/);
      return text === '' ? fail('":" lacks a label') : { text };
    }
    if (/[btT]/.test(letter)) return { text: label(/^[ \t]*[^\s;}]*/) };
    if (/[rRwW]/.test(letter)) {
      const text = restOfLine();
      return text === '' ? fail('missing filename in r/R/w/W commands') : { text };
    }
    let own: Partial<SedCommand> = {};
    if (letter === 's') own = { substitution: substitution() };
    else if (letter === 'y') own = { map: transliteration() };
    else if (/[qQlL]/.test(letter)) {
      skipBlanks();
      own = { text: String(number() ?? '') };
    } else if (!/[=dDFgGhHnNpPvxz]/.test(letter))
      return failAt((place) => ['badCommand', place, letter]);
    isEnd();
    return own;
  };
  const refuseAddresses = (letter: string, from?: Address, to?: Address): void => {
    if (/[qQ]/.test(letter) && to !== undefined) fail('command only uses one address', at);
    if (letter === '#') fail("comments don't accept any addresses", at);
    if (letter === ':' && from !== undefined) fail(": doesn't want any addresses", at);
  };
  while (at < script.length) {
    skipBlanks(/[\s;]/);
    if (at >= script.length) break;
    if (script.charAt(at) === '#') {
      restOfLine();
      continue;
    }
    const { from, to, isNegated } = selection();
    const letter = script.charAt(at);
    at++;
    const command: SedCommand = {
      letter,
      from,
      to,
      isNegated,
      text: '',
      substitution: undefined,
      map: new Map(),
      end: 0,
      range: { isOpen: false, lastLine: 0 },
    };
    const add = (extra: Partial<SedCommand>): void => {
      commands.push({ ...command, ...extra });
    };
    if (letter === '{') {
      open.push({ index: commands.length, position: at });
      add({});
    } else if (letter === '}') {
      const start = open.pop();
      if (start === undefined) return fail("unexpected `}'");
      if (from !== undefined) fail("`}' doesn't want any addresses");
      const opening = commands[start.index];
      add({});
      if (opening !== undefined) opening.end = commands.length;
      isEnd();
    } else {
      refuseAddresses(letter, from, to);
      add(argument(letter));
    }
  }
  refuseUnclosed(open.at(-1)?.position, where);
  return commands;
}
