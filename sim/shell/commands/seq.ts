import { work } from '../../kernel/index.ts';
import { formatPrintf, OF_NUMBERS } from '../format.ts';
import { misuse, tool } from './tool.ts';

const decimals = (text: string): number => {
  const match = /^[-+]?\d*(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(text);
  return match === null ? 0 : Math.max(0, (match[1]?.length ?? 0) - Number(match[2] ?? '0'));
};

/** Terms that are too large for a number; undefined when they are not. At most `LARGE_TERMS`. */
function largeIntegers(first: string, step: string, last: string): bigint[] | undefined {
  if (![first, step, last].every((text) => /^[-+]?\d+$/.test(text))) return undefined;
  if (Math.max(Math.abs(Number(first)), Math.abs(Number(last))) < 2 ** 53) return undefined;
  const [from, by, to] = [first, step, last].map((text) => BigInt(text.replace(/^\+/, '')));
  if (from === undefined || by === undefined || to === undefined) return undefined;
  if ((to - from) / by > LARGE_TERMS) return undefined;
  const terms: bigint[] = [];
  for (let term = from; by > 0n ? term <= to : term >= to; term += by) terms.push(term);
  return terms;
}

/** So many large numbers come at once. */
const LARGE_TERMS = 10_000n;

export const seq = tool({
  name: 'seq',
  summary: 'Prints a sequence of numbers.',
  flags: 'f|format: s|separator: w|equal-width',
  stopsAtOperand: true,
  rewrite(args) {
    // A negative number is an operand, not an option.
    let at = 0;
    if (args.includes('--')) return args;
    while (/^-[a-z-]/.test(args[at] ?? '')) at += /^-[fs]$/.test(args[at] ?? '') ? 2 : 1;
    return /^-[\d.]/.test(args[at] ?? '') ? [...args.slice(0, at), '--', ...args.slice(at)] : args;
  },
  *run(t) {
    const { operands, value, has } = t.args;
    if (operands.length === 0) return yield* misuse(t, 'seq', 'missing operand');
    if (operands.length > 3) return yield* misuse(t, 'seq', `extra operand ‘${operands[3]}’`);
    for (const text of operands) {
      if (/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$|^\s*[-+]?inf$/i.test(text)) continue;
      if (/^\s*0x[0-9a-f]+$/i.test(text)) continue;
      if (/^[-+]?nan$/i.test(text)) {
        return yield* misuse(t, 'seq', `invalid ‘not-a-number’ argument: ‘${text}’`);
      }
      return yield* misuse(t, 'seq', ['badFloat', text]);
    }
    const [a = '', b = '', c = ''] = operands.map((text) => text.trimStart());
    const [first, step, last] =
      operands.length === 1 ? ['1', '1', a] : operands.length === 2 ? [a, '1', b] : [a, b, c];
    if (Number(step) === 0)
      return yield* misuse(t, 'seq', `invalid Zero increment value: ‘${step}’`);
    const places = Math.max(decimals(first), decimals(step));
    const format = value('f');
    const directives = format?.match(/%[^%]/g)?.length ?? 0;
    if (format !== undefined && /^(?:[^%]|%%)*%$/.test(format)) {
      yield* t.err(`format ‘${format}’ ends in %`);
      return 1;
    }
    if (format !== undefined && directives === 0) {
      yield* t.err(`format ‘${format}’ has no % directive`);
      return 1;
    }
    const unknown = /%[-+ 0#']*\d*(?:\.\d*)?([^-+ #'\d.efgaEFGA%])/.exec(format ?? '')?.[1];
    if (unknown !== undefined) {
      yield* t.err(`format ‘${format}’ has unknown %${unknown} directive`);
      return 1;
    }
    if (format !== undefined && directives > 1) {
      yield* t.err(`format ‘${format}’ has too many % directives`);
      return 1;
    }
    const scale = 10 ** places;
    const from = Math.round(Number(first) * scale);
    const by = Math.round(Number(step) * scale);
    const end = /inf/i.test(last)
      ? Number(last.replace(/inf.*/i, 'Infinity'))
      : Number(last) * scale;
    const width = has('w')
      ? Math.max(...[first, last].map((text) => Number(text).toFixed(places).length))
      : 0;
    const show = (units: number): string => {
      const text = (units / scale).toFixed(places);
      if (format !== undefined) return formatPrintf(format, [text], OF_NUMBERS).text;
      if (width === 0) return text;
      return text.startsWith('-')
        ? `-${text.slice(1).padStart(width - 1, '0')}`
        : text.padStart(width, '0');
    };
    const separator = value('s') ?? '\n';
    const large = largeIntegers(first, step, last);
    if (large !== undefined) {
      yield* t.out(`${[...large].join(separator)}\n`);
      return 0;
    }
    let [block, blocks, isFirst] = ['', 0, true];
    const epsilon = 1e-9 * scale;
    for (let units = from; by > 0 ? units <= end + epsilon : units >= end - epsilon; units += by) {
      block += (isFirst ? '' : separator) + show(units);
      isFirst = false;
      // A step that is too small for the number leads nowhere.
      if (units + by === units && Number.isFinite(units)) break;
      if (block.length < 4096) continue;
      yield* t.out(block);
      block = '';
      // Into a file nothing slows it down, so time must.
      if (++blocks % 64 === 0) yield* work(1);
    }
    yield* t.out(block + (isFirst ? '' : '\n'));
    return 0;
  },
});
