import {
  createLineReader,
  interruptible,
  type LineRequest,
  type Program,
  type Reader,
  type Tty,
  until,
  type Writer,
} from '../kernel/index.ts';

/** What somebody who is attached to a container gives to its main program. */
export interface Attached {
  readonly stdin: Reader | undefined;
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly tty: Tty | undefined;
}

/** What a container's definition says about the input of its main program. */
export interface ConsoleKind {
  readonly hasTty: boolean;
  /** Whether its input ends when the first who was attached goes away (`stdinOnce`). */
  readonly isOnce: boolean;
}

/** The streams of a main program that has an input. */
export interface Console {
  readonly stdin: Reader;
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly tty: Tty | undefined;
  connect(attached: Attached): void;
  disconnect(attached: Attached): void;
}

const SIZE = { columns: 80, rows: 24 };

/** A terminal over streams that are none, for who attaches to one without having one. */
function ttyOver({ stdin, stdout, tty }: Attached): Tty {
  if (tty !== undefined) return tty;
  const lines = createLineReader(stdin ?? { read: () => until(() => false) as Program<undefined> });
  function* readLine({ prompt }: LineRequest): Program<string | undefined> {
    yield* stdout.write(prompt);
    return yield* lines.next();
  }
  return {
    columns: () => SIZE.columns,
    rows: () => SIZE.rows,
    readLine,
    *edit() {
      yield* stdout.write('the editor needs a terminal\n');
      return undefined;
    },
    *readKey() {
      return yield* lines.next();
    },
    *read() {
      const line = yield* lines.next();
      return line === undefined ? undefined : `${line}\n`;
    },
    write: stdout.write,
    advise: () => undefined,
    *readText() {
      const line = yield* lines.next();
      return line === undefined ? undefined : `${line}\n`;
    },
    setEcho: () => undefined,
    isEchoing: () => true,
    resize: () => undefined,
  };
}

/**
 * Creates the streams of a main program. What it writes goes to `log` and to everybody who is
 * attached; what it reads comes from the last who attached with an input, and until there is one
 * it waits. Models the attach subresource of the kubelet and its runtime.
 */
export function createConsole(kind: ConsoleKind, log: (text: string) => void): Console {
  const all: { readonly attached: Attached; readonly tty: Tty; isEnded: boolean }[] = [];
  let isClosed = false;
  const current = () => all.findLast(({ attached, isEnded }) => attached.stdin && !isEnded);

  /** Asks who attached last; another one when that changes before they answer. */
  function* ask<T>(question: (tty: Tty) => Program<T | undefined>): Program<T | undefined> {
    for (;;) {
      yield* until(() => isClosed || current() !== undefined);
      const asked = current();
      if (isClosed || asked === undefined) return undefined;
      const outcome = yield* interruptible(
        (function* () {
          return { answer: yield* question(asked.tty) };
        })(),
        () => current() !== asked,
      );
      if (outcome === undefined) continue;
      if (outcome.answer !== undefined || kind.hasTty || kind.isOnce) return outcome.answer;
      asked.isEnded = true;
    }
  }
  const writer = (streamOf: (attached: Attached) => Writer): Writer => ({
    *write(text) {
      log(text);
      for (const { attached } of [...all]) yield* streamOf(attached).write(text);
      return true;
    },
  });
  const stdout = writer((attached) => attached.stdout);
  const read = (): Program<string | undefined> => ask((tty) => tty.read());
  const tty: Tty = {
    columns: () => (current()?.tty ?? SIZE_OF_NONE).columns(),
    rows: () => (current()?.tty ?? SIZE_OF_NONE).rows(),
    *readLine(request) {
      const line = yield* ask((one) => one.readLine(request));
      log(`${request.prompt}${request.echo ? (line ?? '') : ''}\n`);
      return line;
    },
    edit: (request) => ask((one) => one.edit(request)),
    readKey: (unless) => ask((one) => one.readKey(unless)),
    readText: (echo) => ask((one) => one.readText(echo)),
    read,
    write: stdout.write,
    advise: (advice) => current()?.tty.advise(advice),
    setEcho: (isOn) => current()?.tty.setEcho(isOn),
    isEchoing: () => current()?.tty.isEchoing() ?? true,
    resize: (columns, rows) => current()?.tty.resize(columns, rows),
  };
  return {
    stdin: kind.hasTty ? tty : { read },
    stdout,
    stderr: kind.hasTty ? stdout : writer((attached) => attached.stderr),
    tty: kind.hasTty ? tty : undefined,
    connect: (attached) => {
      all.push({ attached, tty: ttyOver(attached), isEnded: false });
    },
    disconnect(attached) {
      const at = all.findIndex((one) => one.attached === attached);
      if (at < 0) return;
      all.splice(at, 1);
      if (kind.isOnce && attached.stdin !== undefined) isClosed = true;
    },
  };
}

const SIZE_OF_NONE = { columns: () => SIZE.columns, rows: () => SIZE.rows };
