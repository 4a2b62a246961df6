import type { Json, JsonObject } from '../api/index.ts';
import { type CommandContext, type FileSystem, resolvePath } from '../kernel/index.ts';
import { parseYaml } from './manifest/yaml.ts';
import { toYaml } from './output/yaml.ts';

export interface ContextEntry {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  /** '' for the default one. */
  readonly namespace: string;
}

export interface ClusterEntry {
  readonly name: string;
  readonly server: string;
  /** Everything else that the file says of it; the simulated cluster does not care. */
  readonly other: JsonObject;
}

export interface UserEntry {
  readonly name: string;
  /** What the file says of it; the simulated cluster asks nobody who they are. */
  readonly user: JsonObject;
}

/** The tool's configuration file, as far as a simulated cluster has one. */
export interface Kubeconfig {
  readonly path: string;
  readonly current: string;
  readonly contexts: readonly ContextEntry[];
  readonly clusters: readonly ClusterEntry[];
  readonly users: readonly UserEntry[];
}

const NAME = 'minikube';

const initial = (path: string): Kubeconfig => ({
  path,
  current: NAME,
  contexts: [{ name: NAME, cluster: NAME, user: NAME, namespace: 'default' }],
  clusters: [{ name: NAME, server: 'https://127.0.0.1:8443', other: {} }],
  users: [{ name: NAME, user: {} }],
});

const object = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
const items = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.map(object) : [];
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function fromJson(path: string, file: JsonObject): Kubeconfig {
  return {
    path,
    current: text(file['current-context']),
    contexts: items(file.contexts).map((entry) => {
      const inner = object(entry.context);
      return {
        name: text(entry.name),
        cluster: text(inner.cluster),
        user: text(inner.user),
        namespace: text(inner.namespace),
      };
    }),
    clusters: items(file.clusters).map((entry) => {
      const { server, ...other } = object(entry.cluster);
      return { name: text(entry.name), server: text(server), other };
    }),
    users: items(file.users).map((entry) => ({
      name: text(entry.name),
      user: object(entry.user),
    })),
  };
}

const sortedFields = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The configuration as the file has it. */
export const kubeconfigJson = (config: Kubeconfig): JsonObject => ({
  apiVersion: 'v1',
  clusters: config.clusters.map(({ name, server, other }) => ({
    cluster: sortedFields({ ...other, server }),
    name,
  })),
  contexts: config.contexts.map(({ name, cluster, user, namespace }) => ({
    context: namespace === '' ? { cluster, user } : { cluster, namespace, user },
    name,
  })),
  'current-context': config.current,
  kind: 'Config',
  users: config.users.map(({ name, user }) => ({ name, user: sortedFields(user) })),
});

const pathOf = (context: CommandContext, flag: string): string => {
  const home = context.env.get('HOME') ?? '/root';
  return resolvePath(
    context.directory,
    flag || context.env.get('KUBECONFIG') || `${home}/.kube/config`,
  );
};

/**
 * Reads the file that `--kubeconfig`, `KUBECONFIG` or the home directory names; without it, the
 * default.
 */
export const readKubeconfig = (context: CommandContext, flag: string): Kubeconfig =>
  kubeconfigAt(context.files, pathOf(context, flag));

/** The configuration in a file; without it, the default. */
export function kubeconfigAt(files: FileSystem, path: string): Kubeconfig {
  const file = files.read(path);
  if (!file.ok) return initial(path);
  const parsed = parseYaml(file.value);
  return parsed.ok ? fromJson(path, object(parsed.value)) : initial(path);
}

/** Writes the file, and its directory when it is not there. */
export function writeKubeconfig(context: CommandContext, config: Kubeconfig): void {
  const parts = config.path.split('/').slice(1, -1);
  parts.reduce((directory, part) => {
    context.files.makeDirectory(`${directory}/${part}`);
    return `${directory}/${part}`;
  }, '');
  context.files.write(config.path, toYaml(kubeconfigJson(config)));
}

/** The context that is in use; undefined when the file names none that exists. */
export const currentContext = (config: Kubeconfig): ContextEntry | undefined =>
  config.contexts.find((entry) => entry.name === config.current);
