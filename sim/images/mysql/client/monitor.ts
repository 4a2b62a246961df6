import { type CommandContext, editedLine, type Program } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import { createClientCommands } from './client-commands.ts';
import type { Target } from './connection.ts';
import { addLine, type CommandName, commandsOf, findCommand, newInput } from './input.ts';
import { createKeeper } from './keeper.ts';
import type { MonitorOptions } from './monitor-options.ts';
import type { MonitorParts } from './monitor-parts.ts';
import { readPastStatements } from './past-statements.ts';
import { promptText } from './prompt.ts';
import { createScreen, type Next } from './screen.ts';
import { createStatements } from './statements.ts';
import { HINT, historyText, welcomeText } from './welcome.ts';

export interface Monitor {
  connect(): Program<boolean>;
  welcome(): Program<void>;
  /** Reads from a terminal until it ends. */
  interact(): Program<number>;
  /** Runs a script; the last statement needs no delimiter. */
  script(lines: () => Program<string | undefined>, isCommandLine: boolean): Program<number>;
}

/** The interactive client. Models client/mysql.cc of MySQL and of MariaDB. */
export function createMonitor(
  host: ContainerHost,
  context: CommandContext,
  flavour: Flavour,
  target: Target,
  options: MonitorOptions,
): Monitor {
  const { tty } = context;
  const [isOracle, isQuiet] = [flavour.kind === 'oracle', options.isBatch];
  const input = newInput(options.delimiter, commandsOf(flavour.kind));
  const screen = createScreen(context, flavour, options);
  const { place, put, info, complain } = screen;
  const keeper = createKeeper(host, context, flavour, target, options, screen);
  const { session, open } = keeper;
  const settings = { prompt: options.prompt, showsWarnings: options.showsWarnings };
  const interrupt = { isAsked: false };
  const own = { host, context, flavour, target, options, input, screen, keeper };
  const parts: MonitorParts = { ...own, settings, interrupt };
  const past = readPastStatements(context);
  const statements = createStatements(parts);
  const runCommand = createClientCommands(parts, {
    entered: (isVertical) => runStatement(taken(), isVertical),
    print: statements.print,
    lines: runLines,
    listen,
  });

  function isTyped(): boolean {
    return !isQuiet && tty !== undefined && place.sourceDepth === 0;
  }

  /** What has been entered of a statement, of which nothing is left then. */
  function taken(): string {
    const text = input.buffer;
    input.buffer = '';
    return text;
  }

  function* runStatement(text: string, isVertical: boolean): Program<Next> {
    if (isTyped()) past.add(text + (isVertical ? '\\G' : input.delimiter));
    return yield* statements.run(text, isVertical);
  }

  function* take(line: string): Program<Next> {
    const isFree = input.buffer === '' && !input.isInComment && input.quote === '';
    // A script's `exit;` goes to the server.
    const isLeft = isQuiet && !isOracle && /^\s*(exit|quit)\s*;/i.test(line);
    const command: CommandName | undefined =
      isFree && !isLeft ? findCommand(line, input) : undefined;
    if (command !== undefined) {
      const next = yield* runCommand(command.name, line);
      if (isTyped() && next === 'go on') past.add(line);
      return next;
    }
    if (isFree && isLeft) {
      const at = line.indexOf(';');
      const next = yield* runStatement(line.slice(0, at).trim(), false);
      return next === 'go on' ? yield* take(line.slice(at + 1)) : next;
    }
    for (const found of addLine(input, line)) {
      if (typeof found === 'string') {
        yield* complain(found, undefined);
        continue;
      }
      const next =
        found.kind === 'statement'
          ? yield* runStatement(found.text, found.isVertical)
          : yield* runCommand(found.name, found.line);
      if (next !== 'go on') return next;
    }
    return 'go on';
  }

  function* runLines(lines: () => Program<string | undefined>): Program<Next> {
    for (let number = 1; ; number++) {
      const line = yield* lines();
      if (line === undefined) break;
      if (input.buffer === '') place.startLine = number;
      const next = yield* take(line);
      if (next !== 'go on') return next;
    }
    return input.buffer.trim() === '' ? 'go on' : yield* statements.run(taken(), false);
  }

  const continuation = (): string => {
    if (input.isInComment) return '   /*> ';
    if (input.quote !== '') return `    ${input.quote}> `;
    return input.buffer === ''
      ? promptText(settings.prompt, target, session.link, session.schema)
      : '    -> ';
  };

  /** Reads a line; Ctrl-C ends the reading, and what was begun. */
  function* readLine(): Program<string | undefined | 'interrupted'> {
    if (tty === undefined) return undefined;
    const reading = tty.readLine(editedLine(continuation(), past.lines()));
    for (let step = reading.next(); ; step = reading.next()) {
      if (step.done === true) return step.value;
      const { value } = step;
      yield { ...value, ready: () => interrupt.isAsked || (value.ready?.() ?? false) };
      if (interrupt.isAsked) {
        reading.return(undefined);
        interrupt.isAsked = false;
        return 'interrupted';
      }
    }
  }

  /** Takes what the terminal sends: a shell that ran has its own ways with signals. */
  function listen(): void {
    context.self.onSignal((signal) => {
      if (signal !== 'SIGINT' || isQuiet) return false;
      interrupt.isAsked = true;
      if (session.isQuerying) session.link?.interrupt();
      return true;
    });
  }
  listen();

  function* savePast(): Program<void> {
    past.save();
    yield* put(historyText(context.env, options, 'Writing'));
  }

  return {
    connect: () => open(false),
    *welcome() {
      if (isQuiet || options.silent > 0 || session.link === undefined) return;
      yield* put(welcomeText(flavour, session.link));
      yield* put(historyText(context.env, options, 'Reading'));
      yield* put(HINT);
    },
    *interact() {
      for (;;) {
        const line = yield* readLine();
        if (line === undefined) {
          yield* put('^D');
          yield* savePast();
          yield* put('Bye\n');
          break;
        }
        if (line === 'interrupted') {
          Object.assign(input, newInput(input.delimiter, commandsOf(flavour.kind)));
          continue;
        }
        if ((yield* take(line)) === 'quit') {
          yield* savePast();
          yield* info('Bye');
          break;
        }
      }
      session.link?.close();
      return 0;
    },
    *script(lines, isCommandLine) {
      if (isCommandLine) place.isForced = options.isForced;
      const next = yield* runLines(lines);
      if (options.verbose > 1 && isQuiet) yield* put('Bye\n');
      session.link?.close();
      return next === 'failed' ? 1 : 0;
    },
  };
}
