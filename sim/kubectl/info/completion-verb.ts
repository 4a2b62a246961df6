import type { Program } from '../../kernel/index.ts';
import { ownAt } from '../../kernel/index.ts';
import { type Failure, usageFailure } from '../failure.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';

/** What each shell evaluates; here the terminal completes by itself, so there is little to say. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: '# Completion of kubectl is built into this terminal.\n:\n',
  zsh: '#compdef kubectl\n# Completion of kubectl is built into this terminal.\n:\n',
  fish: '# Completion of kubectl is built into this terminal.\ntrue\n',
  powershell: '# Completion of kubectl is built into this terminal.\n',
};

function* run({ args, out }: Session): Program<Failure | undefined> {
  const refuse = (text: string): Failure => usageFailure('completion', text);
  const [shell] = args;
  if (shell === undefined) return refuse('Shell not specified.');
  if (args.length > 1) return refuse('Too many arguments. Expected only the shell type.');
  const script = ownAt(SCRIPTS, shell);
  if (script === undefined) return refuse(`Unsupported shell type "${shell}".`);
  yield* out(script);
  return undefined;
}

export const completionVerb: Verb = {
  ...PLAIN_VERB,
  name: 'completion',
  aliases: [],
  summary: 'Print what a shell needs in order to complete kubectl',
  usage: 'SHELL',
  examples: [{ does: 'Completion in this shell', line: 'source <(kubectl completion bash)' }],
  flags: [],
  verbs: [],
  run,
};
