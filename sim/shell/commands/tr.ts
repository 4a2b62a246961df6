import { errorText, ownAt } from '../../kernel/index.ts';
import { LETTER_ESCAPES } from '../escapes.ts';
import { joinBytes } from '../expand/quote.ts';
import { isReadingDirectory } from './inputs.ts';
import { toBytes } from './text-units.ts';
import { misuse, tool } from './tool.ts';

const CLASS_MEMBERS: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[\t-\r ]/,
  blank: /[\t ]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is the class of them
  cntrl: /[\0-\x1f\x7f]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** Every byte, as the text that stands for it. */
const BYTES = Array.from({ length: 256 }, (_, i) => String.fromCharCode(i < 128 ? i : 0xdc00 + i));

interface TrSet {
  readonly characters: string[];
  /** Which classes were named, for case conversion. */
  readonly classes: string[];
  readonly hasEquivalence: boolean;
  /** Whether a class is the last of it. */
  readonly endsWithClass: boolean;
  /** Where `[c*]` fills up, and with what. */
  readonly fill: { readonly at: number; readonly text: string } | undefined;
}

interface Token {
  readonly text: string;
  readonly isEscaped: boolean;
}

/** Characters of a set, with their escapes read. */
function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  const units = toBytes(text);
  for (let i = 0; i < units.length; i++) {
    const c = units[i] ?? '';
    if (c === '\\') {
      const octal = /^[0-7]{1,3}/.exec(units.slice(i + 1, i + 4).join(''))?.[0];
      if (octal !== undefined) {
        const code = Number.parseInt(octal, 8);
        tokens.push({
          text: String.fromCharCode(code < 128 ? code : 0xdc00 + code),
          isEscaped: true,
        });
        i += octal.length;
      } else {
        const next = units[i + 1];
        tokens.push({
          text: next === undefined ? '\\' : (LETTER_ESCAPES[next] ?? next),
          isEscaped: true,
        });
        i++;
      }
    } else tokens.push({ text: c, isEscaped: false });
  }
  return tokens;
}

function readTrSet(text: string): TrSet | string {
  const tokens = readTokens(text);
  const characters: string[] = [];
  const classes: string[] = [];
  let fill: TrSet['fill'];
  let hasEquivalence = false;
  let endsWithClass = false;
  for (let i = 0; i < tokens.length; ) {
    const rest = tokens
      .slice(i)
      .map((token) => (token.isEscaped ? '\0' : token.text))
      .join('');
    const named = /^\[:(\w+):\]/.exec(rest);
    const repeat = /^\[([\s\S])\*(\d*)\]/.exec(
      tokens
        .slice(i)
        .map((token) => token.text)
        .join(''),
    );
    const same = /^\[=([\s\S])=\]/.exec(rest);
    const several = /^\[=([^=]{2,})=\]/.exec(rest);
    const badCount = /^\[[\s\S]\*(?!0[0-7]*\]|[1-9]\d{0,18}\]|\])([^\]]*)\]/.exec(rest);
    if (several !== null) {
      return `${several[1]}: equivalence class operand must be a single character`;
    }
    if (badCount !== null) {
      return `invalid repeat count ‘${badCount[1]}’ in [c*n] construct`;
    }
    if (named !== null) {
      const name = named[1] ?? '';
      const members = ownAt(CLASS_MEMBERS, name);
      if (members === undefined) return `invalid character class ‘${name}’`;
      classes.push(name);
      endsWithClass = i + named[0].length === tokens.length;
      characters.push(...BYTES.filter((c) => members.test(c)));
      i += named[0].length;
    } else if (same !== null) {
      characters.push(same[1] ?? '');
      hasEquivalence = true;
      i += same[0].length;
    } else if (repeat !== null && tokens[i]?.isEscaped === false) {
      const count = Number(
        repeat[2] === ''
          ? 0
          : Number.parseInt(repeat[2] ?? '0', (repeat[2] ?? '').startsWith('0') ? 8 : 10),
      );
      if (count === 0) fill = { at: characters.length, text: repeat[1] ?? '' };
      else characters.push(...Array.from({ length: count }, () => repeat[1] ?? ''));
      i += repeat[0].length;
    } else if (
      tokens[i + 1]?.text === '-' &&
      !tokens[i + 1]?.isEscaped &&
      tokens[i + 2] !== undefined
    ) {
      const [low, high] = [tokens[i]?.text ?? '', tokens[i + 2]?.text ?? ''];
      const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
      if (from > to)
        return `range-endpoints of '${low}-${high}' are in reverse collating sequence order`;
      characters.push(...BYTES.filter((c) => c >= low && c <= high));
      i += 3;
    } else {
      characters.push(tokens[i]?.text ?? '');
      i++;
    }
  }
  return { characters, classes, hasEquivalence, endsWithClass, fill };
}

