import { type Json, type JsonObject, sortKeys } from '../../api/index.ts';
import { createLineReader, type Program, resolvePath } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { arrayFlag, boolFlag, textFlag } from '../flags.ts';
import { OUTPUT_FLAGS, printerFor } from '../output/printer.ts';
import { toYaml } from '../output/yaml.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, REFUSED_ALONE, type Verb, type VerbGroup } from '../verb.ts';
import { preferencesFile, readPreferences } from './read.ts';

// Models kubectl/pkg/cmd/kuberc.

const API_VERSION = 'kubectl.config.k8s.io/v1beta1';

const placeOf = ({ context, flags }: Session): string => {
  const file = preferencesFile(context, flags.text('kuberc'));
  return file?.path ?? `${context.env.get('HOME') ?? '/root'}/.kube/kuberc`;
};

const listOf = (json: Json | undefined): JsonObject[] =>
  Array.isArray(json) ? (json as JsonObject[]) : [];

/** The document of the file; undefined when there is none yet. */
function documentOf(session: Session): Outcome<JsonObject | undefined> {
  const read = readPreferences(session.context, { path: placeOf(session), isExplicit: false });
  if (read.type === 'none') return done(undefined);
  if (read.type === 'read') return done(read.json);
  return failed(message(`error parsing kuberc file: ${read.error}`));
}

function* save(session: Session, json: JsonObject): Program<void> {
  const { context } = session;
  const path = placeOf(session);
  const absolute = resolvePath(context.directory, path);
  context.files.makeDirectory(absolute.split('/').slice(0, -1).join('/'));
  context.files.write(absolute, toYaml(sortKeys(json)));
  yield* session.out(`Updated ${path}\n`);
}

const EMPTY: JsonObject = {
  aliases: null,
  apiVersion: API_VERSION,
  defaults: null,
  kind: 'Preference',
};

const POLICIES = ['AllowAll', 'DenyAll', 'Allowlist'];

function refusedPolicy({ flags }: Session): string {
  const [policy, entries] = [flags.text('policy'), flags.list('allowlist-entry')];
  if (policy === '') return '--policy is required when --section=credentialplugin';
  if (!POLICIES.includes(policy)) {
    return ` --policy must be  "AllowAll", "DenyAll", or "Allowlist", got: ${policy}`;
  }
  const where = 'when --section=credentialplugin and --policy=Allowlist';
  if (policy === 'Allowlist' && entries.length === 0)
    return `--allowlist-entry is required ${where}`;
  if (policy !== 'Allowlist' && entries.length > 0) {
    return `--allowlist-entry may only be used ${where}`;
  }
  const isOld = entries.some((entry) => entry.startsWith('name='));
  return isOld ? 'allowlist entry field "name" is deprecated, use "command" instead' : '';
}

/** What is wrong with the flags of `kuberc set`; '' for nothing. */
function refusedFlags(session: Session): string {
  const { flags } = session;
  const section = flags.text('section');
  if (!['defaults', 'aliases', 'credentialplugin'].includes(section)) {
    return `--section must be "defaults", "aliases", or "credentialplugin", got: ${section}`;
  }
  if (section === 'credentialplugin') return refusedPolicy(session);
  if (flags.text('command') === '') {
    return '--command is required when --section=aliases or --section=defaults';
  }
  if (section === 'aliases') {
    return flags.text('name') === '' ? '--name is required when --section=aliases' : '';
  }
  if (flags.text('name') !== '') return '--name should not be specified when --section=defaults';
  const hasArguments = flags.list('prependarg').length + flags.list('appendarg').length > 0;
  return hasArguments ? '--prependarg and --appendarg are only valid for --section=aliases' : '';
}

/** The flags and values of `--option`. */
function optionsOf({ flags }: Session): Outcome<JsonObject[]> {
  const options: JsonObject[] = [];
  for (const word of flags.list('option')) {
    const [, name = '', value = ''] = /^-*([^=]*)=(.*)$/s.exec(word) ?? [];
    if (name === '') {
      return failed(message(`invalid option format "${word}", expected flag=value`));
    }
    options.push({ default: value, name });
  }
  return done(options);
}

/** The entry of a section by its key, with what the command line says. */
function changed(
  session: Session,
  list: readonly JsonObject[],
  key: 'name' | 'command',
  fields: JsonObject,
): Outcome<JsonObject[]> {
  const wanted = fields[key];
  const at = list.findIndex((entry) => entry[key] === wanted);
  if (at < 0) return done([...list, fields]);
  if (!session.flags.bool('overwrite')) {
    const what = key === 'name' ? `alias "${wanted}" already exists` : '';
    const text = what || `defaults for command "${wanted}" already exist`;
    return failed(message(`${text}, use --overwrite to replace`));
  }
  return done(list.map((entry, i) => (i === at ? { ...entry, ...fields } : entry)));
}

