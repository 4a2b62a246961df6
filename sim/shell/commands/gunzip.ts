import { decodeUtf8, encodeUtf8, errorText, type Program, readAll } from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import { isApplet } from '../words/message.ts';
import { gunzip as inflate } from './inflate.ts';
import { openInput, type StreamingCommand, type Tool, tool } from './tool.ts';

const WHY = {
  'not gzip': 'not in gzip format',
  damaged: 'unexpected end of file',
  'too large': 'too large to be unpacked here',
} as const;

/** Unpacks one operand; returns the status. */
function* unpackOne(t: Tool, name: string, isToOutput: boolean): Program {
  const input = openInput(t, name);
  const shown = name === '-' ? 'stdin' : name;
  const own = isApplet(t.context) ? t.name : 'gzip';
  if (!input.ok) {
    yield* t.context.stderr.write(`${own}: ${name}: ${input.error}\n`);
    return 1;
  }
  const packed = encodeUtf8(yield* readAll(input.reader));
  const result = inflate(packed, LIMITS.fileCharacters);
  if (!result.ok) {
    yield* t.context.stderr.write(`\n${own}: ${shown}: ${WHY[result.error]}\n`);
    return 1;
  }
  const text = decodeUtf8(result.bytes);
  if (isToOutput || name === '-') {
    yield* t.out(text);
    return 0;
  }
  if (!name.endsWith('.gz')) {
    yield* t.context.stderr.write(`${own}: ${name}: unknown suffix -- ignored\n`);
    return 2;
  }
  const { files } = t.context;
  const written = files.write(t.path(name.slice(0, -3)), text);
  if (!written.ok) {
    yield* t.context.stderr.write(`${own}: ${name.slice(0, -3)}: ${errorText(written.error)}\n`);
    return 1;
  }
  if (!t.args.has('k')) files.remove(t.path(name));
  return 0;
}

const unpacker = (name: string, isAlwaysToOutput: boolean): StreamingCommand =>
  tool({
    name,
    summary: 'Unpacks files that gzip has packed.',
    flags: 'c|stdout k|keep f|force q|quiet v|verbose d|decompress',
    *run(t) {
      const names = t.args.operands.length === 0 ? ['-'] : t.args.operands;
      let status = 0;
      for (const one of names) {
        status = Math.max(status, yield* unpackOne(t, one, isAlwaysToOutput || t.args.has('c')));
      }
      return status;
    },
  });

export const gunzip = unpacker('gunzip', false);
export const zcat = unpacker('zcat', true);
