import {
  type CommandContext,
  createPipe,
  errorText,
  openedPath,
  type Process,
  type Program,
  type Reader,
  screenOf,
  until,
} from '../../kernel/index.ts';
import { isReadingDirectory } from '../commands/inputs.ts';
import { hasStreams } from '../stream-files.ts';
import type { ShellHost } from '../types.ts';
import { createRecordReader, type RecordReader } from './reader.ts';
import { AwkError } from './syntax.ts';
import { fromBytes } from './values.ts';

/** Characters of standard output that are held back, as by the C library. */
const BUFFER_SIZE = 4096;

interface Output {
  readonly isPipe: boolean;
  write(text: string): Program<void>;
  close(): Program<number>;
}

/** Everything that a program reads and writes besides its main input. */
export interface Streams {
  /** Writes bytes to standard output. */
  print(bytes: string): Program<void>;
  /** Writes bytes to a file, which is emptied when it is opened by `>`, or to a command. */
  printTo(mode: '>' | '>>' | '|', name: string, bytes: string): Program<void>;
  /** What reads a file; undefined when there is none. */
  readFile(name: string): RecordReader | undefined;
  readCommand(line: string): Program<RecordReader>;
  /** Runs a command and returns its exit code. */
  system(line: string): Program;
  /** Closes all streams of that name; -1 when there is none. */
  close(name: string): Program;
  flush(): Program<void>;
  /** Shows what was printed before input is waited for, unless a command prints first. */
  flushForInput(): Program<void>;
  closeAll(): Program<void>;
  open(name: string): Reader | { readonly error: string };
}

/** Waits for a child; if this program is ended meanwhile, so is the child. */
function* waitFor(child: Process): Program {
  try {
    yield* until(() => child.exitCode() !== undefined);
    return child.exitCode() ?? 0;
  } finally {
    child.signal('SIGKILL');
  }
}

/** Opens files and commands on behalf of an awk program. */
export function createStreams(host: ShellHost, context: CommandContext): Streams {
  const outputs = new Map<string, Output>();
  const inputs = new Map<string, { reader: RecordReader; close: () => Program }>();
  let held = '';

  const start = (
    line: string,
    changes: Partial<Pick<CommandContext, 'stdin' | 'stdout' | 'tty'>>,
    onEnd: () => void,
  ): Process => {
    const shell = host.commands.get('sh');
    if (shell === undefined) throw new Error('the table has no sh');
    return host.processes.spawn(
      'sh',
      (self) => shell.run({ ...context, ...changes, args: ['-c', line], name: 'sh', self }),
      onEnd,
    );
  };
  const flush = function* (): Program<void> {
    const text = fromBytes(held);
    held = '';
    if (text !== '') yield* context.stdout.write(text);
  };
  const print = function* (bytes: string): Program<void> {
    held += bytes;
    if (held.length >= BUFFER_SIZE || screenOf(context.stdout) !== undefined) yield* flush();
  };
  const open = (name: string): Reader | { error: string } => {
    if (name === '-' || name === '/dev/stdin') {
      return isReadingDirectory(context) ? { error: errorText('EISDIR') } : context.stdin;
    }
    const path = openedPath(context.directory, name);
    const { files } = context;
    const stream = hasStreams(files) ? files.openStream(path) : undefined;
    if (stream !== undefined) return stream.reader;
    const stat = files.stat(path);
    if (!stat.ok) return { error: errorText(stat.error) };
    if (stat.value.type === 'directory') return { error: errorText('EISDIR') };
    let isRead = false;
    return {
      // biome-ignore lint/correctness/useYield: files never wait
      *read() {
        if (isRead) return undefined;
        isRead = true;
        const content = files.read(path);
        return content.ok && content.value !== '' ? content.value : undefined;
      },
    };
  };

  const openFile = (name: string, isAppend: boolean): Output => {
    const { stderr, files, directory } = context;
    // biome-ignore lint/correctness/useYield: nothing to wait for
    const close = function* (): Program {
      return 0;
    };
    if (name === '/dev/stdout' || name === '-') return { isPipe: false, write: print, close };
    if (name === '/dev/stderr') {
      const write = function* (text: string): Program<void> {
        yield* stderr.write(fromBytes(text));
      };
      return { isPipe: false, write, close };
    }
    const path = openedPath(directory, name);
    const stream = hasStreams(files) ? files.openStream(path, 'write') : undefined;
    if (stream !== undefined) {
      const write = function* (text: string): Program<void> {
        yield* stream.writer.write(fromBytes(text));
      };
      return { isPipe: false, write, close };
    }
    const made = isAppend ? files.append(path, '') : files.write(path, '');
    if (!made.ok) {
      throw new AwkError(`cannot open "${name}" for output (${errorText(made.error)})`);
    }
    // biome-ignore lint/correctness/useYield: files never wait
    const write = function* (text: string): Program<void> {
      files.append(path, fromBytes(text));
    };
    return { isPipe: false, write, close };
  };

  const openCommand = function* (line: string): Program<Output> {
    yield* flush();
    const pipe = createPipe();
    const child = start(line, { stdin: pipe.reader, tty: undefined }, pipe.closeReader);
    return {
      isPipe: true,
      *write(text) {
        yield* pipe.writer.write(fromBytes(text));
      },
      *close() {
        pipe.closeWriter();
        return yield* waitFor(child);
      },
    };
  };

  return {
    print,
    flush,
    open,
    *flushForInput() {
      if (outputs.size === 0) yield* flush();
    },
    *printTo(mode, name, bytes) {
      let output = outputs.get(name);
      if (output === undefined) {
        output = mode === '|' ? yield* openCommand(name) : openFile(name, mode === '>>');
        outputs.set(name, output);
      }
      yield* output.write(bytes);
    },
    readFile(name) {
      const known = inputs.get(name);
      if (known !== undefined) return known.reader;
      const opened = open(name);
      if ('error' in opened) return undefined;
      const reader = createRecordReader(opened, flush);
      // biome-ignore lint/correctness/useYield: a file closes at once
      const close = function* (): Program {
        return 0;
      };
      inputs.set(name, { reader, close });
      return reader;
    },
    *readCommand(line) {
      const known = inputs.get(line);
      if (known !== undefined) return known.reader;
      yield* flush();
      const pipe = createPipe();
      const child = start(line, { stdout: pipe.writer, tty: undefined }, pipe.closeWriter);
      const reader = createRecordReader(pipe.reader, flush);
      const close = function* (): Program {
        pipe.closeReader();
        return yield* waitFor(child);
      };
      inputs.set(line, { reader, close });
      return reader;
    },
    *system(line) {
      yield* flush();
      return yield* waitFor(start(line, {}, () => undefined));
    },
    *close(name) {
      const output = outputs.get(name);
      const input = inputs.get(name);
      outputs.delete(name);
      inputs.delete(name);
      if (output === undefined && input === undefined) return -1;
      if (output?.isPipe) yield* flush();
      const status = output === undefined ? 0 : yield* output.close();
      return input === undefined ? status : yield* input.close();
    },
    *closeAll() {
      for (const output of outputs.values()) yield* output.close();
      yield* flush();
      for (const input of inputs.values()) yield* input.close();
    },
  };
}
