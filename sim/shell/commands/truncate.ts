import { errorText, type Program, utf8Length } from '../../kernel/index.ts';
import { joinBytes } from '../expand/quote.ts';
import { quotedName } from './file-names.ts';
import { toBytes } from './text-units.ts';
import { misuse, type Tool, tool } from './tool.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  K: 1024,
  k: 1024,
  M: 1024 ** 2,
  m: 1024 ** 2,
  G: 1024 ** 3,
  KB: 1000,
  MB: 1e6,
};

/** The new size of a file that has `old` bytes, by its sign: `+`, `-`, `<`, `>`, `/` and `%`. */
function sizeAfter(old: number, sign: string, amount: number): number {
  switch (sign) {
    case '+':
      return old + amount;
    case '-':
      return Math.max(0, old - amount);
    case '<':
      return Math.min(old, amount);
    case '>':
      return Math.max(old, amount);
    case '/':
      return amount === 0 ? 0 : Math.floor(old / amount) * amount;
    case '%':
      return amount === 0 ? 0 : Math.ceil(old / amount) * amount;
    default:
      return amount;
  }
}

function* resize(t: Tool, name: string, sign: string, amount: number): Program<number> {
  const { files } = t.context;
  const old = files.read(t.path(name));
  if (!old.ok && t.args.has('c')) return 0;
  const text = old.ok ? old.value : '';
  const length = utf8Length(text);
  const size = sizeAfter(length, sign, amount);
  const content =
    size < length
      ? joinBytes(toBytes(text).slice(0, size).join(''))
      : text + '\0'.repeat(size - length);
  const written = files.write(t.path(name), content);
  if (written.ok) return 0;
  yield* t.err(`cannot open ${quotedName(name)} for writing: ${errorText(written.error)}`);
  return 1;
}

export const truncate = tool({
  name: 'truncate',
  summary: 'Makes files as long as asked for.',
  flags: 's|size: c|no-create o|io-blocks r|reference:',
  *run(t) {
    const { value, operands } = t.args;
    const text = value('s');
    const reference = value('r');
    if (text === undefined && reference === undefined) {
      return yield* misuse(t, 'truncate', 'you must specify either ‘--size’ or ‘--reference’');
    }
    const match = /^([-+<>/%]?)(\d+)([A-Za-z]*)$/.exec(text ?? '0');
    const unit = match === null ? undefined : UNITS[match[3] ?? ''];
    if (match === null || unit === undefined) {
      yield* t.err(`Invalid number: ‘${text}’`);
      return 1;
    }
    if (operands.length === 0) return yield* misuse(t, 'truncate', 'missing file operand');
    let amount = Number(match[2]) * unit;
    if (reference !== undefined && text === undefined) {
      const stat = t.context.files.stat(t.path(reference));
      if (!stat.ok) {
        yield* t.err(`cannot stat ${quotedName(reference)}: ${errorText(stat.error)}`);
        return 1;
      }
      amount = stat.value.size;
    }
    let status = 0;
    for (const name of operands) {
      status = Math.max(status, yield* resize(t, name, match[1] ?? '', amount));
    }
    return status;
  },
});
