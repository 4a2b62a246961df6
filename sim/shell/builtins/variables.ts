import type { Program } from '../../kernel/index.ts';
import { evaluate, keyFor } from '../arithmetic.ts';
import { reportError } from '../exec/errexit.ts';
import { complain, print, printError, report } from '../exec/report.ts';
import { arrayLiteral } from '../expand/operations.ts';
import { quoteListed, quoteSingle } from '../expand/quote.ts';
import { OPTION_NAMES, OPTION_OF_LETTER, SHOPT_NAMES } from '../options.ts';
import { printFunction } from '../print.ts';
import { setEditingMode } from '../readline/inputrc.ts';
import type { Shell } from '../types.ts';
import { ExpansionFailure } from '../types.ts';
import {
  findReference,
  findVariable,
  getText,
  isKept,
  isName,
  setText,
  targetName,
  unsetVariable,
  variableNames,
} from '../variables.ts';
import { wordsOf } from '../words/shell.ts';
import { type Builtin, invalidOption, readOptions, usage } from './usage.ts';

const unset: Builtin = function* (shell, args) {
  const options = readOptions(args, 'fvn');
  if (options.bad !== undefined) return yield* invalidOption(shell, 'unset', options.bad);
  if (options.flags.has('f') && options.flags.has('v')) {
    yield* complain(shell, 'cannot simultaneously unset a function and a variable');
    return 1;
  }
  let status = 0;
  for (const text of options.rest) {
    const item = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(text);
    const name = item?.[1] ?? text;
    const { unsetMindsNames } = shell.dialect.builtins;
    if (unsetMindsNames && !options.flags.has('f') && !isName(text)) {
      yield* complain(shell, ['badName', text]);
      return 2;
    }
    if (options.flags.has('f')) {
      if (shell.readonlyFunctions.has(name)) {
        yield* complain(shell, `${name}: cannot unset: readonly function`);
        status = 1;
      } else shell.functions.delete(name);
      continue;
    }
    const variable = options.flags.has('n')
      ? findReference(shell, name)
      : findVariable(shell, name);
    if (variable?.attributes.has('r') === true || isKept(name)) {
      yield* complain(shell, ['stays', name]);
      status = 1;
      continue;
    }
    if (item !== null && variable?.value !== undefined && variable.value.kind !== 'scalar') {
      const subscript = yield* shell.engine.words.arithmetic(shell, item[2] ?? '');
      if (subscript === '@' || subscript === '*') variable.value.items.clear();
      else if (variable.value.kind === 'associative') {
        variable.value.items.delete(subscript.replace(/^(["'])(.*)\1$/, '$2'));
      } else {
        const key = Number(keyFor(shell, name, subscript));
        if (key < 0) {
          yield* complain(shell, `[${subscript}]: bad array subscript`);
          status = 1;
        } else variable.value.items.delete(key);
      }
      continue;
    }
    if (item !== null && variable !== undefined && keyFor(shell, name, item[2] ?? '') !== 0) {
      yield* complain(shell, `${name}: not an array variable`);
      status = 1;
      continue;
    }
    if (variable === undefined && !options.flags.has('v') && shell.functions.has(name)) {
      shell.functions.delete(name);
      continue;
    }
    if (!isName(name)) {
      if (options.flags.has('v')) {
        yield* complain(shell, ['badName', name]);
        status = 1;
      }
      continue;
    }
    unsetVariable(shell, options.flags.has('n') ? name : targetName(shell, name));
  }
  return status;
};

/** Names of the one-letter options of `set`. */
function* printOptions(shell: Shell, isScript: boolean): Program<number> {
  const { listedOptions, optionsTitle, optionColumn } = shell.dialect.names;
  if (!isScript) yield* print(shell, optionsTitle);
  for (const name of listedOptions) {
    const isOn = shell.options.has(name);
    const line = isScript
      ? `set ${isOn ? '-' : '+'}o ${name}`
      : `${optionColumn(name)}${isOn ? 'on' : 'off'}`;
    yield* print(shell, `${line}\n`);
  }
  return 0;
}

const set: Builtin = function* (shell, args) {
  if (args.length === 0) {
    for (const name of variableNames(shell)) {
      const value = findVariable(shell, name)?.value;
      if (value === undefined || name === '_') continue;
      const text = value.kind === 'scalar' ? quoteListed(value.text) : arrayLiteral(value);
      yield* print(shell, `${name}=${text}\n`);
    }
    for (const name of [...shell.functions.keys()].sort()) {
      const definition = shell.functions.get(name);
      if (definition !== undefined) yield* print(shell, `${printFunction(definition)}\n`);
    }
    return 0;
  }
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--' || !/^[-+]/.test(arg)) {
      shell.positional = args.slice(arg === '--' ? at + 1 : at);
      return 0;
    }
    if (arg === '-') {
      shell.options.delete('xtrace');
      shell.options.delete('verbose');
      if (at + 1 < args.length) shell.positional = args.slice(at + 1);
      return 0;
    }
    const isOn = arg.startsWith('-');
    for (const letter of arg.slice(1)) {
      let name = OPTION_OF_LETTER[letter];
      if (letter === 'o') {
        name = args[++at];
        if (name === undefined) return yield* printOptions(shell, !isOn);
        if (!OPTION_NAMES.includes(name) || shell.dialect.names.lacksOptions.has(name)) {
          yield* complain(shell, ['badOptionName', name, arg.charAt(0)]);
          return 2;
        }
      }
      if (name === undefined) {
        yield* complain(shell, ['badOption', arg.charAt(0) + letter]);
        return yield* usage(shell, 'set');
      }
      if (isOn && (name === 'vi' || name === 'emacs')) setEditingMode(shell, name);
      else if (isOn) shell.options.add(name);
      else shell.options.delete(name);
    }
  }
  return 0;
};

const shopt: Builtin = function* (shell, args) {
  const options = readOptions(args, 'pqsuo');
  if (options.bad !== undefined) return yield* invalidOption(shell, 'shopt', options.bad);
  const { flags, rest } = options;
  const names = flags.has('o') ? OPTION_NAMES : SHOPT_NAMES;
  const target = flags.has('o') ? shell.options : shell.shellOptions;
  const shown = (name: string, isOn: boolean): string =>
    flags.has('o') ? `set ${isOn ? '-' : '+'}o ${name}` : `shopt -${isOn ? 's' : 'u'} ${name}`;
  if (flags.has('s') && flags.has('u')) {
    yield* complain(shell, 'cannot set and unset shell options simultaneously');
    return 1;
  }
  let status = 0;
  if (rest.length === 0) {
    for (const name of names) {
      const isOn = target.has(name);
      if ((flags.has('s') && !isOn) || (flags.has('u') && isOn)) continue;
      const line = flags.has('p')
        ? shown(name, isOn)
        : `${name.padEnd(15)}\t${isOn ? 'on' : 'off'}`;
      if (!flags.has('q')) yield* print(shell, `${line}\n`);
    }
    return 0;
  }
  for (const name of rest) {
    if (!names.includes(name)) {
      yield* complain(shell, `${name}: invalid shell option name`);
      status = 1;
      continue;
    }
    if (flags.has('s')) target.add(name);
    else if (flags.has('u')) target.delete(name);
    else {
      const isOn = target.has(name);
      if (!isOn) status = 1;
      if (flags.has('q')) continue;
      const line = flags.has('p')
        ? shown(name, isOn)
        : `${name.padEnd(15)}\t${isOn ? 'on' : 'off'}`;
      yield* print(shell, `${line}\n`);
    }
  }
  return status;
};

/** Subscripts are expanded once more. */
function* subscripts(shell: Shell, text: string): Program<string> {
  return text.includes('[') ? yield* shell.engine.words.arithmetic(shell, text) : text;
}

const lets: Builtin = function* (shell, args) {
  if (args.length === 0) {
    yield* complain(shell, 'expression expected');
    return 1;
  }
  let value = 0n;
  try {
    for (const text of args[0] === '--' ? args.slice(1) : args)
      value = evaluate(shell, yield* subscripts(shell, text), 'let: ');
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure) || failure.effect !== 'discard') throw failure;
    yield* report(shell, failure.message);
    return 1;
  }
  return value === 0n ? 1 : 0;
};

