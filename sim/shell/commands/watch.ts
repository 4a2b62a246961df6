import { type Process, type Program, readerOf, screenOf, type Tty } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import type { ShellHost } from '../types.ts';
import { quotedName } from './file-names.ts';
import { launch, waitForChild } from './launch.ts';
import { CLEAR_SCREEN, GIVE_SCREEN, TAKE_SCREEN } from './screen.ts';
import { misuse, type StreamingCommand, type Tool, tool } from './tool.ts';

/** The shortest interval that it takes. */
const LEAST_MS = 100;

/** What a run of the command printed, and its status. */
interface Shot {
  readonly output: string;
  readonly code: number;
}

function* shoot(
  host: ShellHost,
  t: Tool,
  argv: readonly string[],
  onStart: (process: Process) => void,
): Program<Shot> {
  let output = '';
  const sink = {
    // biome-ignore lint/correctness/useYield: collected in memory
    *write(part: string) {
      output += part;
      return true;
    },
  };
  const streams = { stdout: sink, stderr: sink, stdin: readerOf(''), tty: undefined };
  const launched = launch(host, t.context, argv, streams);
  if (launched.ok) onStart(launched.process);
  const code = launched.ok ? yield* waitForChild(launched.process) : 127;
  return { output, code };
}

/** The head with the command and the date, as wide as the screen. */
function titleOf(host: ShellHost, seconds: number, line: string, columns: number): string {
  const now = formatDate('%a %b %e %H:%M:%S %Y', host.clock.epochMs());
  const date = `${host.hostname}: ${now}`;
  const every = `Every ${seconds.toFixed(1)}s: `;
  const room = columns - every.length - date.length - 1;
  // A long command gives way to the date, as in procps.
  const shown = line.length <= room ? line : `${line.slice(0, Math.max(0, room - 3))}...`;
  const gap = Math.max(1, columns - every.length - shown.length - date.length);
  return `${every}${shown}${' '.repeat(gap)}${date}\n\n`;
}

/** As much as the screen holds: lines beyond its end and its edge are cut off. */
function cutToScreen(text: string, screen: Tty): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  const plain = text.replace(/\x1b\[[\d;?]*[ -/]*[@-~]/g, '');
  const lines = plain.split('\n').slice(0, screen.rows());
  return lines.map((line) => [...line].slice(0, screen.columns()).join('')).join('\n');
}

/** `watch`: runs a command every two seconds until it is interrupted. */
export function createWatch(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'watch',
    summary: 'Runs a command again and again and shows its output.',
    flags: 'n|interval: d|differences:: t|no-title e|errexit g|chgexit x|exec c|color b|beep',
    stopsAtOperand: true,
    *run(t) {
      const { has, value } = t.args;
      const argv = t.args.operands;
      if (argv.length === 0) return yield* misuse(t, 'watch', 'missing command');
      const text = value('n') ?? '2';
      const seconds = Number(text);
      if (!(seconds > 0)) {
        yield* t.err(`failed to parse argument: ${quotedName(text)}`);
        return 1;
      }
      const delayMs = Math.round(Math.max(LEAST_MS, seconds * 1000));
      const screen = screenOf(t.context.stdout);
      const line = argv.join(' ');
      let isInterrupted = false;
      /** Whether it was stopped, and must take the screen again. */
      let isBack = false;
      let child: Process | undefined;
      t.context.self.onSignal((signal) => {
        if (signal === 'SIGCONT') isBack = true;
        if (signal !== 'SIGINT' && signal !== 'SIGTERM') return false;
        isInterrupted = true;
        child?.signal(signal);
        return true;
      });
      if (screen !== undefined) yield* t.out(TAKE_SCREEN);
      let previous: string | undefined;
      const next = function* (): Program<number | undefined> {
        const { output, code } = yield* shoot(
          host(),
          t,
          has('x') ? argv : ['sh', '-c', line],
          (process) => {
            child = process;
          },
        );
        if (isInterrupted) return 0;
        const columns = screen?.columns() ?? 80;
        const size = `${columns} ${screen?.rows()}`;
        const title = has('t') ? '' : titleOf(host(), seconds, line, columns);
        const whole = title + output;
        const clear = isBack ? TAKE_SCREEN : CLEAR_SCREEN;
        isBack = false;
        yield* t.out(screen === undefined ? whole : clear + cutToScreen(whole, screen));
        if (has('e') && code !== 0) return 8;
        if (has('g') && previous !== undefined && previous !== output) return 0;
        previous = output;
        const isResized = (): boolean =>
          screen !== undefined && `${screen.columns()} ${screen.rows()}` !== size;
        yield { ready: () => isInterrupted || isBack || isResized(), delayMs };
        return isInterrupted ? 0 : undefined;
      };
      for (;;) {
        const status = yield* next();
        if (status === undefined) continue;
        if (screen !== undefined) yield* t.out(GIVE_SCREEN);
        return status;
      }
    },
  });
}
