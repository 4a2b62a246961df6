import { type Json, type JsonObject, sortKeys } from '../../api/index.ts';
import {
  type CommandContext,
  encodeBase64,
  encodeUtf8,
  type Program,
  resolvePath,
} from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome, usageFailure } from '../failure.ts';
import { type ConfigEntry, entryNamed, type Kubeconfig, kubeconfigJson } from '../kubeconfig.ts';
import { type ListName, textOf, tidyFields } from '../kubeconfig-fields.ts';
import { formatOf, printerFor } from '../output/printer.ts';
import { toYaml } from '../output/yaml.ts';
import type { Session } from '../session.ts';

/** What the current context needs, and nothing else. Models client-go's MinifyConfig. */
function minified(config: Kubeconfig): Outcome<Kubeconfig> {
  const { current } = config;
  if (current === '') return failed(message('current-context must exist in order to minify'));
  const context = entryNamed(config.contexts, current);
  if (context === undefined) return failed(message(`cannot locate context ${current}`));
  const [cluster, user] = [textOf(context.fields.cluster), textOf(context.fields.user)];
  const used = (list: readonly ConfigEntry[], name: string): ConfigEntry[] =>
    list.filter((entry) => name !== '' && entry.name === name);
  const [clusters, users] = [used(config.clusters, cluster), used(config.users, user)];
  if (cluster !== '' && clusters.length === 0) {
    return failed(message(`cannot locate cluster ${cluster}`));
  }
  if (user !== '' && users.length === 0) return failed(message(`cannot locate user ${user}`));
  return done({ ...config, contexts: [context], clusters, users });
}

const SECRET_FIELDS = new Set(['password', 'token']);
const DATA_FIELDS = /-data$/;

const withFields = (
  config: Kubeconfig,
  change: (fields: JsonObject, entry: ConfigEntry) => JsonObject,
): Kubeconfig => {
  const changed = (list: readonly ConfigEntry[]): ConfigEntry[] =>
    list.map((entry) => ({ ...entry, fields: change(entry.fields, entry) }));
  return { ...config, clusters: changed(config.clusters), users: changed(config.users) };
};

/** The configuration without what nobody else should see. */
const redacted = (config: Kubeconfig): Kubeconfig =>
  withFields(config, (fields) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]): [string, Json] => {
        if (SECRET_FIELDS.has(name)) return [name, 'REDACTED'];
        return [name, DATA_FIELDS.test(name) ? 'DATA+OMITTED' : value];
      }),
    ),
  );

const FILE_FIELDS: readonly (readonly [ListName, string])[] = [
  ['clusters', 'certificate-authority'],
  ['users', 'client-certificate'],
  ['users', 'client-key'],
];

/** The configuration with the content of the files that it names. */
function flattened(config: Kubeconfig, { files, directory }: CommandContext): Outcome<Kubeconfig> {
  let failure: Failure | undefined;
  const inline = (fields: JsonObject, { origin }: ConfigEntry): JsonObject => {
    let whole: JsonObject = fields;
    for (const [, field] of FILE_FIELDS) {
      const { [field]: path, ...rest } = whole;
      if (textOf(path) === '') continue;
      const base = resolvePath(directory, origin).split('/').slice(0, -1).join('/');
      const absolute = resolvePath(base, textOf(path));
      const file = files.read(absolute);
      if (file.ok) whole = { ...rest, [`${field}-data`]: encodeBase64(encodeUtf8(file.value)) };
      else failure ??= message(`open ${absolute}: no such file or directory`);
    }
    return whole;
  };
  const whole = withFields(config, inline);
  const tidy = (list: ListName): ConfigEntry[] =>
    whole[list].map((entry) => ({ ...entry, fields: tidyFields(list, entry.fields) }));
  if (failure !== undefined) return failed(failure);
  return done({ ...whole, clusters: tidy('clusters'), users: tidy('users') });
}

/** Why there is no single file to show. */
function unmergedFailure({ config, context }: Session): Failure | undefined {
  const { isExplicit, paths } = config.source;
  const [path] = paths;
  if (!isExplicit || path === undefined) {
    return message('if merge==false a precise file must be specified');
  }
  if (context.files.stat(resolvePath(context.directory, path)).ok) return undefined;
  return message(`open ${path}: no such file or directory`);
}

/** Prints the configuration, or the part of it that is asked for. */
export function* viewConfig(session: Session): Program<Failure | undefined> {
  const { args, config, context, flags, out } = session;
  if (args.length > 0) {
    return usageFailure('config view', `unexpected arguments: [${args.join(' ')}]`);
  }
  const printer = printerFor(session);
  if (!printer.ok) return printer.failure;
  const unmerged = flags.bool('merge') ? undefined : unmergedFailure(session);
  if (unmerged !== undefined) return unmerged;
  const part = flags.bool('minify') ? minified(config) : done(config);
  if (!part.ok) return part.failure;
  const whole = flags.bool('flatten') ? flattened(part.value, context) : part;
  if (!whole.ok) return whole.failure;
  const shown = flags.bool('raw') || flags.bool('flatten') ? whole.value : redacted(whole.value);
  const json = kubeconfigJson(shown);
  if (formatOf(session).toLowerCase() === 'yaml') {
    yield* out(toYaml(sortKeys(json)));
    return undefined;
  }
  const text = printer.value?.print(json) ?? { ok: true as const, value: toYaml(json) };
  if (!text.ok) return text.failure;
  yield* out(text.value);
  return undefined;
}
