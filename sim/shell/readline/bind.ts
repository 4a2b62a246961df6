import { type Program, resolvePath } from '../../kernel/index.ts';
import { type Builtin, readOptions, refuseOptions } from '../builtins/usage.ts';
import { complain, print, printError } from '../exec/report.ts';
import type { Shell } from '../types.ts';
import { getText } from '../variables.ts';
import {
  applyLine,
  bindingsIn,
  bindKey,
  inputrcOf,
  isKeymap,
  keymapOf,
  keysOfShell,
  readInputrc,
  splitBinding,
} from './inputrc.ts';
import { functionsWithKeys, usualSettings, written } from './keys.ts';

/** What a keymap of several names is called by. */
const KEYMAP_NAMES: Readonly<Record<string, string>> = {
  'emacs-standard': 'emacs',
  'vi-command': 'vi',
  'vi-move': 'vi',
  'vi-insert': 'vi-insert',
};
/** Keys that `bind -P` names of each function. */
const MOST_NAMED = 5;

/** The functions with the keys that they have now. */
function functionsNow(shell: Shell, keymap: string): Map<string, string[]> {
  const bindings = bindingsIn(shell, keymap);
  const now = new Map<string, string[]>();
  for (const [name, keys] of functionsWithKeys()) {
    now.set(
      name,
      keys.filter((key) => bindings[key] === undefined),
    );
  }
  for (const [codes, action] of Object.entries(bindings)) {
    if (action.type === 'function') now.get(action.text)?.push(codes);
  }
  for (const keys of now.values()) keys.sort();
  return now;
}

function* listFunctions(shell: Shell, keymap: string): Program<void> {
  let text = '\n';
  for (const [name, keys] of functionsNow(shell, keymap)) {
    if (keys.length === 0) text += `# ${name} (not bound)\n`;
    for (const key of keys) text += `"${written(key)}": ${name}\n`;
  }
  yield* print(shell, text);
}

const named = (keys: readonly string[]): string => {
  const first = keys.slice(0, MOST_NAMED).map((key) => `"${written(key)}"`);
  return `${first.join(', ')}${keys.length > MOST_NAMED ? ', ...' : '.'}`;
};

function* tellFunctions(shell: Shell, keymap: string): Program<void> {
  let text = '\n';
  for (const [name, keys] of functionsNow(shell, keymap)) {
    const where = keys.length === 0 ? 'is not bound to any keys' : `can be found on ${named(keys)}`;
    text += `${name} ${where}\n`;
  }
  yield* print(shell, text);
}

function* listSettings(shell: Shell, isTold: boolean): Program<void> {
  const { settings } = keysOfShell(shell);
  let text = '';
  for (const [name, usual] of usualSettings()) {
    const size = name === 'history-size' ? getText(shell, 'HISTSIZE') : undefined;
    const keymap = name === 'keymap' ? KEYMAP_NAMES[keymapOf(shell)] : undefined;
    const value = keymap ?? settings[name] ?? size ?? usual;
    text += isTold ? `${name} is set to \`${value}'\n` : `set ${name} ${value}\n`;
  }
  yield* print(shell, text);
}

function* listActions(shell: Shell, keymap: string, type: string, form: string): Program<void> {
  for (const [codes, action] of Object.entries(bindingsIn(shell, keymap))) {
    if (action.type !== type) continue;
    const text = type === 'macro' ? written(action.text) : action.text;
    const key = written(codes);
    yield* print(shell, form === 'told' ? `${key} outputs ${text}\n` : `"${key}": "${text}"\n`);
  }
}

function* query(shell: Shell, keymap: string, name: string): Program<number> {
  const keys = functionsNow(shell, keymap).get(name);
  if (keys === undefined) {
    yield* complain(shell, `\`${name}': unknown function name`);
    return 1;
  }
  const isBound = keys.length > 0;
  const where = isBound ? `can be invoked via ${named(keys)}` : 'is not bound to any keys.';
  yield* print(shell, `${name} ${where}\n`);
  return isBound ? 0 : 1;
}

