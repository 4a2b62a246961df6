import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { type ConfigEntry, entryNamed, type Kubeconfig } from '../kubeconfig.ts';
import { textOf, tidyFields } from '../kubeconfig-fields.ts';
import { writeKubeconfig } from '../kubeconfig-files.ts';
import { OUTPUT_FLAGS } from '../output/printer.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import type { Session } from '../session.ts';
import { REFUSED_ALONE, type VerbGroup } from '../verb.ts';
import { ENTRY_VERBS } from './config-entries.ts';
import { PROPERTY_VERBS } from './config-property.ts';
import { type ConfigRun, configVerb, helpFor } from './config-verb.ts';
import { viewConfig } from './config-view.ts';

function* currentName({ config, out }: Session): Program<Failure | undefined> {
  if (config.current === '') return message('current-context is not set');
  yield* out(`${config.current}\n`);
  return undefined;
}

function* listContexts(session: Session): Program<Failure | undefined> {
  const { config, args, flags, out } = session;
  const known = config.contexts.map(({ name }) => name);
  const wanted = args.length === 0 ? known : known.filter((name) => args.includes(name));
  const output = flags.text('output');
  if (output !== '' && output !== 'name') {
    const what = `--output ${output} is not available in kubectl config get-contexts`;
    return message(`${what}; resetting to default output format`);
  }
  const shown = config.contexts
    .filter(({ name }) => wanted.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (output === 'name') {
    yield* out(shown.map(({ name }) => `${name}\n`).join(''));
  } else {
    const rows = shown.map(({ name, fields }) => {
      const columns = [fields.cluster, fields.user, fields.namespace].map(textOf);
      return [name === config.current ? '*' : '', name, ...columns].join('\t');
    });
    const header = flags.bool('no-headers') ? [] : ['CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE'];
    const lines = [...header, ...rows];
    if (lines.length > 0) yield* out(alignTabs(`${lines.join('\n')}\n`, tableLayout()));
  }
  const missing = args.filter((name) => !known.includes(name));
  return gather(missing.map((name) => message(`context ${name} not found`)));
}

function* setContext(session: Session): Program<Failure | undefined> {
  const { config, args, flags, context, out } = session;
  const [given = ''] = args;
  if (args.length > 1) return helpFor(session);
  const isCurrent = flags.bool('current');
  if (given !== '' && isCurrent) {
    return message('you cannot specify both a context name and --current');
  }
  if (given === '' && !isCurrent) {
    return message('you must specify a non-empty context name or --current');
  }
  const name = given || config.current;
  if (name === '') return message('no current context is set');
  const old = entryNamed(config.contexts, name);
  const set = ['cluster', 'user', 'namespace'].filter((flag) => flags.isSet(flag));
  const changed = Object.fromEntries(set.map((flag) => [flag, flags.text(flag)]));
  const entry: ConfigEntry = {
    name,
    origin: old?.origin ?? '',
    fields: tidyFields('contexts', { ...old?.fields, ...changed }),
  };
  const contexts = [...config.contexts.filter((one) => one !== old), entry];
  const failure = writeKubeconfig(context, config, { ...config, contexts });
  if (failure !== undefined) return failure;
  yield* out(`Context "${name}" ${old === undefined ? 'created' : 'modified'}.\n`);
  return undefined;
}

function* useContext(session: Session): Program<Failure | undefined> {
  const { config, args, context, out } = session;
  const [name] = args;
  if (name === undefined || args.length > 1) return helpFor(session);
  if (!config.contexts.some((entry) => entry.name === name)) {
    return message(`no context exists with the name: "${name}"`);
  }
  writeKubeconfig(context, config, { ...config, current: name });
  yield* out(`Switched to context "${name}".\n`);
  return undefined;
}

function* deleteContext(session: Session): Program<Failure | undefined> {
  const { config, args, context, out, err } = session;
  const [name = ''] = args;
  if (args.length !== 1) {
    yield* out(session.help());
    return undefined;
  }
  if (!config.contexts.some((entry) => entry.name === name)) {
    return message(`cannot delete context ${name}, not in ${config.source.target}`);
  }
  if (name === config.current) {
    yield* err(
      'warning: this removed your active context, use "kubectl config use-context" to select ' +
        'a different one\n',
    );
  }
  writeKubeconfig(context, config, {
    ...config,
    contexts: config.contexts.filter((entry) => entry.name !== name),
  });
  yield* out(`deleted context ${name} from ${config.source.target}\n`);
  return undefined;
}

function* renameContext(session: Session): Program<Failure | undefined> {
  const { config, args, context, out } = session;
  const [from = '', to = ''] = args;
  if (args.length !== 2) return helpFor(session);
  if (!config.contexts.some(({ name }) => name === from)) {
    return message(`cannot rename the context "${from}", it's not in ${config.source.target}`);
  }
  if (entryNamed(config.contexts, to) !== undefined) {
    return message(
      `cannot rename the context "${from}", the context "${to}" already exists in ${config.source.target}`,
    );
  }
  const contexts = config.contexts.map((entry) =>
    entry.name === from ? { ...entry, name: to } : entry,
  );
  writeKubeconfig(context, config, {
    ...config,
    contexts,
    current: config.current === from ? to : config.current,
  });
  yield* out(`Context "${from}" renamed to "${to}".\n`);
  return undefined;
}

const listNames = (names: (config: Kubeconfig) => readonly string[]): ConfigRun =>
  function* run({ config, out }) {
    yield* out(['NAME', ...[...names(config)].sort()].map((name) => `${name}\n`).join(''));
    return undefined;
  };

const NAMES_ONLY_FLAGS = [
  textFlag('output', 'name prints only names', 'o'),
  boolFlag('no-headers', 'Print no line of headers'),
];

const CONTEXT_FLAGS = [
  boolFlag('current', 'Change the context in use'),
  textFlag('cluster', 'Cluster of the context'),
  textFlag('user', 'User of the context'),
  textFlag('namespace', 'Namespace of the context', 'n'),
];

const VIEW_FLAGS = [
  ...OUTPUT_FLAGS.map((flag) => (flag.name === 'output' ? { ...flag, value: 'yaml' } : flag)),
  boolFlag('minify', 'Only what the context in use needs'),
  boolFlag('raw', 'With secrets and data'),
  boolFlag('flatten', 'With the content of files'),
  boolFlag('merge', 'Put all files together', '', 'true'),
];

export const configGroup: VerbGroup = {
  name: 'config',
  aliases: [],
  summary: 'Change the kubeconfig file',
  usage: 'SUBCOMMAND',
  examples: [],
  alone: REFUSED_ALONE,
  verbs: [
    ...ENTRY_VERBS,
    ...PROPERTY_VERBS,
    configVerb('current-context', {
      summary: 'Print the context in use',
      usage: '[flags]',
      example: { does: 'Which context is it?', line: 'kubectl config current-context' },
      run: currentName,
    }),
    configVerb('delete-context', {
      summary: 'Remove a context',
      usage: 'NAME',
      example: { does: 'Remove one', line: 'kubectl config delete-context staging' },
      run: deleteContext,
    }),
    configVerb('get-clusters', {
      summary: 'List the clusters',
      usage: '[flags]',
      example: { does: 'All of them', line: 'kubectl config get-clusters' },
      run: listNames((config) => config.clusters.map(({ name }) => name)),
    }),
    configVerb('get-contexts', {
      summary: 'List the contexts',
      usage: '[(-o|--output=)name)]',
      example: { does: 'All of them', line: 'kubectl config get-contexts' },
      flags: NAMES_ONLY_FLAGS,
      run: listContexts,
    }),
    configVerb('get-users', {
      summary: 'List the users',
      usage: '[flags]',
      example: { does: 'All of them', line: 'kubectl config get-users' },
      run: listNames((config) => config.users.map(({ name }) => name)),
    }),
    configVerb('rename-context', {
      summary: 'Give a context another name',
      usage: 'CONTEXT_NAME NEW_NAME',
      example: { does: 'A shorter name', line: 'kubectl config rename-context minikube dev' },
      run: renameContext,
    }),
    configVerb('set-context', {
      summary: 'Change a context, or make one',
      usage:
        '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] ' +
        '[--namespace=namespace]',
      example: {
        does: 'Work in another namespace',
        line: 'kubectl config set-context --current --namespace=mysql',
      },
      flags: CONTEXT_FLAGS,
      run: setContext,
    }),
    configVerb('use-context', {
      summary: 'Use another context',
      usage: 'CONTEXT_NAME',
      aliases: ['use'],
      example: { does: 'Go to one', line: 'kubectl config use-context minikube' },
      run: useContext,
    }),
    configVerb('view', {
      summary: 'Print the configuration',
      usage: '[flags]',
      example: { does: 'Only what is in use', line: 'kubectl config view --minify' },
      flags: VIEW_FLAGS,
      run: viewConfig,
    }),
  ],
};
