import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import { boolFlag } from '../flags.ts';
import { GLOBAL_FLAGS } from '../global-flags.ts';
import { flagHelp } from '../help.ts';
import type { Session } from '../session.ts';
import type { Verb, VerbGroup } from '../verb.ts';

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
