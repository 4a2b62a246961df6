import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import { boolFlag } from '../flags.ts';
import { GLOBAL_FLAGS } from '../global-flags.ts';
import { flagHelp } from '../help.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, REFUSED_ALONE, type Verb, type VerbGroup } from '../verb.ts';

function* printOptions(session: Session): Program<Failure | undefined> {
  const cache = `${session.parts.home}/.kube/cache`;
  const flags = GLOBAL_FLAGS.map((flag) =>
    flag.name === 'cache-dir' ? { ...flag, value: cache } : flag,
  );
  yield* session.out(`The following options can be passed to any command:\n\n${flagHelp(flags)}\n`);
  return undefined;
}

export const optionsVerb: Verb = {
  ...PLAIN_VERB,
  name: 'options',
  aliases: [],
  summary: 'List the flags that every command takes',
  usage: '',
  examples: [],
  flags: [],
  verbs: [],
  run: printOptions,
};

// biome-ignore lint/correctness/useYield: it answers at once
function* listPlugins(): Program<Failure | undefined> {
  return message('unable to find any kubectl plugins in your PATH');
}

export const pluginGroup: VerbGroup = {
  name: 'plugin',
  aliases: [],
  summary: 'Look for plugins',
  usage: '[flags]',
  examples: [{ does: 'List them', line: 'kubectl plugin list' }],
  alone: REFUSED_ALONE,
  verbs: [
    {
      ...PLAIN_VERB,
      name: 'list',
      aliases: [],
      summary: 'List the plugins',
      usage: '[flags]',
      examples: [{ does: 'List them', line: 'kubectl plugin list' }],
      flags: [boolFlag('name-only', 'Only names')],
      verbs: [],
      run: listPlugins,
    },
  ],
};
