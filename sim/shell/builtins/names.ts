import { complain, print } from '../exec/report.ts';
import { quoteSingle } from '../expand/quote.ts';
import { lookUp } from '../lookup.ts';
import { printFunction } from '../print.ts';
import type { Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { type Builtin, invalidOption, readOptions } from './usage.ts';

/** The words with which the parts of compound commands begin and end. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'case',
  'esac',
  'for',
  'select',
  'while',
  'until',
  'do',
  'done',
  'in',
  'function',
  'time',
  '{',
  '}',
  '!',
  '[[',
  ']]',
  'coproc',
]);

interface Kind {
  readonly type: 'alias' | 'keyword' | 'function' | 'builtin' | 'file';
  readonly text: string;
}

function kindsOf(shell: Shell, name: string, isBuiltin: (name: string) => boolean): Kind[] {
  const kinds: Kind[] = [];
  const alias = shell.shellOptions.has('expand_aliases') ? shell.aliases.get(name) : undefined;
  if (alias !== undefined) kinds.push({ type: 'alias', text: alias });
  if (KEYWORDS.has(name)) kinds.push({ type: 'keyword', text: name });
  const definition = shell.functions.get(name);
  if (definition !== undefined) kinds.push({ type: 'function', text: printFunction(definition) });
  if (isBuiltin(name) && !shell.disabled.has(name)) kinds.push({ type: 'builtin', text: name });
  const { commands } = shell.host;
  const found = lookUp(commands, shell.files, shell.directory, getText(shell, 'PATH'), name);
  if (found.type === 'error') return kinds;
  kinds.push({ type: 'file', text: name.includes('/') ? name : found.path });
  // /bin is another name of /usr/bin.
  const isTwice = found.path === `/usr/bin/${name}` && !name.includes('/');
  if (isTwice && (getText(shell, 'PATH') ?? '').split(':').includes('/bin')) {
    kinds.push({ type: 'file', text: `/bin/${name}` });
  }
  return kinds;
}

function describe(name: string, kind: Kind): string {
  switch (kind.type) {
    case 'alias':
      return `${name} is aliased to \`${kind.text}'`;
    case 'keyword':
      return `${name} is a shell keyword`;
    case 'function':
      return `${name} is a function\n${kind.text}`;
    case 'builtin':
      return `${name} is a shell builtin`;
    case 'file':
      return `${name} is ${kind.text}`;
  }
}

/** As `type` says it, which tells what was run already. */
function describeKnown(shell: Shell, name: string, kind: Kind, isAll: boolean): string {
  const known = kind.type === 'file' && !isAll ? shell.hashed.get(name) : undefined;
  return known === undefined ? describe(name, kind) : `${name} is hashed (${known})`;
}

/** `type`, `command`, `builtin` and `hash`, over a table of builtins. */
export function createNames(isBuiltin: (name: string) => boolean): Record<string, Builtin> {
  const type: Builtin = function* (shell, args) {
    const options = readOptions(args, 'afptP');
    if (options.bad !== undefined) return yield* invalidOption(shell, 'type', options.bad);
    const { flags, rest } = options;
    let status = 0;
    for (const name of rest) {
      const all = kindsOf(shell, name, isBuiltin);
      const kinds = flags.has('f') ? all.filter((kind) => kind.type !== 'function') : all;
      const files = kinds.filter((kind) => kind.type === 'file');
      const isPath = flags.has('p') || flags.has('P');
      const wanted = flags.has('P') ? files : kinds;
      const shown = flags.has('a') ? wanted : wanted.slice(0, 1);
      if (shown.length === 0) {
        if (shell.dialect.builtins.printsUnknown) yield* print(shell, `${name}: not found\n`);
        else if (!flags.has('t') && !isPath) yield* complain(shell, `${name}: not found`);
        status = shell.dialect.errors.statuses.unknown;
      }
      for (const kind of shown) {
        if (isPath) {
          if (kind.type === 'file') yield* print(shell, `${kind.text}\n`);
        } else if (flags.has('t')) yield* print(shell, `${kind.type}\n`);
        else yield* print(shell, `${describeKnown(shell, name, kind, flags.has('a'))}\n`);
      }
    }
    return status;
  };
  const command: Builtin = function* (shell, args) {
    const options = readOptions(args, 'pvV');
    if (options.bad !== undefined) return yield* invalidOption(shell, 'command', options.bad);
    const { flags, rest } = options;
    if (!flags.has('v') && !flags.has('V')) {
      if (rest.length === 0) return 0;
      // What it runs tells its mistakes under its own name.
      shell.running = undefined;
      return yield* shell.engine.runWords(shell, rest, {
        skipFunctions: true,
        onlyBuiltins: false,
        replaces: false,
      });
    }
    // One that is known is enough.
    let status = shell.dialect.errors.statuses.unknown;
    const { commandTakesOne, printsUnknown } = shell.dialect.builtins;
    for (const name of commandTakesOne ? rest.slice(0, 1) : rest) {
      const [kind] = kindsOf(shell, name, isBuiltin);
      if (kind === undefined) {
        if (flags.has('V') && printsUnknown) yield* print(shell, `${name}: not found\n`);
        else if (flags.has('V')) yield* complain(shell, `${name}: not found`);
        continue;
      }
      status = 0;
      if (flags.has('V')) yield* print(shell, `${describe(name, kind)}\n`);
      else if (kind.type === 'alias')
        yield* print(shell, `alias ${name}=${quoteSingle(kind.text)}\n`);
      else yield* print(shell, `${kind.type === 'file' ? kind.text : name}\n`);
    }
    return status;
  };
  const builtin: Builtin = function* (shell, args) {
    const options = readOptions(args, '');
    if (options.bad !== undefined) return yield* invalidOption(shell, 'builtin', options.bad);
    if (options.rest.length === 0) return 0;
    return yield* shell.engine.runWords(shell, options.rest, {
      skipFunctions: true,
      onlyBuiltins: true,
      replaces: false,
    });
  };
  const hash: Builtin = function* (shell, args) {
    if (!shell.options.has('hashall')) {
      yield* complain(shell, 'hashing disabled');
      return 1;
    }
    const options = readOptions(args, 'lrdtp:');
    if (options.bad !== undefined) return yield* invalidOption(shell, 'hash', options.bad);
    const { flags } = options;
    let status = 0;
    const given = options.values.get('p');
    for (const name of options.rest) {
      if (given !== undefined) {
        shell.hashed.set(name, given);
        shell.hashHits.delete(name);
        continue;
      }
      const known = shell.hashed.get(name);
      if ((flags.has('t') || flags.has('d')) && known === undefined) {
        yield* complain(shell, `${name}: not found`);
        status = 1;
        continue;
      }
      if (flags.has('d')) {
        shell.hashed.delete(name);
        continue;
      }
      if (flags.has('t') && known !== undefined) {
        const head = options.rest.length > 1 ? `${name}\t` : '';
        yield* print(shell, `${head}${known}\n`);
        continue;
      }
      const kinds = kindsOf(shell, name, isBuiltin);
      const file = kinds.find((kind) => kind.type === 'file');
      if (file !== undefined) {
        shell.hashed.set(name, file.text);
        shell.hashHits.delete(name);
      }
      if (kinds.length > 0) continue;
      yield* complain(shell, `${name}: not found`);
      status = 1;
    }
    if (flags.has('r')) {
      shell.hashed.clear();
      shell.hashHits.clear();
    }
    if (options.rest.length > 0 || (args.length > 0 && !flags.has('l'))) return status;
    if (flags.has('l') && shell.hashed.size > 0) {
      const rows = [...shell.hashed].map(([name, path]) => `builtin hash -p ${path} ${name}\n`);
      yield* print(shell, rows.join(''));
    } else if (shell.hashed.size === 0) yield* print(shell, 'hash: hash table empty\n');
    else {
      const rows = [...shell.hashed].map(
        ([name, path]) => `${String(shell.hashHits.get(name) ?? 0).padStart(4)}\t${path}\n`,
      );
      yield* print(shell, `hits\tcommand\n${rows.join('')}`);
    }
    return status;
  };
  return { type, command, builtin, hash };
}
