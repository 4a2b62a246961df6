import { isObject, type Json, type JsonObject } from '../../api/index.ts';
import { type CommandContext, resolvePath } from '../../kernel/index.ts';
import { parseYaml, splitDocuments } from '../manifest/yaml.ts';

// Models kubectl/pkg/kuberc.

/** Where the preferences are. */
export interface PreferencesFile {
  readonly path: string;
  readonly isExplicit: boolean;
}

/** A flag that is given a value: `{name: output, default: wide}`. */
export interface Option {
  readonly name: string;
  readonly value: string;
}

export interface Alias {
  readonly name: string;
  readonly command: string;
  readonly prepended: readonly string[];
  readonly appended: readonly string[];
  readonly options: readonly Option[];
}

interface CommandDefaults {
  readonly command: string;
  readonly options: readonly Option[];
}

export interface Preferences {
  readonly aliases: readonly Alias[];
  readonly defaults: readonly CommandDefaults[];
}

/** What a file of preferences says, or why it says nothing. */
type PreferencesRead =
  | { readonly type: 'none' }
  | { readonly type: 'broken'; readonly error: string }
  | {
      readonly type: 'read';
      readonly preferences: Preferences;
      /** The document as it stands there. */
      readonly json: JsonObject;
      /** Fields that nothing knows. */
      readonly unknown: readonly string[];
    };

/** The file that the command line, the environment or the home directory names. */
export function preferencesFile(
  context: CommandContext,
  explicit: string,
): PreferencesFile | undefined {
  if (context.env.get('KUBECTL_KUBERC') === 'false') return undefined;
  if (explicit !== '') return { path: explicit, isExplicit: true };
  const named = context.env.get('KUBERC') ?? '';
  if (named === 'off') return undefined;
  if (named !== '') return { path: named, isExplicit: true };
  const home = context.env.get('HOME') ?? '/root';
  return { path: `${home}/.kube/kuberc`, isExplicit: false };
}

const GROUP = 'kubectl.config.k8s.io/';
const TOP = ['aliases', 'apiVersion', 'kind'];
const ALIAS = ['appendArgs', 'command', 'name', 'prependArgs'];

interface Version {
  /** How defaults are named in it. */
  readonly defaults: string;
  readonly options: string;
  readonly top: readonly string[];
}

const VERSIONS: ReadonlyMap<string, Version> = new Map([
  [
    `${GROUP}v1beta1`,
    {
      defaults: 'defaults',
      options: 'options',
      top: [...TOP, 'defaults', 'credentialPluginPolicy', 'credentialPluginAllowlist'],
    },
  ],
  [`${GROUP}v1alpha1`, { defaults: 'overrides', options: 'flags', top: [...TOP, 'overrides'] }],
]);

const objectsOf = (json: Json | undefined): JsonObject[] =>
  Array.isArray(json) ? json.filter(isObject) : [];

const textOf = (json: Json | undefined): string => (json === undefined ? '' : String(json ?? ''));
const textsOf = (json: Json | undefined): string[] => (Array.isArray(json) ? json.map(textOf) : []);

const optionsOf = (json: Json | undefined): Option[] =>
  objectsOf(json).map((option) => ({ name: textOf(option.name), value: textOf(option.default) }));

function unknownFields(json: JsonObject, version: Version): string[] {
  const of = (object: JsonObject, known: readonly string[], path: string): string[] =>
    Object.keys(object)
      .sort()
      .filter((key) => !known.includes(key))
      .map((key) => `unknown field "${path}${key}"`);
  const listed = (field: string, known: readonly string[]): string[] =>
    objectsOf(json[field]).flatMap((item, i) => {
      const options = objectsOf(item[version.options]).flatMap((option, j) =>
        of(option, ['name', 'default'], `${field}[${i}].${version.options}[${j}].`),
      );
      return [...of(item, [...known, version.options], `${field}[${i}].`), ...options];
    });
  return [
    ...listed('aliases', ALIAS),
    ...(version.defaults in json ? listed(version.defaults, ['command']) : []),
    ...of(json, version.top, ''),
  ];
}

function preferencesOf(json: JsonObject, version: Version): Preferences {
  return {
    aliases: objectsOf(json.aliases).map((alias) => ({
      name: textOf(alias.name),
      command: textOf(alias.command),
      prepended: textsOf(alias.prependArgs),
      appended: textsOf(alias.appendArgs),
      options: optionsOf(alias[version.options]),
    })),
    defaults: objectsOf(json[version.defaults]).map((one) => ({
      command: textOf(one.command),
      options: optionsOf(one[version.options]),
    })),
  };
}

/** Reads a file of preferences: its first document of a version that is known. */
export function readPreferences(context: CommandContext, file: PreferencesFile): PreferencesRead {
  const { path, isExplicit } = file;
  const found = context.files.read(resolvePath(context.directory, path));
  if (!found.ok) {
    if (!isExplicit) return { type: 'none' };
    return { type: 'broken', error: `open ${path}: no such file or directory` };
  }
  if (found.value.trim() === '') return { type: 'none' };
  for (const text of splitDocuments(found.value).documents) {
    const parsed = parseYaml(text);
    if (!parsed.ok || !isObject(parsed.value)) continue;
    const json = parsed.value;
    const version = VERSIONS.get(textOf(json.apiVersion));
    if (version === undefined || json.kind !== 'Preference') continue;
    const preferences = preferencesOf(json, version);
    return { type: 'read', preferences, json, unknown: unknownFields(json, version) };
  }
  const error = `no valid preferences found in ${path}, use --v=5 to see details`;
  return { type: 'broken', error };
}
