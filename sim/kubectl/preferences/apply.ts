import type { CommandContext, Program } from '../../kernel/index.ts';
import { done, failed, type Outcome, plain } from '../failure.ts';
import { type Found, find, ROOT_FLAGS } from '../find.ts';
import { type Flag, parseFlags } from '../flags.ts';
import {
  type Alias,
  type Option,
  type Preferences,
  type PreferencesFile,
  preferencesFile,
  readPreferences,
} from './read.ts';

// Models kubectl/pkg/kuberc/kuberc.go.

const refused = (text: string): { ok: false; failure: ReturnType<typeof plain> } =>
  failed(plain(`error occurred while applying preferences ${text}`));

/** What `--kuberc` says; undefined where it says nothing though it is there. */
function explicitFile(words: readonly string[]): string | undefined {
  for (const [i, word] of words.entries()) {
    if (word === '--') break;
    const value = word === '--kuberc' ? (words[i + 1] ?? '') : /^--kuberc=(.*)$/s.exec(word)?.[1];
    if (value !== undefined) return value === '' ? undefined : value;
  }
  return '';
}

/** What is wrong in preferences that could be read. */
function complaintOf({ aliases, defaults }: Preferences): string {
  const names = new Set<string>();
  const long = (options: readonly Option[]): string[] =>
    options
      .filter(({ name }) => name.startsWith('-'))
      .map(({ name }) => `flag name ${name} should be in long form without dashes`);
  for (const { name, options } of aliases) {
    if (!/^[a-zA-Z]+$/.test(name)) {
      return 'invalid alias name, can only include alphabetical characters';
    }
    const [wrong] = long(options);
    if (wrong !== undefined) return wrong;
    if (names.has(name)) return `duplicate alias name ${name}`;
    names.add(name);
  }
  return long(defaults.flatMap(({ options }) => options))[0] ?? '';
}

type Named = Exclude<Found, { readonly type: 'root' }>;

const flagsOf = (found: Named): readonly Flag[] =>
  found.type === 'verb' ? [...found.verb.flags, ...ROOT_FLAGS] : ROOT_FLAGS;

/** Puts flags before what is left of the words, where they are not given already. */
function withOptions(
  found: Named,
  options: readonly Option[],
  say: { unknown(flag: string): string; refused(option: Option): string },
): Outcome<Named> {
  const flags = flagsOf(found);
  const parsed = parseFlags(flags, found.rest);
  const added: string[] = [];
  for (const option of options) {
    const { name, value } = option;
    if (!flags.some((flag) => flag.name === name)) return refused(say.unknown(name));
    if (parsed.ok && parsed.value.flags.isSet(name)) continue;
    const word = `--${name}=${value}`;
    const alone = parseFlags(flags, [word]);
    if (!alone.ok) {
      const text = alone.failure.type === 'message' ? alone.failure.text : '';
      return refused(`${say.refused(option)} err: ${text}`);
    }
    added.push(word);
  }
  return done({ ...found, rest: [...added, ...found.rest] });
}

/** The command that an alias stands for; undefined when the words are none. */
function aliased(words: readonly string[], aliases: readonly Alias[]): Outcome<Named> | undefined {
  const at = words.findIndex((word) => !word.startsWith('-'));
  const alias = aliases.find(({ name }) => name === words[at]);
  if (alias === undefined) return undefined;
  const { name, command, prepended, appended, options } = alias;
  const target = command.split(' ');
  if (find(target).type === 'root') {
    return refused(`command "${command}" not found to set alias "${name}": [${command}]`);
  }
  const [before, after] = [words.slice(0, at), words.slice(at + 1)];
  const found = find([...before, ...target, ...prepended, ...after, ...appended]) as Named;
  return withOptions(found, options, {
    unknown: (flag) => `invalid alias flag ${flag} in alias kubectl`,
    refused: (option) =>
      `could not apply value ${option.value} to flag ${option.name} in alias kubectl`,
  });
}

const lastWord = (path: string): string => path.split(' ').at(-1) ?? '';

/** Gives a command the defaults of its flags. */
function* withDefaults(
  context: CommandContext,
  start: Named,
  { defaults }: Preferences,
): Program<Outcome<Found>> {
  let found = start;
  for (const { command, options } of defaults) {
    const target = find(command.split(/\s+/));
    if (target.type === 'root') {
      const text = `Warning: command "${command}" not found to set kuberc override\n`;
      yield* context.stderr.write(text);
      continue;
    }
    if (lastWord(target.path) !== lastWord(found.path)) continue;
    const next = withOptions(found, options, {
      unknown: (flag) => `invalid flag ${flag} for command ${command}`,
      refused: ({ name, value }) =>
        `could not apply override value ${value} to flag ${name} in command ${command}`,
    });
    if (!next.ok) return next;
    found = next.value;
  }
  return done(found);
}

function* applied(context: CommandContext, file: PreferencesFile): Program<Outcome<Found>> {
  const words = context.args;
  const read = readPreferences(context, file);
  if (read.type === 'none') return done(find(words));
  if (read.type === 'broken') {
    if (file.isExplicit) return refused(`kuberc error kuberc: ${read.error}`);
    yield* context.stderr.write(`kuberc: no preferences loaded from ${file.path}: ${read.error}`);
    return done(find(words));
  }
  if (read.unknown.length > 0) {
    const text = `strict decoding error: ${read.unknown.join(', ')}`;
    yield* context.stderr.write(`kuberc: ignoring strict decoding error in ${file.path}: ${text}`);
  }
  const complaint = complaintOf(read.preferences);
  if (complaint !== '') return refused(complaint);
  const found = find(words);
  const meant =
    found.type === 'root' ? aliased(words, read.preferences.aliases) : done<Named>(found);
  if (meant === undefined) return done(found);
  return meant.ok ? yield* withDefaults(context, meant.value, read.preferences) : meant;
}

/** What the words of a command line name, with the aliases and defaults of the user. */
export function* findPreferred(context: CommandContext): Program<Outcome<Found>> {
  const explicit = explicitFile(context.args);
  if (explicit === undefined) return refused('kuberc file is not found');
  const file = preferencesFile(context, explicit);
  return file === undefined ? done(find(context.args)) : yield* applied(context, file);
}
