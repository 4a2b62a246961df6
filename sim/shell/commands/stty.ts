import { screenOf, type Tty } from '../../kernel/index.ts';
import { calledAs } from '../words/called-as.ts';
import { hintOf, type StreamingCommand } from './tool.ts';

const NO_TERMINAL = "'standard input': Inappropriate ioctl for device\n";
/** Settings that are taken and change nothing here. */
const TAKEN: ReadonlySet<string> = new Set([
  ...['icanon', 'ixon', 'ixoff', 'isig', 'iexten', 'echoe', 'echok', 'echoctl', 'onlcr', 'opost'],
  ...['icrnl', 'cbreak', 'raw'],
]);

const first = (tty: Tty): string =>
  `speed 38400 baud; rows ${tty.rows()}; columns ${tty.columns()}; line = 0;\n`;

const KEYS = `intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>; eol2 = <undef>;
swtch = <undef>; start = ^Q; stop = ^S; susp = ^Z; rprnt = ^R; werase = ^W; lnext = ^V;
discard = ^O; min = 1; time = 0;
`;

/** What `stty -g` prints of settings as they are at first; handed back, it makes them so again. */
const SAVED =
  '500:5:bf:8a3b:3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0\n';

/** What one argument changes or prints; undefined for one that there is not. */
function settingOf(arg: string, tty: Tty): string | undefined {
  if (arg === 'echo' || arg === 'sane' || /^[\da-f]+:/.test(arg)) tty.setEcho(true);
  else if (arg === '-echo') tty.setEcho(false);
  else if (arg === 'size') return `${tty.rows()} ${tty.columns()}\n`;
  else if (arg === '-a' || arg === '--all') return first(tty) + KEYS;
  else if (arg === '-g' || arg === '--save') return SAVED;
  else if (!TAKEN.has(arg.replace(/^-/, ''))) return undefined;
  return '';
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
    if (args.length === 0) yield* stdout.write('speed 38400 baud; line = 0;\n-brkint -imaxbel\n');
    for (const arg of args) {
      const printed = settingOf(arg, terminal);
      if (printed === undefined) {
        yield* stderr.write(
          `${name}: invalid argument \u2018${arg}\u2019\n${hintOf(context, name)}`,
        );
        return 1;
      }
      if (printed !== '') yield* stdout.write(printed);
    }
    return 0;
  },
};
