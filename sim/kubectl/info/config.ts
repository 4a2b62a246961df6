import type { JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import { boolFlag, type Flag, textFlag } from '../flags.ts';
import {
  type ContextEntry,
  currentContext,
  type Kubeconfig,
  kubeconfigJson,
  writeKubeconfig,
} from '../kubeconfig.ts';
import { OUTPUT_FLAGS, printerFor } from '../output/printer.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import { toYaml } from '../output/yaml.ts';
import type { Session } from '../session.ts';
import type { Verb, VerbGroup } from '../verb.ts';
import { ENTRY_VERBS } from './config-entries.ts';

type Run = (session: Session) => Program<Failure | undefined>;

const verb = (
  name: string,
  summary: string,
  usage: string,
  flags: readonly Flag[],
  run: Run,
  aliases: readonly string[] = [],
): Verb => ({
  name,
  aliases,
  summary,
  usage,
  examples: [],
  flags,
  verbs: [],
  run,
});

function* currentName({ config, out }: Session): Program<Failure | undefined> {
  if (config.current === '') return message('current-context is not set');
  yield* out(`${config.current}\n`);
  return undefined;
}

function* listContexts({ config, args, flags, out }: Session): Program<Failure | undefined> {
  const shown =
    args.length === 0 ? config.contexts : config.contexts.filter(({ name }) => args.includes(name));
  const missing = args.find((name) => !config.contexts.some((entry) => entry.name === name));
  if (flags.text('output') === 'name') {
    yield* out(shown.map(({ name }) => `${name}\n`).join(''));
    return undefined;
  }
  const rows = shown.map(({ name, cluster, user, namespace }) =>
    [name === config.current ? '*' : '', name, cluster, user, namespace].join('\t'),
  );
  const header = flags.bool('no-headers') ? [] : ['CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE'];
  yield* out(alignTabs(`${[...header, ...rows].join('\n')}\n`, tableLayout()));
  return missing === undefined ? undefined : message(`context ${missing} not found`);
}

const EMPTY: Omit<ContextEntry, 'name'> = { cluster: '', user: '', namespace: '' };

function* setContext({ config, args, flags, context, out }: Session): Program<Failure | undefined> {
  const [given] = args;
  const isCurrent = flags.bool('current');
  if (given !== undefined && isCurrent)
    return message('you cannot specify both a context name and --current');
  if (given === undefined && !isCurrent)
    return message('you must specify a non-empty context name or --current');
  const name = given ?? config.current;
  if (name === '') return message('no current context is set');
  const old = config.contexts.find((entry) => entry.name === name);
  const set = (flag: string, value: string): string =>
    flags.isSet(flag) ? flags.text(flag) : value;
  const base = old ?? { name, ...EMPTY };
  const entry: ContextEntry = {
    name,
    cluster: set('cluster', base.cluster),
    user: set('user', base.user),
    namespace: set('namespace', base.namespace),
  };
  const contexts =
    old === undefined
      ? [...config.contexts, entry]
      : config.contexts.map((one) => (one === old ? entry : one));
  writeKubeconfig(context, { ...config, contexts });
  yield* out(`Context "${name}" ${old === undefined ? 'created' : 'modified'}.\n`);
  return undefined;
}

function* useContext({ config, args, context, out }: Session): Program<Failure | undefined> {
  const [name] = args;
  if (name === undefined || args.length > 1) {
    return message(
      `unexpected args: [${args.join(' ')}]\nSee 'kubectl config use-context -h' for help ` +
        'and examples',
    );
  }
  if (!config.contexts.some((entry) => entry.name === name)) {
    return message(`no context exists with the name: "${name}"`);
  }
  writeKubeconfig(context, { ...config, current: name });
  yield* out(`Switched to context "${name}".\n`);
  return undefined;
}

function* deleteContext({
  config,
  args,
  context,
  out,
  err,
}: Session): Program<Failure | undefined> {
  const [name = ''] = args;
  if (!config.contexts.some((entry) => entry.name === name)) {
    return message(`cannot delete context ${name}, not in ${config.path}`);
  }
  if (name === config.current) {
    yield* err(
      'warning: this removed your active context, use "kubectl config use-context" to select ' +
        'a different one\n',
    );
  }
  writeKubeconfig(context, {
    ...config,
    contexts: config.contexts.filter((entry) => entry.name !== name),
  });
  yield* out(`deleted context ${name} from ${config.path}\n`);
  return undefined;
}

function* renameContext({ config, args, context, out }: Session): Program<Failure | undefined> {
  const [from = '', to = ''] = args;
  if (to === '')
    return message(
      `unexpected args: [${args.join(' ')}]\nSee 'kubectl config rename-context -h' for help ` +
        'and examples',
    );
  if (!config.contexts.some(({ name }) => name === from)) {
    return message(`cannot rename the context "${from}", it's not in ${config.path}`);
  }
  if (config.contexts.some(({ name }) => name === to)) {
    return message(
      `cannot rename the context "${from}", the context "${to}" already exists in ${config.path}`,
    );
  }
  const contexts = config.contexts.map((entry) =>
    entry.name === from ? { ...entry, name: to } : entry,
  );
  writeKubeconfig(context, {
    ...config,
    contexts,
    current: config.current === from ? to : config.current,
  });
  yield* out(`Context "${from}" renamed to "${to}".\n`);
  return undefined;
}

/** What the current context needs, and nothing else. */
function minified(config: Kubeconfig): Kubeconfig {
  const entry = currentContext(config);
  return {
    ...config,
    contexts: entry === undefined ? [] : [entry],
    clusters: config.clusters.filter(({ name }) => name === entry?.cluster),
    users: config.users.filter((name) => name === entry?.user),
  };
}

function* viewConfig(session: Session): Program<Failure | undefined> {
  const { config, flags, out } = session;
  const printer = printerFor(session);
  if (!printer.ok) return printer.failure;
  const json: JsonObject = kubeconfigJson(flags.bool('minify') ? minified(config) : config);
  if (printer.value === undefined) {
    yield* out(toYaml(json));
    return undefined;
  }
  const text = printer.value.print(json);
  if (!text.ok) return text.failure;
  yield* out(text.value);
  return undefined;
}

const listNames = (title: string, names: (config: Kubeconfig) => readonly string[]): Run =>
  function* run({ config, out }) {
    yield* out([title, ...names(config)].map((name) => `${name}\n`).join(''));
    return undefined;
  };

export const configGroup: VerbGroup = {
  name: 'config',
  aliases: [],
  summary: 'Change the kubeconfig file',
  verbs: [
    verb('current-context', 'Print the context in use', '', [], currentName),
    ...ENTRY_VERBS,
    verb('delete-context', 'Remove a context', 'NAME', [], deleteContext),
    verb(
      'get-clusters',
      'List the clusters',
      '',
      [],
      listNames('NAME', (config) => config.clusters.map(({ name }) => name)),
    ),
    verb(
      'get-contexts',
      'List the contexts',
      '[NAME]',
      [
        textFlag('output', 'name prints only names', 'o'),
        boolFlag('no-headers', 'Print no line of headers'),
      ],
      listContexts,
    ),
    verb(
      'get-users',
      'List the users',
      '',
      [],
      listNames('NAME', (config) => config.users),
    ),
    verb(
      'rename-context',
      'Give a context another name',
      'CONTEXT_NAME NEW_NAME',
      [],
      renameContext,
    ),
    verb(
      'set-context',
      'Change a context, or make one',
      '[NAME | --current] [--cluster=…] [--user=…] [--namespace=…]',
      [boolFlag('current', 'Change the context in use')],
      setContext,
    ),
    verb('use-context', 'Use another context', 'CONTEXT_NAME', [], useContext, ['use']),
    verb(
      'view',
      'Print the configuration',
      '',
      [
        ...OUTPUT_FLAGS,
        boolFlag('minify', 'Only what the context in use needs'),
        boolFlag('raw', 'With secrets and data'),
        boolFlag('flatten', 'With the content of files'),
      ],
      viewConfig,
    ),
  ],
};