function* set(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const refused = refusedFlags(session);
  if (refused !== '') return message(refused);
  const options = optionsOf(session);
  if (!options.ok) return options.failure;
  const document = documentOf(session);
  if (!document.ok) return document.failure;
  const json = { ...EMPTY, ...document.value };
  if (flags.text('section') === 'credentialplugin') {
    const entries = flags.list('allowlist-entry').map((entry) => {
      const at = entry.indexOf('=');
      return { [entry.slice(0, at)]: entry.slice(at + 1) };
    });
    const allowed = entries.length === 0 ? {} : { credentialPluginAllowlist: entries };
    yield* save(session, { ...json, credentialPluginPolicy: flags.text('policy'), ...allowed });
    return undefined;
  }
  const command = flags.text('command');
  if (flags.text('section') === 'defaults') {
    const fields = { command, options: options.value.length === 0 ? null : options.value };
    const list = changed(session, listOf(json.defaults), 'command', fields);
    if (!list.ok) return list.failure;
    yield* save(session, { ...json, defaults: list.value });
    return undefined;
  }
  const [prependArgs, appendArgs] = [flags.list('prependarg'), flags.list('appendarg')];
  const fields: JsonObject = {
    name: flags.text('name'),
    command,
    ...(prependArgs.length === 0 ? {} : { prependArgs: [...prependArgs] }),
    ...(appendArgs.length === 0 ? {} : { appendArgs: [...appendArgs] }),
    ...(options.value.length === 0 ? {} : { options: options.value }),
  };
  const list = changed(session, listOf(json.aliases), 'name', fields);
  if (!list.ok) return list.failure;
  yield* save(session, { ...json, aliases: list.value });
  return undefined;
}

/** What is suggested to who has no preferences yet. */
const SUGGESTED: JsonObject = {
  ...EMPTY,
  defaults: [
    { command: 'apply', options: [{ default: 'true', name: 'server-side' }] },
    { command: 'delete', options: [{ default: 'true', name: 'interactive' }] },
  ],
};

function* suggest(session: Session): Program<undefined> {
  const question = 'Would you like to generate a default kuberc file with recommended options?';
  yield* session.out(`kuberc file not found at ${placeOf(session)}\n${question} (y/N): `);
  const answer = (yield* createLineReader(session.context.stdin).next()) ?? '';
  if (/^(y|yes)$/i.test(answer.trim())) yield* save(session, SUGGESTED);
  return undefined;
}

const optionsShown = (json: Json | undefined): Json =>
  Array.isArray(json)
    ? listOf(json).map((option) => ({ name: option.name ?? '', default: option.default ?? '' }))
    : null;

const given = (fields: Record<string, Json | undefined>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => field[1] !== undefined),
  );

/** The fields that are known, in the order of the Go type, which is that of JSON. */
function typed(json: JsonObject): JsonObject {
  const { kind, apiVersion, credentialPluginPolicy, credentialPluginAllowlist } = json;
  const defaults = listOf(json.defaults ?? json.overrides).map((one) => ({
    command: one.command ?? '',
    options: optionsShown(one.options ?? one.flags),
  }));
  const aliases = listOf(json.aliases).map((alias) => {
    const { name, command, prependArgs, appendArgs } = alias;
    const options = optionsShown(alias.options ?? alias.flags) ?? undefined;
    return given({ name, command, prependArgs, appendArgs, options });
  });
  const policy = given({ credentialPluginPolicy, credentialPluginAllowlist });
  return { kind: kind ?? null, apiVersion: apiVersion ?? null, defaults, aliases, ...policy };
}

function* view(session: Session): Program<Failure | undefined> {
  const printer = printerFor(session);
  if (!printer.ok) return printer.failure;
  const document = documentOf(session);
  if (!document.ok) return document.failure;
  if (document.value === undefined) return yield* suggest(session);
  const json = typed(document.value);
  const isYaml = ['', 'yaml'].includes(session.flags.text('output').toLowerCase());
  if (isYaml) {
    yield* session.out(toYaml(sortKeys(json)));
    return undefined;
  }
  if (session.flags.text('output') === 'name') {
    yield* session.out('preference.kubectl.config.k8s.io/<unknown>\n');
    return undefined;
  }
  const text = printer.value?.print(json) ?? done(toYaml(json));
  if (!text.ok) return text.failure;
  yield* session.out(text.value);
  return undefined;
}

const setVerb: Verb = {
  ...PLAIN_VERB,
  required: ['section'],
  name: 'set',
  aliases: [],
  summary: 'Set a preference',
  usage: '--section (defaults|aliases) --command COMMAND',
  examples: [
    {
      does: 'Ask before each deletion',
      line: 'kubectl kuberc set --section defaults --command delete --option interactive=true',
    },
    {
      does: 'A word of your own for the nodes',
      line: 'kubectl kuberc set --section aliases --name getn --command get --prependarg nodes',
    },
  ],
  flags: [
    arrayFlag('allowlist-entry', 'A plugin that may be asked for credentials'),
    arrayFlag('appendarg', 'An argument to add at the end'),
    textFlag('command', 'The command it is about'),
    textFlag('kuberc', 'The file to change'),
    textFlag('name', 'Name of the alias'),
    arrayFlag('option', 'A flag and its value: flag=value'),
    boolFlag('overwrite', 'Replace what is there'),
    textFlag('policy', 'Which plugins may be asked for credentials'),
    arrayFlag('prependarg', 'An argument to add at the beginning'),
    textFlag('section', 'The section to change'),
  ],
  verbs: [],
  run: set,
};

const viewVerb: Verb = {
  ...PLAIN_VERB,
  name: 'view',
  aliases: [],
  summary: 'Show the preferences',
  usage: '',
  examples: [{ does: 'Show them', line: 'kubectl kuberc view' }],
  flags: [
    ...OUTPUT_FLAGS.map((flag) => (flag.name === 'output' ? { ...flag, value: 'yaml' } : flag)),
    textFlag('kuberc', 'The file to show'),
  ],
  verbs: [],
  run: view,
};

export const kubercGroup: VerbGroup = {
  name: 'kuberc',
  aliases: [],
  summary: 'Show and change your preferences: aliases, and defaults of flags',
  usage: 'SUBCOMMAND',
  examples: [{ does: 'Show the preferences', line: 'kubectl kuberc view' }],
  alone: REFUSED_ALONE,
  verbs: [setVerb, viewVerb],
};
