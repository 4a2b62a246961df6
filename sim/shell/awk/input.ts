import type { Program } from '../../kernel/index.ts';
import { unescapeString } from './lexer.ts';
import type { MainInput } from './machine.ts';
import type { Memory } from './memory.ts';
import { createRecordReader, type RecordReader } from './reader.ts';
import type { Streams } from './streams.ts';
import { AwkError } from './syntax.ts';
import { fromBytes, inputValue, toNumber, toText } from './values.ts';

const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/;

/** Sets a variable as `-v name=text` and an operand `name=text` do. */
export function assignOperand(
  operand: string,
  set: (name: string, value: ReturnType<typeof inputValue>) => void,
): boolean {
  const found = ASSIGNMENT.exec(operand);
  if (found === null) return false;
  set(found[1] ?? '', inputValue(unescapeString(found[2] ?? '')));
  return true;
}

/** The records of the files that `ARGV` names. */
export function createMainInput(
  memory: Memory,
  streams: Streams,
  set: (name: string, value: ReturnType<typeof inputValue>) => void,
  pattern: (source: string) => RegExp,
): MainInput {
  let at = 1;
  let reader: RecordReader | undefined;
  let wasOpened = false;
  let isDone = false;

  const open = (name: string): RecordReader => {
    const opened = streams.open(name);
    if ('error' in opened) throw new AwkError(['unreadInput', name, opened.error]);
    memory.set('FNR', 0);
    wasOpened = true;
    return createRecordReader(opened, streams.flushForInput);
  };
  const openNext = (): RecordReader | undefined => {
    for (; at < toNumber(memory.get('ARGC')); at++) {
      const operand = toText(memory.table('ARGV').get(String(at)) ?? '', '%.6g');
      if (operand === '' || assignOperand(operand, set)) continue;
      at++;
      memory.set('FILENAME', operand);
      return open(fromBytes(operand));
    }
    if (wasOpened) return undefined;
    memory.set('FILENAME', '-');
    return open('-');
  };
  return {
    *next(): Program<string | undefined> {
      while (!isDone) {
        reader ??= openNext();
        if (reader === undefined) break;
        const record = yield* reader.next(toText(memory.get('RS'), '%.6g'), pattern);
        if (record === undefined) {
          reader = undefined;
          continue;
        }
        memory.set('NR', toNumber(memory.get('NR')) + 1);
        memory.set('FNR', toNumber(memory.get('FNR')) + 1);
        return record;
      }
      isDone = true;
      return undefined;
    },
    skipFile() {
      reader = undefined;
    },
  };
}
