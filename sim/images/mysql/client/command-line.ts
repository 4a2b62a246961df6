import type { CommandContext, Program } from '../../../kernel/index.ts';
import type { Flavour } from '../part.ts';
import {
  defaultArguments,
  type Given,
  type OptionSpec,
  type ParsedOptions,
  parseOptions,
} from './options.ts';

/** The warning of Oracle's clients for a password that everybody can see. */
export function passwordWarning(
  { kind }: Flavour,
  program: string,
  given: readonly Given[],
): string {
  const isShown = given.some(
    ({ name, value }) => name === 'password' && value !== undefined && value !== '',
  );
  if (kind !== 'oracle' || !isShown) return '';
  return `${program}: [Warning] Using a password on the command line interface can be insecure.\n`;
}

/**
 * Reads the command line of a client, behind what `groups` of the option files say. What cannot be
 * read is told on standard error; its exit code is in the answer.
 */
export function* readCommandLine(
  context: CommandContext,
  flavour: Flavour,
  groups: readonly string[],
  specs: readonly OptionSpec[],
): Program<ParsedOptions> {
  const { name, args, files, env, stderr } = context;
  const defaults = defaultArguments(files, args, groups, env.get('HOME') ?? '/root');
  const parsed = parseOptions(specs, flavour, name, [...defaults, ...args]);
  if (!parsed.ok) {
    yield* stderr.write(`${passwordWarning(flavour, name, parsed.given)}${parsed.message}\n`);
  }
  return parsed;
}
