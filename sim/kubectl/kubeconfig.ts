import type { Json, JsonObject } from '../api/index.ts';
import {
  ENTRY_FIELDS,
  fieldComplaint,
  LIST_NAMES,
  type ListName,
  listComplaint,
  objectOf,
  textOf,
  tidyFields,
} from './kubeconfig-fields.ts';
import type { Read } from './manifest/yaml.ts';

/** A cluster, a user or a context. */
export interface ConfigEntry {
  readonly name: string;
  /** The file that has it; '' for a new one. */
  readonly origin: string;
  readonly fields: JsonObject;
}

/** Where a configuration comes from, as the command line or the environment writes it. */
export interface ConfigSource {
  /** In the order in which they count. */
  readonly paths: readonly string[];
  /** Whether the command line names the file. */
  readonly isExplicit: boolean;
  /** What new entries are written to. */
  readonly target: string;
}

/** The tool's configuration, of one file or of several put together. */
export interface Kubeconfig {
  readonly source: ConfigSource;
  readonly current: string;
  readonly preferences: JsonObject;
  readonly contexts: readonly ConfigEntry[];
  readonly clusters: readonly ConfigEntry[];
  readonly users: readonly ConfigEntry[];
}

/** Where the simulated cluster answers. */
export const OWN_SERVER = 'https://127.0.0.1:8443';

const SCHEME = 'k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50';
const NO_OBJECT =
  "couldn't get version/kind; json parse error: json: cannot unmarshal KIND into Go value of " +
  'type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; ' +
  'Kind string "json:\\"kind,omitempty\\"" }';

export const emptyConfig = (source: ConfigSource): Kubeconfig => ({
  source,
  current: '',
  preferences: {},
  contexts: [],
  clusters: [],
  users: [],
});

/** The content of one file as a configuration, or why it is none. */
export function configFromJson(source: ConfigSource, origin: string, file: Json): Read<Kubeconfig> {
  if (file === null) return { ok: true, value: emptyConfig(source) };
  if (typeof file !== 'object' || Array.isArray(file)) {
    const kind = Array.isArray(file) ? 'array' : typeof file;
    return { ok: false, error: NO_OBJECT.replace('KIND', kind) };
  }
  const [kind, version] = [textOf(file.kind) || 'Config', textOf(file.apiVersion) || 'v1'];
  if (kind !== 'Config' || version !== 'v1') {
    const what = `no kind "${kind}" is registered for version "${version}" in scheme "${SCHEME}"`;
    return { ok: false, error: what };
  }
  const lists = new Map<ListName, ConfigEntry[]>();
  for (const list of LIST_NAMES) {
    const given = file[list] ?? [];
    if (!Array.isArray(given)) return { ok: false, error: listComplaint(list, given) };
    const entries: ConfigEntry[] = [];
    for (const item of given.map(objectOf)) {
      const fields = objectOf(item[ENTRY_FIELDS[list].key]);
      const error = fieldComplaint(list, fields);
      if (error !== undefined) return { ok: false, error };
      entries.push({ name: textOf(item.name), origin, fields: tidyFields(list, fields) });
    }
    lists.set(list, entries);
  }
  const [clusters = [], users = [], contexts = []] = LIST_NAMES.map((list) => lists.get(list));
  const current = textOf(file['current-context']);
  const preferences = objectOf(file.preferences);
  return { ok: true, value: { source, current, preferences, contexts, clusters, users } };
}

const byName = (a: ConfigEntry, b: ConfigEntry): number => (a.name < b.name ? -1 : 1);

const listJson = (list: ListName, entries: readonly ConfigEntry[]): Json =>
  entries.length === 0
    ? null
    : [...entries].sort(byName).map(({ name, fields }) => ({
        name,
        [ENTRY_FIELDS[list].key]: tidyFields(list, fields),
      }));

/** The configuration as JSON, its fields in the order of the tool's own types. */
export const kubeconfigJson = (config: Kubeconfig): JsonObject => ({
  kind: 'Config',
  apiVersion: 'v1',
  ...(Object.keys(config.preferences).length > 0 && { preferences: config.preferences }),
  clusters: listJson('clusters', config.clusters),
  users: listJson('users', config.users),
  contexts: listJson('contexts', config.contexts),
  'current-context': config.current,
});

export const entryNamed = (
  entries: readonly ConfigEntry[],
  name: string,
): ConfigEntry | undefined => entries.find((entry) => entry.name === name);

/** The context that is in use; undefined when the file names none that exists. */
export const currentContext = (config: Kubeconfig): ConfigEntry | undefined =>
  entryNamed(config.contexts, config.current);

/** The namespace of the context in use; '' for the default one. */
export const contextNamespace = (config: Kubeconfig): string =>
  textOf(currentContext(config)?.fields.namespace);

/** Where the API server of the context in use is; '' when nothing says so. */
export function serverOf(config: Kubeconfig, clusterFlag: string): string {
  const cluster = clusterFlag || textOf(currentContext(config)?.fields.cluster);
  return textOf(entryNamed(config.clusters, cluster)?.fields.server);
}
