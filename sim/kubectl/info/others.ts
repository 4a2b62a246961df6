import type { Program } from '../../kernel/index.ts';
import { type Failure, message, usageFailure } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { GLOBAL_FLAGS } from '../global-flags.ts';
import { flagHelp } from '../help.ts';
import { ALL_NAMESPACES_FLAG, SELECTOR_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import type { Verb, VerbGroup } from '../verb.ts';

const noMetrics = (name: string) =>
  // biome-ignore lint/correctness/useYield: it answers at once
  function* run({ args, flags }: Session): Program<Failure | undefined> {
    if (!['', 'cpu', 'memory'].includes(flags.text('sort-by'))) {
      return message('--sort-by accepts only cpu or memory');
    }
    if (args.length > 1) return usageFailure(`top ${name}`, `${name} [NAME | -l label]`);
    if (args.length > 0 && flags.text('selector') !== '') {
      return message('only one of NAME or selector can be provided');
    }
    return message('Metrics API not available');
  };

const topVerb = (name: string, aliases: readonly string[], summary: string): Verb => ({
  name,
  aliases,
  summary,
  usage: '[NAME | -l label]',
  examples: [],
  flags: [
    SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    boolFlag('containers', 'One line a container'),
    boolFlag('no-headers', 'Print no line of headers'),
    boolFlag('sum', 'Add a line with the sum'),
    textFlag('sort-by', 'cpu or memory'),
    textFlag('field-selector', 'Only objects with these fields'),
  ],
  verbs: [],
  run: noMetrics(name),
});

/** A cluster without metrics-server answers so. */
export const topGroup: VerbGroup = {
  name: 'top',
  aliases: [],
  summary: 'Show what nodes and pods use',
  verbs: [
    topVerb('node', ['nodes', 'no'], 'Show what nodes use'),
    topVerb('pod', ['pods', 'po'], 'Show what pods use'),
  ],
};

function* printOptions(session: Session): Program<Failure | undefined> {
  yield* session.out(
    `The following options can be passed to any command:\n\n${flagHelp(GLOBAL_FLAGS)}\n`,
  );
  return undefined;
}

export const optionsVerb: Verb = {
  name: 'options',
  aliases: [],
  summary: 'List the flags that every command takes',
  usage: '',
  examples: [],
  flags: [],
  verbs: [],
  run: printOptions,
};

const unsimulated = (name: string, summary: string): Verb => ({
  name,
  aliases: [],
  summary,
  usage: '',
  examples: [],
  flags: [],
  verbs: [],
  // biome-ignore lint/correctness/useYield: it answers at once
  *run() {
    return message(`kubectl ${name} is not simulated here`);
  },
});

/** Verbs that say that they are not here. */
export const UNSIMULATED: readonly Verb[] = [
  unsimulated('certificate', 'Approve certificates (not simulated)'),
  unsimulated('kustomize', 'Build a kustomization (not simulated)'),
  unsimulated('proxy', 'Run a proxy to the API server (not simulated)'),
  unsimulated('alpha', 'Commands that are not ready (not simulated)'),
];

// biome-ignore lint/correctness/useYield: it answers at once
function* listPlugins(): Program<Failure | undefined> {
  return message('unable to find any kubectl plugins in your PATH');
}

export const pluginGroup: VerbGroup = {
  name: 'plugin',
  aliases: [],
  summary: 'Look for plugins',
  verbs: [
    {
      name: 'list',
      aliases: [],
      summary: 'List the plugins',
      usage: '',
      examples: [],
      flags: [boolFlag('name-only', 'Only names')],
      verbs: [],
      run: listPlugins,
    },
  ],
};
