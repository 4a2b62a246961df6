import type { FileSystem } from '../../kernel/index.ts';
import type { ServerStart, Step } from '../../node/index.ts';
import { DATA } from './data.ts';
import { serverOptions } from './options.ts';
import type { Flavour } from './part.ts';

/** Where a file's first event stands: behind the magic number and what describes the format. */
export const FIRST_POSITION = 158;

/** Whether a server writes the log: MySQL unless told not to, MariaDB when told to. */
export function hasBinlog(kind: Flavour['kind'], options: ReadonlyMap<string, string>): boolean {
  if (options.has('skip_log_bin') || options.has('disable_log_bin')) return false;
  return kind === 'oracle' || options.has('log_bin');
}

/** The name of the log without number: `binlog`, or what `log_bin` and `log_basename` say. */
export function binlogBase(
  kind: Flavour['kind'],
  options: ReadonlyMap<string, string>,
  hostname: string,
): string {
  const given = (options.get('log_bin') ?? '').replace(/^.*\//, '');
  if (given !== '' && !/^(1|on|true)$/i.test(given)) return given.replace(/\.[^.]*$/, '');
  if (kind === 'oracle') return 'binlog';
  return `${options.get('log_basename') ?? hostname}-bin`;
}

export const binlogName = (base: string, number: number): string =>
  `${base}.${String(number).padStart(6, '0')}`;

/** What stands in a new file before its first event. */
export const binlogHeader = (version: string): string =>
  `${`binlog ${version}`.padEnd(FIRST_POSITION - 1)}\n`;

/** Names in the index, oldest first. */
export function binlogIndex(files: FileSystem, base: string): string[] {
  const content = files.read(`${DATA}/${base}.index`);
  if (!content.ok) return [];
  return content.value
    .split('\n')
    .map((line) => line.replace(/^\.\//, '').trim())
    .filter((line) => line !== '');
}

export const indexText = (names: readonly string[]): string =>
  names.map((name) => `./${name}\n`).join('');

/** Each start begins a new file; `number` 0 is the one behind the last. */
export function nextBinlogSteps(
  { flavour, given }: { readonly flavour: Flavour; readonly given: ServerStart },
  number: number,
): Step[] {
  const options = serverOptions(given);
  if (!hasBinlog(flavour.kind, options)) return [];
  const base = binlogBase(flavour.kind, options, given.hostname);
  const before =
    number === 1 ? [] : number === 2 ? [binlogName(base, 1)] : binlogIndex(given.files, base);
  const last = Number((before.at(-1) ?? '').slice(base.length + 1));
  const name = binlogName(base, last + 1);
  const write = (path: string, content: string): Step => ({
    type: 'write',
    afterMs: 0,
    path: `${DATA}/${path}`,
    content,
  });
  return [
    write(name, binlogHeader(flavour.version)),
    write(`${base}.index`, indexText([...before, name])),
  ];
}