function* unbindFunction(shell: Shell, keymap: string, name: string): Program<number> {
  const keys = functionsNow(shell, keymap).get(name);
  if (keys === undefined) {
    yield* complain(shell, `\`${name}': unknown function name`);
    return 1;
  }
  for (const key of keys) bindKey(shell, keymap, key, { type: 'function', text: '' });
  return 0;
}

/** `bind -x '"KEY": COMMAND'`. */
function* bindCommand(shell: Shell, keymap: string, text: string): Program<number> {
  if (!text.trim().startsWith('"')) {
    yield* complain(shell, `${text}: first non-whitespace character is not \`"'`);
    return 1;
  }
  const binding = splitBinding(text.trim());
  if ('wrong' in binding) {
    yield* complain(shell, binding.wrong);
    return 1;
  }
  const command = binding.value.replace(/^(["'])([\s\S]*)\1$/, '$2');
  bindKey(shell, keymap, binding.codes, { type: 'command', text: command });
  return 0;
}

function* readFile(shell: Shell, name: string): Program<number> {
  const { isRead, refusals } = readInputrc(shell, resolvePath(shell.directory, name));
  for (const one of refusals) yield* printError(shell, `readline: ${one}\n`);
  if (isRead) return 0;
  yield* complain(shell, `${name}: cannot read: No such file or directory`);
  return 1;
}

const LISTS: readonly [string, (shell: Shell, keymap: string) => Program<void>][] = [
  [
    'l',
    function* (shell) {
      yield* print(shell, [...functionsWithKeys().keys()].map((name) => `${name}\n`).join(''));
    },
  ],
  ['p', listFunctions],
  ['P', tellFunctions],
  ['s', (shell, keymap) => listActions(shell, keymap, 'macro', 'written')],
  ['S', (shell, keymap) => listActions(shell, keymap, 'macro', 'told')],
  ['v', (shell) => listSettings(shell, false)],
  ['V', (shell) => listSettings(shell, true)],
  ['X', (shell, keymap) => listActions(shell, keymap, 'command', 'written')],
];

/** `bind`: lists and changes what the keys of the command line do, and readline's settings. */
export const bind: Builtin = function* (shell, args) {
  const options = readOptions(args, 'lvpsPVSXm:f:q:u:r:x:');
  if (!shell.isAtTerminal) yield* complain(shell, 'warning: line editing not enabled');
  const refused = yield* refuseOptions(shell, 'bind', options);
  if (refused !== undefined) return refused;
  const { flags, values, rest } = options;
  const keymap = values.get('m') ?? keymapOf(shell);
  if (!isKeymap(keymap)) {
    yield* complain(shell, `\`${keymap}': invalid keymap name`);
    return 1;
  }
  let status = 0;
  for (const [letter, list] of LISTS) if (flags.has(letter)) yield* list(shell, keymap);
  const file = values.get('f');
  if (file !== undefined) status = yield* readFile(shell, file);
  const asked = values.get('q');
  if (asked !== undefined) status = yield* query(shell, keymap, asked);
  const unbound = values.get('u');
  if (unbound !== undefined) status = yield* unbindFunction(shell, keymap, unbound);
  const removed = values.get('r');
  if (removed !== undefined) unbindKey(shell, keymap, removed);
  const command = values.get('x');
  if (command !== undefined) status = yield* bindCommand(shell, keymap, command);
  for (const line of rest) {
    const refusal = applyLine(shell, line.trim(), values.get('m'));
    if (refusal !== undefined) yield* printError(shell, `readline: ${refusal}\n`);
  }
  return status;
};

function unbindKey(shell: Shell, keymap: string, keys: string): void {
  const binding = splitBinding(`"${keys}":x`);
  if ('codes' in binding) bindKey(shell, keymap, binding.codes, { type: 'function', text: '' });
}

/** Reads the init file of readline again (C-x C-r), or for the first time; says what is wrong. */
export function* readInitFile(shell: Shell): Program<void> {
  for (const one of readInputrc(shell, inputrcOf(shell)).refusals) {
    yield* printError(shell, `readline: ${one}\n`);
  }
}