const alias: Builtin = function* (shell, args) {
  const options = readOptions(args, 'p');
  if (options.bad !== undefined) return yield* invalidOption(shell, 'alias', options.bad);
  const show = (name: string, text: string): string =>
    `${shell.dialect.builtins.aliasHead}${name}=${quoteSingle(text)}\n`;
  if (options.rest.length === 0) {
    const all = [...shell.aliases].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name, text] of all) yield* print(shell, show(name, text));
    return 0;
  }
  let status = 0;
  for (const text of options.rest) {
    const at = text.indexOf('=');
    if (at > 0 && /[\s/$`=|&;()<>\\'"]/.test(text.slice(0, at))) {
      yield* complain(shell, `\`${text.slice(0, at)}': invalid alias name`);
      status = 1;
    } else if (at > 0) {
      shell.aliases.set(text.slice(0, at), text.slice(at + 1));
    }
    if (at > 0) continue;
    const found = shell.aliases.get(text);
    if (found !== undefined) yield* print(shell, show(text, found));
    else {
      yield* complain(shell, ['noAlias', text]);
      status = 1;
    }
  }
  return status;
};

const unalias: Builtin = function* (shell, args) {
  const options = readOptions(args, 'a');
  if (options.bad !== undefined) return yield* invalidOption(shell, 'unalias', options.bad);
  if (options.flags.has('a')) {
    shell.aliases.clear();
    return 0;
  }
  if (options.rest.length === 0) return yield* usage(shell, 'unalias');
  let status = 0;
  for (const name of options.rest) {
    if (shell.aliases.delete(name)) continue;
    yield* complain(shell, ['noAlias', name]);
    status = 1;
  }
  return status;
};

