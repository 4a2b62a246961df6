import type { Flag } from './flags.ts';
import { type Example, isVerb, type Verb, type VerbGroup } from './verb.ts';

/** The value of a flag that is absent, as pflag shows it. */
function shownValue({ type, value }: Flag): string {
  if (type === 'text') return `'${value}'`;
  return ['list', 'array', 'pairs'].includes(type) ? `[${value}]` : value;
}

function flagLine(flag: Flag): string {
  const letter = flag.short === '' ? '' : `-${flag.short}, `;
  return `    ${letter}--${flag.name}=${shownValue(flag)}:\n\t${flag.summary}`;
}

/** Flags that the help names: those that are deprecated are left out. */
export const shownFlags = (flags: readonly Flag[]): readonly Flag[] =>
  flags.filter(({ deprecated }) => deprecated === '');

/** The lines of all flags, by name. */
export const flagHelp = (flags: readonly Flag[]): string =>
  [...shownFlags(flags)]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(flagLine)
    .join('\n\n');

interface Row {
  readonly name: string;
  readonly summary: string;
}

/** Names and summaries; the column is as wide as the longest name among all that belong to it. */
const columns = (rows: readonly Row[], all: readonly Row[] = rows): string => {
  const width = Math.max(11, ...all.map((row) => row.name.length)) + 3;
  return rows.map((row) => `  ${row.name.padEnd(width)}${row.summary}`).join('\n');
};

const byName = <T extends { readonly name: string }>(rows: readonly T[]): readonly T[] =>
  [...rows].sort((a, b) => (a.name < b.name ? -1 : 1));

const examplesHelp = (examples: readonly Example[]): string =>
  examples.map(({ does, line }) => `  # ${does}\n  ${line}`).join('\n  \n');

const OPTIONS_HINT =
  'Use "kubectl options" for a list of global command-line options (applies to all commands).';

const usageLine = (path: string, usage: string): string =>
  [
    `kubectl ${path}`,
    ...(usage === '' ? [] : [usage]),
    ...(usage.includes('[options]') ? [] : ['[options]']),
  ].join(' ');

/**
 * Help of a verb or of a group of verbs, printed from its definition, in the layout of the real
 * tool. Models kubectl/pkg/util/templates.
 */
export function verbHelp(path: string, verb: Verb | VerbGroup): string {
  const { aliases, examples, name, summary, usage, verbs } = verb;
  const flags = isVerb(verb) ? shownFlags(verb.flags) : [];
  const more = `Use "kubectl ${path} <command> --help" for more information about a given `;
  return [
    `${summary}.`,
    ...(aliases.length === 0 ? [] : [`Aliases:\n${[name, ...aliases].join(', ')}`]),
    ...(examples.length === 0 ? [] : [`Examples:\n${examplesHelp(examples)}`]),
    ...(verbs.length === 0 ? [] : [`Available Commands:\n${columns(byName(verbs))}`]),
    ...(flags.length === 0 ? [] : [`Options:\n${flagHelp(flags)}`]),
    `Usage:\n  ${usageLine(path, usage)}`,
    `${verbs.length === 0 ? '' : `${more}command.\n`}${OPTIONS_HINT}\n`,
  ].join('\n\n');
}

export interface Section {
  readonly title: string;
  readonly verbs: readonly (Verb | VerbGroup)[];
}

/** Help of kubectl itself. */
export const rootHelp = (sections: readonly Section[]): string =>
  `kubectl talks to the API server of a Kubernetes cluster.\n\n${rootUsage(sections)}`;

/** The same without what the tool is. */
export function rootUsage(sections: readonly Section[]): string {
  const all = sections.flatMap(({ verbs }) => verbs);
  return [
    ...sections.map(({ title, verbs }) => `${title}:\n${columns(verbs, all)}`.trimEnd()),
    'Usage:\n  kubectl [flags] [options]',
    `Use "kubectl <command> --help" for more information about a given command.\n${OPTIONS_HINT}\n`,
  ].join('\n\n');
}
