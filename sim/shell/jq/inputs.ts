import { errorText, type Program, type Reader } from '../../kernel/index.ts';
import { isDirectoryError, openInput } from '../commands/inputs.ts';
import type { Tool } from '../commands/tool.ts';
import { createJsonReader, type JsonError } from './json.ts';
import type { JqOptions } from './options.ts';
import { repaired } from './utf8.ts';
import type { Json } from './values.ts';

/** A value that was read, and where reading stood then. */
export interface Input {
  readonly value: Json;
  /** What stood in the place of a value and is no JSON. */
  readonly mistake: JsonError | undefined;
  readonly name: string;
  readonly line: number;
}

/** Reads the inputs of a program one after the other. */
export interface Inputs {
  next(): Program<Input | undefined>;
  /** Whether some file could not be opened. */
  hasFailed(): boolean;
}

/** The values (or lines) of files; `options` say what an input is. */
export function createInputs(t: Tool, options: JqOptions): Inputs {
  const names = options.files.length === 0 ? ['-'] : options.files;
  const isRaw = options.flags.has('R');
  const isSlurp = options.flags.has('s');
  const json = createJsonReader();
  const ready: Input[] = [];
  let at = 0;
  let reader: Reader | undefined;
  let name = '';
  let line = 0;
  let pending = '';
  let isOver = false;
  let failed = false;
  let isAfterDirectory = false;

  const add = (value: Json): void => {
    ready.push({ value, mistake: undefined, name, line });
  };
  const addMistake = (mistake: JsonError): void => {
    ready.push({ value: null, mistake, name, line });
  };
  const take = (text: string): void => {
    if (text.endsWith('\n')) line++;
    if (!isRaw) json.push(text, add, addMistake);
    else if (isSlurp) pending += text;
    else if (text.endsWith('\n')) {
      add(repaired(pending + text.slice(0, -1)));
      pending = '';
    } else pending += text;
  };
  const finish = (): void => {
    isOver = true;
    if (!isRaw) json.end(add, addMistake);
    else if (pending !== '' || isSlurp) add(repaired(pending));
  };
  const open = function* (): Program<boolean> {
    const file = names[at++];
    if (file === undefined) return false;
    const opened = openInput(t, file);
    // A directory is opened, and is told of when the next file is.
    if (isAfterDirectory) yield* t.context.stderr.write(`Input error: ${errorText('EISDIR')}\n`);
    isAfterDirectory = isDirectoryError(opened);
    if (isAfterDirectory) failed = true;
    else if (!opened.ok) {
      failed = true;
      yield* t.context.stderr.write(`jq: error: Could not open file ${file}: ${opened.error}\n`);
    } else {
      reader = opened.reader;
      name = file === '-' ? '<stdin>' : file;
      line = 0;
    }
    return true;
  };
  const fetch = function* (): Program<void> {
    while (ready.length === 0 && !isOver) {
      if (reader === undefined) {
        if (!(yield* open())) finish();
        continue;
      }
      const part = yield* reader.read();
      if (part === undefined) reader = undefined;
      else for (const text of part.match(/[^\n]*\n|[^\n]+$/g) ?? []) take(text);
    }
  };
  let wasSlurped = false;
  return {
    hasFailed: () => failed,
    *next() {
      if (!isSlurp || isRaw) {
        yield* fetch();
        return ready.shift();
      }
      if (wasSlurped) return undefined;
      wasSlurped = true;
      const all: Json[] = [];
      for (;;) {
        yield* fetch();
        const one = ready.shift();
        if (one === undefined) return { value: all, mistake: undefined, name, line };
        if (one.mistake !== undefined) return one;
        all.push(one.value);
      }
    },
  };
}
