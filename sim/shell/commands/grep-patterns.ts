import type { Program } from '../../kernel/index.ts';
import { longestFirst, translateRegExp } from '../regexp.ts';
import type { ParsedArguments } from './arguments.ts';
import { linesOf, openInput } from './inputs.ts';
import { translatePerl } from './perl-regexp.ts';
import type { Tool } from './tool.ts';

/** What is said of a call that cannot be. */
export const usageOf = (name: string): string =>
  `Usage: ${name} [OPTION]... PATTERNS [FILE]...\nTry '${name} --help' for more information.\n`;

const escapeFixed = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** What lines are compared with. */
export interface Matcher {
  readonly expression: RegExp;
  readonly warnings: readonly string[];
}

/** What is said of repetitions that have nothing to repeat. */
function warningsOf(pattern: string): string[] {
  const anchored = pattern.replace(/\\[<>bB]/g, '^');
  const bare = anchored.replace(/\\[\s\S]|\[\^?\]?[^\]]*\]/g, '_');
  const starts = bare.matchAll(/(?:^|[(|])[$^]*([*+?]|\{\d*,?\d*\})/g);
  return [...starts].map(([, operator = '']) => {
    const shown = operator.startsWith('{') ? '{...}' : operator;
    return `warning: ${shown} at start of expression`;
  });
}

/** One expression for all patterns, or the words of the error. */
export function compile(
  patterns: readonly string[],
  args: ParsedArguments,
  name: string,
): Matcher | string {
  const { has } = args;
  const own = name === 'egrep' ? ['E'] : name === 'fgrep' ? ['F'] : [];
  const chosen = args.all.flatMap(({ name: one }) => (/^[EFGP]$/.test(one) ? [one] : []));
  const matchers = new Set([...own, ...chosen]);
  if (matchers.size > 1) return 'conflicting matchers specified';
  const [mode = 'G'] = matchers;
  const warnings: string[] = [];
  const sources: string[] = [];
  let groups = 0;
  for (const pattern of patterns) {
    if (mode === 'F') {
      sources.push(escapeFixed(pattern));
      continue;
    }
    if (mode === 'P') {
      if (patterns.length > 1) return 'the -P option only supports a single pattern';
      const given = translatePerl(pattern);
      if (!given.ok) return given.message;
      sources.push(given.source);
      continue;
    }
    if (/^\[([:.=])[^\]]*\1\]$/.test(pattern)) {
      return 'character class syntax is [[:space:]], not [:space:]';
    }
    const text = mode === 'G' ? pattern.replace(/^(?:\\\{\d*,?\d*\\\})+/, '') : pattern;
    const translated = translateRegExp(text, mode === 'E' ? 'grep' : 'basic');
    if (!translated.ok) return translated.message;
    if (mode === 'E') warnings.push(...warningsOf(pattern));
    sources.push(
      translated.source.replace(
        /\(\?:\\([1-9])\)/g,
        (_, n: string) => `(?:\\${Number(n) + groups})`,
      ),
    );
    groups += translated.groups;
  }
  let source = longestFirst(sources)
    .map((one) => (sources.length > 1 ? `(?:${one})` : one))
    .join('|');
  if (has('x')) source = `(?<![^])(?:${source})(?![^])`;
  else if (has('w')) source = `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`;
  // What is searched as text may hold NUL.
  if (has('a') || args.value('binary-files') === 'text')
    source = source.replaceAll('[^\\0]', '[^]');
  const ignoresCase = has('i') || has('y');
  return { expression: new RegExp(source, ignoresCase ? 'giu' : 'gu'), warnings };
}

/** Patterns from -e, -f or the first operand, and what is left to search. */
export function* readPatterns(
  t: Tool,
): Program<{ patterns: string[]; operands: string[] } | number> {
  const { has, all } = t.args;
  const operands = [...t.args.operands];
  const patterns = all
    .filter((one) => one.name === 'e')
    .flatMap((one) => (one.value ?? '').split('\n'));
  for (const file of all.filter((one) => one.name === 'f')) {
    const opened = openInput(t, file.value ?? '');
    if (!opened.ok) {
      yield* t.err(`${file.value}: ${opened.error}`);
      return 2;
    }
    let text = '';
    for (
      let part = yield* opened.reader.read();
      part !== undefined;
      part = yield* opened.reader.read()
    )
      text += part;
    patterns.push(...linesOf(text));
  }
  if (patterns.length === 0 && !has('e') && !has('f')) {
    const first = operands.shift();
    if (first === undefined) {
      yield* t.context.stderr.write(usageOf(t.name));
      return 2;
    }
    patterns.push(...first.split('\n'));
  }
  return { patterns, operands };
}
