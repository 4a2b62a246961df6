import { type Json, sortKeys } from '../api/index.ts';
import { type CommandContext, type FileSystem, memoize, resolvePath } from '../kernel/index.ts';
import { type Failure, failed, message, type Outcome, plain } from './failure.ts';
import {
  type ConfigEntry,
  type ConfigSource,
  configFromJson,
  emptyConfig,
  type Kubeconfig,
  kubeconfigJson,
} from './kubeconfig.ts';
import { LIST_NAMES, type ListName } from './kubeconfig-fields.ts';
import { parseYaml, type Read } from './manifest/yaml.ts';
import { toYaml } from './output/yaml.ts';
import type { KubectlParts } from './session.ts';

const homeFile = (context: Pick<CommandContext, 'env'>): string =>
  `${context.env.get('HOME') ?? '/root'}/.kube/config`;

/** Models client-go's tools/clientcmd ClientConfigLoadingRules and PathOptions. */
function sourceOf(context: CommandContext, flag: string): ConfigSource {
  if (flag !== '') return { paths: [flag], isExplicit: true, target: flag };
  const named = context.env.get('KUBECONFIG') ?? '';
  const listed = named.split(':').filter((path) => path !== '');
  const paths = named === '' ? [homeFile(context)] : [...new Set(listed)];
  const isThere = (path: string): boolean =>
    context.files.read(resolvePath(context.directory, path)).ok;
  const target = paths.find(isThere) ?? paths.at(-1) ?? '';
  return { paths, isExplicit: false, target };
}

const loadFailure = (path: string, error: string): string =>
  `error loading config file "${path}": ${error}`;

type Loaded =
  | { readonly ok: true; readonly config: Kubeconfig }
  | { readonly ok: false; readonly error: string };

interface Place {
  readonly files: FileSystem;
  readonly directory: string;
  parse(text: string): Read<Json>;
}

/**
 * What was parsed last on a computer, which its ports stand for, is not parsed again: a file is
 * read at every command and every Tab.
 */
const parserOf = memoize((_computer: KubectlParts['ports']) => {
  let text = '';
  let read = parseYaml(text);
  return {
    parse(next: string): Read<Json> {
      if (next !== text) [text, read] = [next, parseYaml(next)];
      return read;
    },
  };
});

function loadFile({ files, directory, parse }: Place, source: ConfigSource, path: string): Loaded {
  const absolute = resolvePath(directory, path);
  const file = files.read(absolute);
  if (!file.ok && files.list(absolute).ok) {
    return { ok: false, error: loadFailure(path, `read ${path}: is a directory`) };
  }
  if (!file.ok) return { ok: true, config: emptyConfig(source) };
  const parsed = parse(file.value);
  const read = parsed.ok
    ? configFromJson(source, path, parsed.value)
    : { ok: false as const, error: parsed.error };
  return read.ok
    ? { ok: true, config: read.value }
    : { ok: false, error: loadFailure(path, read.error) };
}

const union = (a: readonly ConfigEntry[], b: readonly ConfigEntry[]): ConfigEntry[] => [
  ...a,
  ...b.filter(({ name }) => !a.some((entry) => entry.name === name)),
];

/** What the first one says counts. */
const merged = (a: Kubeconfig, b: Kubeconfig): Kubeconfig => ({
  source: a.source,
  current: a.current || b.current,
  preferences: { ...b.preferences, ...a.preferences },
  contexts: union(a.contexts, b.contexts),
  clusters: union(a.clusters, b.clusters),
  users: union(a.users, b.users),
});

/**
 * Reads the files that `--kubeconfig`, `KUBECONFIG` or the home directory name. Those that are not
 * there count as empty.
 */
