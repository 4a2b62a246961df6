import type { Flag } from './flags.ts';
import type { Verb, VerbGroup } from './verb.ts';

function flagLine({ name, short, type, value, summary }: Flag): string {
  const letter = short === '' ? '    ' : `-${short}, `;
  const shown = type === 'text' ? `'${value}'` : type === 'list' || type === 'array' ? '[]' : value;
  return `    ${letter}--${name}=${shown}:\n\t${summary}`;
}

/** The lines of all flags, by name. */
export const flagHelp = (flags: readonly Flag[]): string =>
  [...flags]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(flagLine)
    .join('\n\n');

const columns = (rows: readonly { name: string; summary: string }[]): string => {
  const width = Math.max(13, ...rows.map((row) => row.name.length)) + 2;
  return rows.map((row) => `  ${row.name.padEnd(width)} ${row.summary}`).join('\n');
};

const OPTIONS_HINT =
  'Use "kubectl options" for a list of global command-line options (applies to all commands).';

/** Help of a verb that holds others. */
export function groupHelp(path: string, group: VerbGroup): string {
  return [
    `${group.summary}.`,
    `Available Commands:\n${columns(group.verbs)}`,
    `Usage:\n  kubectl ${path} SUBCOMMAND [options]`,
    `Use "kubectl ${path} <command> --help" for more information about a given ` +
      `command.\n${OPTIONS_HINT}\n`,
  ].join('\n\n');
}

/** Help of a verb, printed from its definition. */
export function verbHelp(path: string, verb: Verb): string {
  const examples = verb.examples.map(({ does, line }) => `  # ${does}\n  ${line}`).join('\n\n');
  return [
    `${verb.summary}.`,
    ...(verb.aliases.length === 0 ? [] : [`Aliases:\n${[verb.name, ...verb.aliases].join(', ')}`]),
    ...(examples === '' ? [] : [`Examples:\n${examples}`]),
    ...(verb.verbs.length === 0 ? [] : [`Available Commands:\n${columns(verb.verbs)}`]),
    ...(verb.flags.length === 0 ? [] : [`Options:\n${flagHelp(verb.flags)}`]),
    `Usage:\n  kubectl ${path} ${verb.usage} [options]`.replaceAll('  [', ' ['),
    `${OPTIONS_HINT}\n`,
  ].join('\n\n');
}

export interface Section {
  readonly title: string;
  readonly verbs: readonly (Verb | VerbGroup)[];
}

/** Help of kubectl itself. */
export function rootHelp(sections: readonly Section[]): string {
  return [
    'kubectl talks to the API server of a Kubernetes cluster.',
    ...sections.map(({ title, verbs }) => `${title}:\n${columns(verbs)}`),
    'Usage:\n  kubectl [flags] [options]',
    `Use "kubectl <command> --help" for more information about a given command.\n${OPTIONS_HINT}\n`,
  ].join('\n\n');
}
