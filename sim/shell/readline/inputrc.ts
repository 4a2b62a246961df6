import type { KeyAction, KeyBindings, LineKeys } from '../../kernel/index.ts';
import { ownAt, resolvePath } from '../../kernel/index.ts';
import type { Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { codesOf, functionsWithKeys, usualSettings } from './keys.ts';

/** Files that include each other end there, as in readline. */
const MOST_INCLUDED = 16;
const NO_KEYS: LineKeys = { bindings: {}, vi: { insert: {}, command: {} }, settings: {} };
const NO_KEYMAP: Keymap = { vi: undefined, before: '' };

/** What readline does not understand, in its words; undefined when it does. */
type Refusal = string | undefined;

export const keysOfShell = (shell: Shell): LineKeys => shell.keys ?? NO_KEYS;

/** One of the keymaps of vi, or that of emacs with what stands before its keys. */
interface Keymap {
  readonly vi: 'insert' | 'command' | undefined;
  readonly before: string;
}

/** The keymaps by their names. */
const KEYMAPS: Readonly<Record<string, Keymap>> = {
  emacs: { vi: undefined, before: '' },
  'emacs-standard': { vi: undefined, before: '' },
  'emacs-meta': { vi: undefined, before: '\x1b' },
  'emacs-ctlx': { vi: undefined, before: '\x18' },
  vi: { vi: 'command', before: '' },
  'vi-move': { vi: 'command', before: '' },
  'vi-command': { vi: 'command', before: '' },
  'vi-insert': { vi: 'insert', before: '' },
};
export const isKeymap = (name: string): boolean => ownAt(KEYMAPS, name) !== undefined;

/** The keymap that a shell binds keys in. */
export function keymapOf(shell: Shell): string {
  const { settings } = keysOfShell(shell);
  const usual = settings['editing-mode'] === 'vi' ? 'vi-insert' : 'emacs';
  return settings.keymap ?? usual;
}

/** The bindings of a keymap. */
export function bindingsIn(shell: Shell, keymap: string): KeyBindings {
  const keys = keysOfShell(shell);
  const { vi, before } = KEYMAPS[keymap] ?? NO_KEYMAP;
  if (vi !== undefined) return keys.vi[vi];
  const own = Object.entries(keys.bindings).filter(([codes]) => codes.startsWith(before));
  return Object.fromEntries(own.map(([codes, action]) => [codes.slice(before.length), action]));
}

/** Gives a key of a keymap something to do. */
export function bindKey(shell: Shell, keymap: string, codes: string, action: KeyAction): void {
  const keys = keysOfShell(shell);
  const { vi, before } = KEYMAPS[keymap] ?? NO_KEYMAP;
  if (vi === undefined) {
    shell.keys = { ...keys, bindings: { ...keys.bindings, [before + codes]: action } };
    return;
  }
  shell.keys = { ...keys, vi: { ...keys.vi, [vi]: { ...keys.vi[vi], [codes]: action } } };
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  ...{ del: '\x7f', rubout: '\x7f', esc: '\x1b', escape: '\x1b', lfd: '\n', newline: '\n' },
  ...{ ret: '\r', return: '\r', space: ' ', spc: ' ', tab: '\t' },
};

/** A key by its name: `Control-u`, `C-M-x`, `Meta-Rubout`. */
function namedKey(name: string): string {
  const modifiers = /^(?:(?:control|c|meta|m)-)*/i.exec(name)?.[0] ?? '';
  const key = name.slice(modifiers.length);
  const plain = KEY_NAMES[key.toLowerCase()] ?? key.charAt(0);
  const code = /c(?:ontrol)?-/i.test(modifiers) ? codesOf(`\\C-${plain}`) : plain;
  return /m(?:eta)?-/i.test(modifiers) ? `\x1b${code}` : code;
}

/** The text between quotes at the start, and what is behind it; undefined without an end. */
function quotedAt(text: string): { readonly inside: string; readonly rest: string } | undefined {
  const quote = text.charAt(0);
  const match = /^(["'])((?:\\[\s\S]|(?!\1)[\s\S])*)\1([\s\S]*)$/.exec(text);
  return match === null || quote === ''
    ? undefined
    : { inside: match[2] ?? '', rest: match[3] ?? '' };
}

/** The key sequence at the start of a binding, and what it is bound to. */
export function splitBinding(
  line: string,
): { readonly codes: string; readonly value: string } | { readonly wrong: string } {
  if (line.startsWith('"')) {
    const quoted = quotedAt(line);
    if (quoted === undefined) return { wrong: `${line}: no closing \`"' in key binding` };
    const colon = /^\s*:\s*([\s\S]*)$/.exec(quoted.rest);
    if (colon === null) return { wrong: `${line}: no key sequence terminator` };
    return { codes: codesOf(quoted.inside), value: colon[1] ?? '' };
  }
  const plain = /^([^\s:]+)\s*:\s*([\s\S]*)$/.exec(line);
  if (plain === null) return { wrong: `${line}: no key sequence terminator` };
  return { codes: namedKey(plain[1] ?? ''), value: plain[2] ?? '' };
}

/** Has lines edited by the keys of emacs or of vi: what `set -o vi` does. */
export function setEditingMode(shell: Shell, mode: 'emacs' | 'vi'): void {
  const keys = keysOfShell(shell);
  const { keymap: _, ...settings } = keys.settings;
  shell.options.delete(mode === 'vi' ? 'emacs' : 'vi');
  shell.options.add(mode);
  shell.keys = { ...keys, settings: { ...settings, 'editing-mode': mode } };
}

function applySetting(shell: Shell, name: string, value: string): Refusal {
  const usual = usualSettings().get(name.toLowerCase());
  if (usual === undefined) return `${name}: unknown variable name`;
  if (name.toLowerCase() === 'editing-mode' && /^(?:emacs|vi)$/.test(value)) {
    setEditingMode(shell, value === 'vi' ? 'vi' : 'emacs');
    return undefined;
  }
  if (name.toLowerCase() === 'keymap' && !isKeymap(value)) {
    return `${name}: could not set value to \`${value}'`;
  }
  const isSwitch = usual === 'on' || usual === 'off';
  const isOn = value === '' || /^(?:on|1)$/i.test(value);
  const keys = keysOfShell(shell);
  const given = isSwitch ? (isOn ? 'on' : 'off') : value;
  shell.keys = { ...keys, settings: { ...keys.settings, [name.toLowerCase()]: given } };
  return undefined;
}

/** Does what one line of an init file says: a setting or a binding. */
export function applyLine(shell: Shell, line: string, keymap = keymapOf(shell)): Refusal {
  const set = /^set\s+(\S+)\s*(.*?)\s*$/i.exec(line);
  if (set !== null) return applySetting(shell, set[1] ?? '', set[2] ?? '');
  const binding = splitBinding(line);
  if ('wrong' in binding) return binding.wrong;
  const { codes, value } = binding;
  const macro = quotedAt(value);
  if (macro !== undefined) {
    bindKey(shell, keymap, codes, { type: 'macro', text: codesOf(macro.inside) });
    return undefined;
  }
  const name = /^\S*/.exec(value)?.[0].toLowerCase() ?? '';
  // A name that readline does not know leaves the key without a meaning, and nothing is said.
  const text = functionsWithKeys().has(name) ? name : '';
  bindKey(shell, keymap, codes, { type: 'function', text });
  return undefined;
}

/** Whether `$if` means this program: its mode, its terminal or its name. */
function isMeant(shell: Shell, test: string): boolean {
  const [, name = '', value = ''] = /^(\w+)\s*=+\s*(\S+)/.exec(test) ?? [];
  if (name === 'mode') return shell.options.has(value);
  if (name === 'term') {
    const terminal = getText(shell, 'TERM') ?? '';
    return value === terminal || value === terminal.split('-')[0];
  }
  return test.toLowerCase() === 'bash';
}

/** Reads an init file; answers whether there is one, and what it has that readline refuses. */
export function readInputrc(
  shell: Shell,
  path: string,
  depth = 0,
): { readonly isRead: boolean; readonly refusals: readonly string[] } {
  const file = shell.files.read(path);
  if (!file.ok) return { isRead: false, refusals: [] };
  const refusals: string[] = [];
  /** Whether each `$if` that is open holds. */
  const open: boolean[] = [];
  for (const [at, raw] of file.value.split('\n').entries()) {
    const line = raw.trim();
    const [, word = '', rest = ''] = /^\$(\w+)\s*(.*)$/.exec(line) ?? [];
    if (word === 'if') open.push(isMeant(shell, rest));
    else if (word === 'else') open.push(!(open.pop() ?? true));
    else if (word === 'endif') open.pop();
    else if (open.includes(false) || line === '' || line.startsWith('#')) continue;
    else if (word === 'include' && depth < MOST_INCLUDED) {
      const other = rest.replace(/^~(?=\/)/, () => getText(shell, 'HOME') ?? '');
      refusals.push(...readInputrc(shell, resolvePath(shell.directory, other), depth + 1).refusals);
    } else if (word === '') {
      const refusal = applyLine(shell, line);
      if (refusal !== undefined) refusals.push(`${path}: line ${at + 1}: ${refusal}`);
    }
  }
  return { isRead: true, refusals };
}

/** Where the init file of a shell is: `INPUTRC`, or `~/.inputrc`. */
export const inputrcOf = (shell: Shell): string =>
  getText(shell, 'INPUTRC') ?? `${getText(shell, 'HOME') ?? ''}/.inputrc`;