export function readKubeconfig(
  parts: KubectlParts,
  context: CommandContext,
  flag: string,
): Outcome<Kubeconfig> {
  const source = sourceOf(context, flag);
  const { files, directory } = context;
  const place: Place = { files, directory, ...parserOf(parts.ports) };
  const loaded = source.paths.map((path) => loadFile(place, source, path));
  const errors = loaded.flatMap((one) => (one.ok ? [] : [one.error]));
  if (errors.length > 1) return failed(plain(errors.join('\n')));
  if (errors.length === 1) return failed(message(errors[0] as string));
  const configs = loaded.flatMap((one) => (one.ok ? [one.config] : []));
  return { ok: true, value: configs.reduce(merged, emptyConfig(source)) };
}

/** The configuration of the home directory; empty if it cannot be read. */
export function homeKubeconfig(parts: KubectlParts, files: FileSystem): Kubeconfig {
  const { home } = parts;
  const path = `${home}/.kube/config`;
  const source: ConfigSource = { paths: [path], isExplicit: false, target: path };
  const loaded = loadFile({ files, directory: home, ...parserOf(parts.ports) }, source, path);
  return loaded.ok ? loaded.config : emptyConfig(source);
}

function writeFile(context: CommandContext, path: string, config: Kubeconfig): void {
  const absolute = resolvePath(context.directory, path);
  const parts = absolute.split('/').slice(1, -1);
  parts.reduce((directory, part) => {
    context.files.makeDirectory(`${directory}/${part}`);
    return `${directory}/${part}`;
  }, '');
  context.files.write(absolute, toYaml(sortKeys(kubeconfigJson(config))));
}

const isSame = (a: ConfigEntry, b: ConfigEntry): boolean =>
  JSON.stringify(a.fields) === JSON.stringify(b.fields);

/** Brings what changed in one list to the files; the keys of `edits` are their paths. */
function editList(
  list: ListName,
  before: Kubeconfig,
  after: Kubeconfig,
  edit: (path: string, change: (config: Kubeconfig) => Kubeconfig) => void,
): void {
  const put = (entry: ConfigEntry): void =>
    edit(entry.origin || after.source.target, (config) => {
      const others = config[list].filter(({ name }) => name !== entry.name);
      return { ...config, [list]: [...others, entry] };
    });
  for (const entry of after[list]) {
    const old = before[list].find(({ name }) => name === entry.name);
    if (old === undefined || !isSame(old, entry)) put(entry);
  }
  for (const { name, origin } of before[list]) {
    if (after[list].some((entry) => entry.name === name)) continue;
    edit(origin, (config) => ({
      ...config,
      [list]: config[list].filter((entry) => entry.name !== name),
    }));
  }
}

/**
 * Writes what changed to the files that have it, and what is new to the first that exists. Models
 * client-go tools/clientcmd/config.go, ModifyConfig.
 */
export function writeKubeconfig(
  context: CommandContext,
  before: Kubeconfig,
  after: Kubeconfig,
): Failure | undefined {
  const { source } = before;
  const { files, directory } = context;
  const place: Place = { files, directory, parse: parseYaml };
  const edited = new Map<string, Kubeconfig>();
  const load = (path: string): Kubeconfig => {
    const known = edited.get(path);
    if (known !== undefined) return known;
    const loaded = loadFile(place, source, path);
    return loaded.ok ? loaded.config : emptyConfig(source);
  };
  const edit = (path: string, change: (config: Kubeconfig) => Kubeconfig): void => {
    edited.set(path, change(load(path)));
  };
  for (const list of LIST_NAMES) editList(list, before, after, edit);
  if (JSON.stringify(before.preferences) !== JSON.stringify(after.preferences)) {
    edit(source.target, (config) => ({ ...config, preferences: after.preferences }));
  }
  if (before.current !== after.current) {
    const isNamed = source.isExplicit || after.current !== '';
    const path = isNamed ? source.target : source.paths.find((one) => load(one).current !== '');
    if (path === undefined) return message('no config found to write context');
    edit(path, (config) => ({ ...config, current: after.current }));
  }
  for (const [path, config] of edited) writeFile(context, path, config);
  return undefined;
}
