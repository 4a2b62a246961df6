import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import type { Flag } from '../flags.ts';
import type { Session } from '../session.ts';
import { type Example, PLAIN_VERB, type Verb } from '../verb.ts';

export type ConfigRun = (session: Session) => Program<Failure | undefined>;

/** What a verb of `config` is beside its name. */
export interface ConfigVerb {
  readonly summary: string;
  readonly usage: string;
  readonly example: Example;
  readonly run: ConfigRun;
  readonly flags?: readonly Flag[];
  readonly aliases?: readonly string[];
}

/** A verb of `config`; most take no flags. */
export const configVerb = (name: string, own: ConfigVerb): Verb => ({
  ...PLAIN_VERB,
  name,
  aliases: own.aliases ?? [],
  summary: own.summary,
  usage: own.usage,
  examples: [own.example],
  flags: own.flags ?? [],
  verbs: [],
  run: own.run,
});

/** Arguments that are too few or too many: the help, and then what was wrong. */
export const helpFor = (session: Session, begin = 'Unexpected'): Failure => ({
  type: 'partial',
  printed: session.help(),
  failure: message(`${begin} args: [${session.args.join(' ')}]`),
});
