import { type CommandContext, type Program, screenOf, type Tty } from '../../kernel/index.ts';
import { calledAs } from '../words/called-as.ts';
import { hintOf, type StreamingCommand } from './tool.ts';

const NO_TERMINAL = "'standard input': Inappropriate ioctl for device\n";
/** Settings that are taken and change nothing here. */
const TAKEN: ReadonlySet<string> = new Set([
  ...['icanon', 'ixon', 'ixoff', 'isig', 'iexten', 'echoe', 'echok', 'echoctl', 'onlcr', 'opost'],
  ...['icrnl', 'cbreak', 'raw', 'cooked', 'iutf8', 'ixany', 'tostop', 'noflsh', 'echoke', 'echonl'],
]);
/** Those that have a value, which changes nothing here either. */
const TAKEN_WITH_VALUE: ReadonlySet<string> = new Set([
  ...['intr', 'quit', 'erase', 'kill', 'eof', 'eol', 'eol2', 'swtch', 'start', 'stop', 'susp'],
  ...['rprnt', 'werase', 'lnext', 'discard', 'min', 'time', 'line', 'speed', 'ispeed', 'ospeed'],
]);
/** Those of the size. */
const SIZES: ReadonlySet<string> = new Set(['rows', 'cols', 'columns']);

const first = (tty: Tty): string =>
  `speed 38400 baud; rows ${tty.rows()}; columns ${tty.columns()}; line = 0;\n`;

/** What stands together in `stty -a`, as a pseudoterminal begins. */
const GROUPS: readonly (readonly string[])[] = [
  [
    ...['intr = ^C;', 'quit = ^\\;', 'erase = ^?;', 'kill = ^U;', 'eof = ^D;', 'eol = <undef>;'],
    ...['eol2 = <undef>;', 'swtch = <undef>;', 'start = ^Q;', 'stop = ^S;', 'susp = ^Z;'],
    ...['rprnt = ^R;', 'werase = ^W;', 'lnext = ^V;', 'discard = ^O;', 'min = 1;', 'time = 0;'],
  ],
  '-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts'.split(' '),
  [
    ...'-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr icrnl ixon'.split(' '),
    ...'-ixoff -iuclc -ixany -imaxbel -iutf8'.split(' '),
  ],
  'opost -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0'.split(' '),
  [
    ...'isig icanon iexten echo echoe echok -echonl -noflsh -xcase -tostop'.split(' '),
    ...'-echoprt echoctl echoke -flusho -extproc'.split(' '),
  ],
];

/** Words in lines as long as the terminal is wide. Models wrapf of stty.c. */
function wrapped(words: readonly string[], columns: number): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || columns - last.length < word.length + 1) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return `${lines.join('\n')}\n`;
}

function all(tty: Tty): string {
  const echo = tty.isEchoing() ? 'echo' : '-echo';
  const groups = GROUPS.map((words) => words.map((word) => (word === 'echo' ? echo : word)));
  return first(tty) + groups.map((words) => wrapped(words, tty.columns())).join('');
}

/** What `stty` alone prints: what is not as it usually is. */
const unusual = (tty: Tty): string =>
  `speed 38400 baud; line = 0;\n-brkint -imaxbel\n${tty.isEchoing() ? '' : '-echo\n'}`;

/** What `stty -g` prints of settings as they are at first; handed back, it makes them so again. */
const SAVED =
  '500:5:bf:8a3b:3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0\n';

/** What one argument changes or prints; undefined for one that there is not. */
function settingOf(arg: string, tty: Tty): string | undefined {
  if (arg === 'echo' || arg === 'sane' || /^[\da-f]+:/.test(arg)) tty.setEcho(true);
  else if (arg === '-echo') tty.setEcho(false);
  else if (arg === 'size') return `${tty.rows()} ${tty.columns()}\n`;
  else if (arg === '-a' || arg === '--all') return all(tty);
  else if (arg === '-g' || arg === '--save') return SAVED;
  else if (!TAKEN.has(arg.replace(/^-/, ''))) return undefined;
  return '';
}

/** A number as stty takes it: decimal, octal or hexadecimal. */
const countOf = (word: string): number | undefined =>
  /^(?:0x[\da-f]+|\d+)$/i.test(word)
    ? Number(/^0\d+$/.test(word) ? `0o${word.slice(1)}` : word)
    : undefined;

function setSize(tty: Tty, setting: string, count: number): void {
  if (setting === 'rows') tty.resize(tty.columns(), count);
  else tty.resize(count, tty.rows());
}

function* refuse({ stderr }: Pick<CommandContext, 'stderr'>, text: string): Program {
  yield* stderr.write(text);
  return 1;
}

/** Changes or shows how a terminal takes what is typed: whether it is echoed, and its size. */
export const stty: StreamingCommand = {
  name: 'stty',
  summary: 'Shows or changes settings of the terminal.',
  opensStreams: true,
  *run(context) {
    const { args, tty, stdout, stderr } = context;
    const name = calledAs(context, 'stty');
    // In `$(stty -g)` the terminal is where the mistakes go.
    const terminal = tty ?? screenOf(stderr);
    if (terminal === undefined) {
      yield* stderr.write(`${name}: ${NO_TERMINAL}`);
      return 1;
    }
    if (args.length === 0) yield* stdout.write(unusual(terminal));
    const complain = (what: string, hint: string): Program =>
      refuse(context, `${name}: ${what}\n${hint}`);
    for (let at = 0; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (SIZES.has(arg) || TAKEN_WITH_VALUE.has(arg)) {
        at++;
        const value = args[at];
        if (value === undefined) {
          return yield* complain(`missing argument to \u2018${arg}\u2019`, hintOf(context, name));
        }
        if (!SIZES.has(arg)) continue;
        const count = countOf(value);
        if (count === undefined) {
          return yield* complain(`invalid integer argument: \u2018${value}\u2019`, '');
        }
        setSize(terminal, arg, count);
        continue;
      }
      const printed = settingOf(arg, terminal);
      if (printed === undefined) {
        return yield* complain(`invalid argument \u2018${arg}\u2019`, hintOf(context, name));
      }
      if (printed !== '') yield* stdout.write(printed);
    }
    return 0;
  },
};
