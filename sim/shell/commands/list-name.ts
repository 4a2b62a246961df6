import { type FileStat, screenOf } from '../../kernel/index.ts';
import { listedName } from './file-names.ts';
import type { Tool } from './tool.ts';

/** A name that is listed. */
export interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: FileStat;
}

/** A name in the style that was asked for last; on a screen in the shell's quotes. */
function styledName(t: Tool, name: string, isShown: boolean): string {
  const asked = t.args.all.flatMap(({ name: flag, value }) => {
    if (flag === 'quoting-style') return [value ?? ''];
    const own = { N: 'literal', Q: 'c', b: 'escape' }[flag];
    return own === undefined ? [] : [own];
  });
  switch (asked.at(-1) ?? (isShown ? 'shell' : 'literal')) {
    case 'shell':
    case 'shell-escape':
      return listedName(name);
    case 'shell-always':
    case 'shell-escape-always': {
      const quoted = listedName(name);
      return quoted === name ? `'${name}'` : quoted;
    }
    case 'c':
      return `"${name.replace(/["\\]/g, '\\$&')}"`;
    case 'escape':
      return name.replace(/[\\ ]/g, '\\$&');
    case 'locale':
    case 'clocale':
      return `‘${name}’`;
    default:
      return name;
  }
}

/** Whether the environment says that there are colours, as dircolors would. */
function knowsColors(t: Tool): boolean {
  const { env } = t.context;
  const isSet = (name: string): boolean => (env.get(name) ?? '') !== '';
  return isSet('LS_COLORS') || isSet('COLORTERM') || !/^(?:dumb)?$/.test(env.get('TERM') ?? '');
}

/** `name` with its colour, mark and quotes. */
export function label(t: Tool, entry: Entry, showsTarget: boolean): string {
  const { has } = t.args;
  const { files } = t.context;
  const isShown = screenOf(t.context.stdout) !== undefined;
  let text = styledName(t, entry.name, isShown);
  const isExecutable = entry.stat.type === 'file' && (entry.stat.mode & 0o111) !== 0;
  const when =
    t.args.all.findLast((one) => one.name === 'color')?.value ??
    (has('color') ? 'always' : 'never');
  if ((when === 'always' || (when === 'auto' && isShown)) && knowsColors(t)) {
    const codes = {
      directory: '01;34',
      symlink: '01;36',
      device: '40;33;01',
      fifo: '40;33',
      file: isExecutable ? '01;32' : '',
    };
    const code = codes[entry.stat.type];
    if (code !== '') text = `\x1b[0m\x1b[${code}m${text}\x1b[0m`;
  }
  const marks = {
    directory: '/',
    symlink: '@',
    device: '',
    fifo: '|',
    file: isExecutable ? '*' : '',
  };
  const target =
    entry.stat.type === 'symlink' && showsTarget ? files.readlink(entry.path) : undefined;
  if (target?.ok === true) return `${text} -> ${target.value}`;
  const style = t.args.value('indicator-style');
  if (has('F') || style === 'classify') return text + marks[entry.stat.type];
  if (has('file-type') || style === 'file-type') {
    return text + (entry.stat.type === 'file' ? '' : marks[entry.stat.type]);
  }
  if (style === 'slash' && entry.stat.type === 'directory') return `${text}/`;
  return has('p') && entry.stat.type === 'directory' ? `${text}/` : text;
}