/** Why the first set cannot be translated into the second; undefined when it can. */
function problemOf(
  from: TrSet,
  to: TrSet,
  isComplement: boolean,
  cuts: boolean,
): string | undefined {
  if (to.hasEquivalence) return '[=c=] expressions may not appear in string2 when translating';
  if (to.classes.some((one) => one !== 'upper' && one !== 'lower')) {
    return (
      'when translating, the only character classes that may appear in\n' +
      "string2 are 'upper' and 'lower'"
    );
  }
  const isMatched = to.classes.length <= from.classes.filter((one) => /er$/.test(one)).length;
  if (!isComplement && !isMatched) return 'misaligned [:upper:] and/or [:lower:] construct';
  const isShort = to.fill === undefined && from.characters.length > to.characters.length;
  if (isShort && !cuts) {
    if (to.characters.length === 0) return 'when not truncating set1, string2 must be non-empty';
    if (to.endsWithClass) {
      return (
        'when translating with string1 longer than string2,\n' +
        'the latter string must not end with a character class'
      );
    }
  }
  const isOne = new Set(filledTargets(from, to)).size <= 1;
  if (isComplement && from.classes.length > 0 && !isOne) {
    return (
      'when translating with complemented character classes,\n' +
      'string2 must map all characters in the domain to one'
    );
  }
  return undefined;
}

/** The second set, as long as the first when `[c*]` fills it up. */
function filledTargets(from: TrSet, to: TrSet): string[] {
  const targets = [...to.characters];
  if (to.fill === undefined) return targets;
  const missing = Math.max(0, from.characters.length - targets.length);
  targets.splice(to.fill.at, 0, ...Array.from({ length: missing }, () => to.fill?.text ?? ''));
  return targets;
}

/** What is wrong with how many sets there are. */
function operandProblem(
  operands: readonly string[],
  deletes: boolean,
  squeezes: boolean,
): string | undefined {
  const [first = '', second] = operands;
  if (second === undefined && deletes === squeezes) {
    const hint = deletes
      ? 'Two strings must be given when both deleting and squeezing repeats.'
      : 'Two strings must be given when translating.';
    return `missing operand after ‘${first}’\n${hint}`;
  }
  const most = deletes && !squeezes ? 1 : 2;
  const extra = operands[most];
  if (extra === undefined) return undefined;
  const hint =
    most === 1 ? '\nOnly one string may be given when deleting without squeezing repeats.' : '';
  return `extra operand ‘${extra}’${hint}`;
}

export const tr = tool({
  name: 'tr',
  summary: 'Translates, squeezes or deletes characters.',
  flags: 'c|complement C d|delete s|squeeze-repeats t|truncate-set1',
  stopsAtOperand: true,
  *run(t) {
    const { has, operands } = t.args;
    const [first, second] = operands;
    const deletes = has('d');
    const squeezes = has('s');
    const isComplement = has('c') || has('C');
    if (first === undefined) return yield* misuse(t, 'tr', 'missing operand');
    const unwanted = operandProblem(operands, deletes, squeezes);
    if (unwanted !== undefined) return yield* misuse(t, 'tr', unwanted);
    const given = readTrSet(first);
    const to = readTrSet(second ?? '');
    for (const set of [given, to]) {
      if (typeof set !== 'string') continue;
      yield* t.err(set);
      return 1;
    }
    if (typeof given === 'string' || typeof to === 'string') return 1;
    const named = new Set(given.characters);
    const from = isComplement
      ? { ...given, characters: BYTES.filter((c) => !named.has(c)) }
      : given;
    const translates = second !== undefined && !deletes;
    const fills = 'the [c*] repeat construct may not appear in string1';
    const late = 'the [c*] construct may appear in string2 only when translating';
    const wrong =
      given.fill !== undefined
        ? fills
        : translates
          ? problemOf(from, to, isComplement, has('t'))
          : to.fill === undefined
            ? undefined
            : late;
    if (wrong !== undefined) {
      yield* t.err(wrong);
      return 1;
    }
    const loose = operands.find((one) => /(?:^|[^\\])(?:\\\\)*\\$/.test(one));
    if (loose !== undefined) {
      yield* t.err('warning: an unescaped backslash at end of string is not portable');
    }
    const source = new Set(from.characters);
    const targets = filledTargets(from, to);
    const map = new Map<string, string>();
    if (translates) {
      from.characters.forEach((c, i) => {
        const target = targets[i] ?? (has('t') ? undefined : targets.at(-1));
        if (target !== undefined) map.set(c, target);
      });
    }
    const squeezed = second === undefined ? source : new Set(targets);
    let previous = '';
    if (isReadingDirectory(t.context)) {
      yield* t.err(`read error: ${errorText('EISDIR')}`);
      return 1;
    }
    for (;;) {
      const part = yield* t.context.stdin.read();
      if (part === undefined) return 0;
      let out = '';
      for (const c of /^[\0-\x7f]*$/.test(part) ? part : toBytes(part)) {
        if (deletes && source.has(c)) continue;
        const changed = map.get(c) ?? c;
        if (squeezes && changed === previous && squeezed.has(changed)) continue;
        previous = changed;
        out += changed;
      }
      yield* t.out(joinBytes(out));
    }
  },
});
