import { errorText, type Program } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import { runChild } from './launch.ts';
import { type StreamingCommand, type Tool, tool } from './tool.ts';

const USUAL =
  '%Uuser %Ssystem %Eelapsed %PCPU (%Xavgtext+%Davgdata %Mmaxresident)k\n' +
  '%Iinputs+%Ooutputs (%Fmajor+%Rminor)pagefaults %Wswaps';
const PORTABLE = 'real %e\nuser %U\nsys %S';
const VERBOSE = [
  'Command being timed: "%C"',
  'User time (seconds): %U',
  'System time (seconds): %S',
  'Percent of CPU this job got: %P',
  'Elapsed (wall clock) time (h:mm:ss or m:ss): %E',
  'Average shared text size (kbytes): %X',
  'Average unshared data size (kbytes): %D',
  'Average stack size (kbytes): %p',
  'Average total size (kbytes): %K',
  'Maximum resident set size (kbytes): %M',
  'Average resident set size (kbytes): %t',
  'Major (requiring I/O) page faults: %F',
  'Minor (reclaiming a frame) page faults: %R',
  'Voluntary context switches: %w',
  'Involuntary context switches: %c',
  'Swaps: %W',
  'File system inputs: %I',
  'File system outputs: %O',
  'Socket messages sent: %s',
  'Socket messages received: %r',
  'Signals delivered: %k',
  'Page size (bytes): %Z',
  'Exit status: %x',
];

/** What a program took: time passes, processors and memory are not simulated. */
interface Spent {
  readonly command: string;
  readonly ms: number;
  readonly status: number;
}

const PAGE_BYTES = '4096';
/** The memory of a small program, in kilobytes. */
const RESIDENT = '1536';
const two = (value: number): string => String(value).padStart(2, '0');

function elapsed(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = (ms % 60_000) / 1000;
  if (minutes >= 60) {
    return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(Math.floor(seconds))}`;
  }
  return `${minutes}:${seconds.toFixed(2).padStart(5, '0')}`;
}

function report(format: string, { command, ms, status }: Spent): string {
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    C: command,
    e: (ms / 1000).toFixed(2),
    E: elapsed(ms),
    U: '0.00',
    S: '0.00',
    P: '0%',
    x: String(status),
    M: RESIDENT,
    Z: PAGE_BYTES,
  };
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };
  return format.replace(/([%\\])([\s\S])?/g, (_, mark: string, letter = '') => {
    if (mark === '\\') return escapes[letter] ?? `?\\${letter}`;
    return values[letter] ?? (/[cDFIkKOprRsStwWX]/.test(letter) ? '0' : `?${letter}`);
  });
}

function formatOf({ args, context }: Tool): string {
  if (args.has('v')) return VERBOSE.map((line) => `\t${line}`).join('\n');
  if (args.has('p')) return PORTABLE;
  return args.value('f') ?? context.env.get('TIME') ?? USUAL;
}

/** GNU's `time`, which is a program where the shell's own word is not in front. */
export const createTime = (host: () => ShellHost): StreamingCommand =>
  tool({
    name: 'time',
    summary: 'Runs a program, and says what it took.',
    usageStatus: 125,
    flags: 'a|append f|format: o|output: p|portability q|quiet v|verbose V',
    stopsAtOperand: true,
    refusal: (context, message) =>
      `${context.name}: ${message}\nTry '${context.name} --help' for more information.\n`,
    *run(t): Program {
      const { has, value, operands: argv } = t.args;
      const { stderr, name, files } = t.context;
      if (argv.length === 0) {
        const hint = `Try '${name} --help' for more information.`;
        yield* stderr.write(`${name}: missing program to run\n${hint}\n`);
        return 125;
      }
      const startedMs = host().clock.nowMs();
      const status = yield* runChild(host(), t.context, argv, {}, function* (error) {
        const why = errorText(error === 'EAGAIN' ? 'EBUSY' : error);
        yield* stderr.write(`${name}: cannot run ${argv[0]}: ${why}\n`);
        return error === 'ENOENT' ? 127 : 126;
      });
      const ms = host().clock.nowMs() - startedMs;
      const failed =
        status === 0 || has('q') ? '' : `Command exited with non-zero status ${status}\n`;
      const text = `${failed}${report(formatOf(t), { command: argv.join(' '), ms, status })}\n`;
      const output = value('o');
      if (output === undefined) yield* stderr.write(text);
      else if (has('a')) files.append(t.path(output), text);
      else files.write(t.path(output), text);
      return status;
    },
  });
