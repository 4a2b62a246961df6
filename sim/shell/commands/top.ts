import { type Process, type Program, sleep } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import { MEMORY_KIB, PROCESS_KIB } from './memory-size.ts';
import { CLEAR_SCREEN } from './screen.ts';
import { type StreamingCommand, type Tool, tool } from './tool.ts';
import { uptimeText } from './uptime.ts';

/** How long it waits between two pictures without -d. */
const USUAL_DELAY_S = 3;

const FIELDS =
  'PID PPID UID USER RUSER GROUP TTY PR NI nTH P %CPU TIME TIME+ %MEM VIRT SWAP RES CODE DATA ' +
  'SHR S COMMAND WCHAN Flags';

const mebibytes = (kib: number): string => (kib / 1024).toFixed(1).padStart(8);

function headOf(host: ShellHost, shown: readonly Process[], own: number): string {
  const count = (wanted: boolean[]): string => String(wanted.filter(Boolean).length).padStart(3);
  const stopped = shown.map((one) => one.stoppedBy() !== undefined);
  const running = shown.map((one) => one.pid === own);
  const sleeping = shown.map((_, i) => !stopped[i] && !running[i]);
  const { total, used, free, cache } = MEMORY_KIB;
  const tasks = `${String(shown.length).padStart(3)} total, ${count(running)} running`;
  return [
    `top - ${uptimeText(host.clock)}`,
    `Tasks: ${tasks}, ${count(sleeping)} sleeping, ${count(stopped)} stopped,   0 zombie`,
    '%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st ',
    `MiB Mem :${mebibytes(total)} total,${mebibytes(free)} free,` +
      `${mebibytes(used)} used,${mebibytes(cache)} buff/cache     `,
    `MiB Swap:${mebibytes(0)} total,${mebibytes(0)} free,` +
      `${mebibytes(0)} used.${mebibytes(free + cache)} avail Mem `,
  ].join('\n');
}

function rowOf(host: ShellHost, one: Process, own: number, isWhole: boolean): string {
  const state = one.stoppedBy() !== undefined ? 'T' : one.pid === own ? 'R' : 'S';
  const share = ((PROCESS_KIB.resident * 100) / MEMORY_KIB.total).toFixed(1).padStart(5);
  const name = isWhole ? one.name : (one.name.split(/\s/)[0] ?? one.name);
  const sizes =
    String(PROCESS_KIB.virtual).padStart(7) +
    String(PROCESS_KIB.resident).padStart(7) +
    String(PROCESS_KIB.shared).padStart(7);
  const head = `${String(one.pid).padStart(5)} ${host.user.padEnd(8)}  20   0 ${sizes}`;
  return `${head} ${state}   0.0 ${share}   0:00.00 ${name}`;
}

/** What one picture shows. */
function picture(host: ShellHost, t: Tool, lines: number): string {
  const { args, context } = t;
  const wanted = args.value('p')?.split(',').map(Number);
  const user = args.value('u') ?? args.value('U');
  const alive = host.processes.alive();
  const listed = alive.filter(
    (one) => (wanted?.includes(one.pid) ?? true) && (user === undefined || user === host.user),
  );
  const own = context.self.pid;
  const title = '  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND';
  const rows = listed.map((one) => rowOf(host, one, own, args.has('c')));
  const all = [headOf(host, wanted === undefined ? alive : listed, own), '', title, ...rows];
  return all
    .join('\n')
    .split('\n')
    .slice(0, lines)
    .map((line) => `${line}\n`)
    .join('');
}

/** Why it does not start; undefined for no reason. */
function problemOf({ args }: Tool): string | undefined {
  const count = args.value('n');
  const delay = args.value('d');
  const field = args.value('o');
  if (count !== undefined && !(Number(count) > 0)) return `bad iterations argument '${count}'`;
  if (delay !== undefined && !/^\d*\.?\d+$/.test(delay)) return `bad delay interval '${delay}'`;
  const name = field?.replace(/^[-+]/, '');
  if (name !== undefined && !FIELDS.split(' ').includes(name)) {
    return `unrecognized field name '${field}'`;
  }
  const odd = args
    .value('p')
    ?.split(',')
    .find((pid) => !/^\d+$/.test(pid));
  return odd === undefined ? undefined : `bad pid argument '${odd}'`;
}

/** Shows pictures one after the other until there were enough, or `q` ends it at a terminal. */
function* show(host: () => ShellHost, t: Tool): Program {
  const { value, has } = t.args;
  const count = Number(value('n') ?? Number.POSITIVE_INFINITY);
  const seconds = Number(value('d') ?? USUAL_DELAY_S);
  const delayMs = Math.max(1, Math.round(seconds * 1000));
  const screen = has('b') ? undefined : t.context.tty;
  for (let i = 0; i < count; i++) {
    if (screen === undefined) {
      if (i > 0) yield* sleep(delayMs);
      yield* t.out((i > 0 ? '\n' : '') + picture(host(), t, Number.POSITIVE_INFINITY));
      continue;
    }
    yield* t.out(CLEAR_SCREEN + picture(host(), t, screen.rows() - 1));
    if (i + 1 < count && (yield* screen.readKey({ delayMs })) === 'q') break;
  }
  return 0;
}

/** `top`: the processes, again and again. */
export function createTop(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'top',
    summary: 'Shows the processes again and again.',
    usageStatus: 0,
    flags: 'b c d: E: e: H i n: O o: p: S s u: U: w:: 1',
    refusal: (_, message) =>
      `top: ${message.replace(/^option requires an argument -- '(.)'$/, '-$1 requires argument')}\n`,
    *run(t) {
      const problem = problemOf(t);
      if (problem !== undefined) {
        yield* t.err(problem);
        return 1;
      }
      if (t.context.tty === undefined && !t.args.has('b')) {
        yield* t.err('failed tty get');
        return 1;
      }
      return yield* show(host, t);
    },
  });
}
