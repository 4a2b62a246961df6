import type { FileSystem } from '../../kernel/index.ts';
import { parseBytes } from './numbers.ts';
import { splitArguments } from './split-arguments.ts';

/** The settings of a server, by name, as CONFIG GET shows them. */
export type Settings = Map<string, string>;

const DEFAULTS: Readonly<Record<string, string>> = {
  appendfilename: 'appendonly.aof',
  appenddirname: 'appendonlydir',
  appendfsync: 'everysec',
  appendonly: 'no',
  bind: '* -::*',
  databases: '16',
  daemonize: 'no',
  dbfilename: 'dump.rdb',
  dir: '/data',
  hz: '10',
  logfile: '',
  loglevel: 'notice',
  masterauth: '',
  maxclients: '10000',
  maxmemory: '0',
  'maxmemory-policy': 'noeviction',
  'min-replicas-max-lag': '10',
  'min-replicas-to-write': '0',
  port: '6379',
  'protected-mode': 'no',
  'replica-announce-ip': '',
  'replica-announce-port': '0',
  'replica-priority': '100',
  'replica-read-only': 'yes',
  'replica-serve-stale-data': 'yes',
  replicaof: '',
  requirepass: '',
  save: '3600 1 300 100 60 10000',
  'slowlog-log-slower-than': '10000',
  'slowlog-max-len': '128',
  'stop-writes-on-bgsave-error': 'yes',
  'tcp-backlog': '511',
  'tcp-keepalive': '300',
  timeout: '0',
};
const ALIASES: Readonly<Record<string, string>> = {
  slaveof: 'replicaof',
  'slave-read-only': 'replica-read-only',
};
/** What cannot be set while the server runs. */
export const FIXED: ReadonlySet<string> = new Set([
  ...['appenddirname', 'appendfilename', 'databases', 'daemonize', 'logfile', 'tcp-backlog'],
]);
const CHOICES: Readonly<Record<string, string>> = {
  appendonly: 'yes no',
  'protected-mode': 'yes no',
  'replica-read-only': 'yes no',
  'replica-serve-stale-data': 'yes no',
  'stop-writes-on-bgsave-error': 'yes no',
  appendfsync: 'everysec always no',
  loglevel: 'debug verbose notice warning nothing',
  'maxmemory-policy':
    'volatile-lru volatile-lfu volatile-random volatile-ttl allkeys-lru allkeys-lfu ' +
    'allkeys-random noeviction',
};
const isNumber = (name: string): boolean => /^\d+$/.test(DEFAULTS[name] ?? '');

/** The value as it is kept, or why it cannot be. */
export function settle(
  name: string,
  value: string,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly why: string } {
  const choices = CHOICES[name]?.split(' ');
  if (choices !== undefined && !choices.includes(value.toLowerCase())) {
    const why =
      choices.length === 2
        ? "argument must be 'yes' or 'no'"
        : `argument(s) must be one of the following: ${choices.join(', ')}`;
    return { ok: false, why };
  }
  if (choices !== undefined) return { ok: true, value: value.toLowerCase() };
  if (name === 'maxmemory') {
    const bytes = parseBytes(value);
    if (bytes === undefined) return { ok: false, why: 'argument must be a memory value' };
    return { ok: true, value: String(bytes) };
  }
  if (isNumber(name) && !/^-?\d+$/.test(value)) {
    return { ok: false, why: "argument couldn't be parsed into an integer" };
  }
  if (name === 'save' && value !== '' && !/^\d+ \d+( \d+ \d+)*$/.test(value)) {
    return { ok: false, why: 'Invalid save parameters' };
  }
  return { ok: true, value };
}

/** The lines of a configuration file, as words. */
const linesOf = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => splitArguments(line) ?? []);

/** `--port 6380 --appendonly yes` as lines. */
function optionLines(args: readonly string[]): string[][] {
  const lines: string[][] = [];
  for (const arg of args) {
    if (arg.startsWith('--')) lines.push([arg.slice(2)]);
    else lines.at(-1)?.push(...(splitArguments(arg) ?? [arg]));
  }
  return lines;
}

export type SettingsAnswer =
  | { readonly ok: true; readonly settings: Settings; readonly file: string }
  | { readonly ok: false; readonly message: string };

/** Reads the configuration of a server: defaults, the file that is named, then the options. */
export function readSettings(
  args: readonly string[],
  files: FileSystem,
  directory: string,
): SettingsAnswer {
  const settings: Settings = new Map(Object.entries({ ...DEFAULTS, dir: directory }));
  const [first = ''] = args;
  const file = first === '' || first.startsWith('-') ? '' : first;
  const lines: { words: string[]; line: number }[] = [];
  if (file !== '') {
    const path = file.startsWith('/') ? file : `${directory}/${file}`;
    const content = files.read(path);
    if (!content.ok) {
      return {
        ok: false,
        message: `Fatal error, can't open config file '${path}': No such file or directory`,
      };
    }
    lines.push(...linesOf(content.value).map((words, i) => ({ words, line: i + 1 })));
  }
  const options = optionLines(file === '' ? args : args.slice(1));
  lines.push(...options.map((words, i) => ({ words, line: i + 2 })));
  let hasSave = false;
  for (const { words, line } of lines) {
    const [given = '', ...values] = words;
    const name = ALIASES[given.toLowerCase()] ?? given.toLowerCase();
    const refuse = (why: string): SettingsAnswer => ({
      ok: false,
      message:
        '\n*** FATAL CONFIG FILE ERROR (Redis 7.2) ***\n' +
        `Reading the configuration file, at line ${line}\n>>> '${words
          .map((word, i) => (i === 0 ? word : `"${word}"`))
          .join(' ')}'\n${why}`,
    });
    if (!settings.has(name)) return refuse('Bad directive or wrong number of arguments');
    if (name === 'save') {
      const value = values.join(' ');
      settings.set(name, hasSave && value !== '' ? `${settings.get(name)} ${value}`.trim() : value);
      hasSave = true;
      continue;
    }
    const answer = settle(name, values.join(' '));
    if (!answer.ok) return refuse(answer.why);
    settings.set(name, answer.value);
  }
  return { ok: true, settings, file };
}