const getopts: Builtin = function* (shell, all) {
  const name = readOptions(all, '').rest[1] ?? '';
  if (findVariable(shell, name)?.attributes.has('r') !== true) return yield* nextOption(shell, all);
  // The option is read all the same, and told to nobody.
  yield* nextOption(shell, all.with(all.length - readOptions(all, '').rest.length + 1, '_'));
  yield* reportError(shell, ['readonly', name]);
  return 2;
};

function* nextOption(shell: Shell, all: readonly string[]): Program<number> {
  const options = readOptions(all, '');
  if (options.bad !== undefined) return yield* invalidOption(shell, 'getopts', options.bad);
  const args = options.rest;
  const [spec, name, ...given] = args;
  if (spec === undefined || name === undefined) return yield* usage(shell, 'getopts');
  if (!isName(name)) {
    yield* complain(shell, ['badName', name]);
    return shell.dialect.errors.statuses.name;
  }
  const words = args.length > 2 ? given : shell.positional;
  const isSilent = spec.startsWith(':');
  const isQuiet = isSilent || getText(shell, 'OPTERR') === '0';
  let index = Number(getText(shell, 'OPTIND') ?? '1');
  if (!(index >= 1)) index = 1;
  let offset = shell.getoptsOffset;
  const finish = (letter: string, value: string | undefined): number => {
    setText(shell, 'OPTIND', String(index));
    shell.getoptsOffset = offset;
    setText(shell, name, letter);
    if (value === undefined) unsetVariable(shell, 'OPTARG');
    else setText(shell, 'OPTARG', value);
    return 0;
  };
  const word = words[index - 1];
  if (offset === 0) {
    if (word === undefined || !word.startsWith('-') || word === '-') {
      finish('?', undefined);
      return 1;
    }
    if (word === '--') {
      index++;
      finish('?', undefined);
      return 1;
    }
    offset = 1;
  }
  const current = word ?? '';
  const letter = current.charAt(offset);
  offset++;
  const isLast = offset >= current.length;
  const place = letter === ':' ? -1 : spec.indexOf(letter);
  const next = (): void => {
    index++;
    offset = 0;
  };
  if (place < 0 || letter === '') {
    if (isLast) next();
    if (!isQuiet) {
      const { words } = shell.dialect.errors;
      yield* printError(shell, `${wordsOf(words, ['strayLetter', shell.name, letter])}\n`);
    }
    return finish('?', isSilent ? letter : undefined);
  }
  if (spec.charAt(place + 1) !== ':') {
    if (isLast) next();
    return finish(letter, undefined);
  }
  if (!isLast) {
    const value = current.slice(offset);
    next();
    return finish(letter, value);
  }
  next();
  const value = words[index - 1];
  if (value === undefined) {
    if (!isQuiet) {
      const { words } = shell.dialect.errors;
      yield* printError(shell, `${wordsOf(words, ['letterLacksValue', shell.name, letter])}\n`);
    }
    return isSilent ? finish(':', letter) : finish('?', undefined);
  }
  index++;
  return finish(letter, value);
}

export const VARIABLES: Readonly<Record<string, Builtin>> = {
  unset,
  set,
  shopt,
  let: lets,
  alias,
  unalias,
  getopts,
};
