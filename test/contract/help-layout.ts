/** `create`, `get`: the verbs that a help lists. */
export function verbsIn(help: string): string[] {
  const sections = help.split('\n\n').filter((part) => /Commands.*:\n/.test(part));
  return sections.flatMap((part) =>
    [...part.matchAll(/^ {2}(\S+) /gm)].map(([, name = '']) => name),
  );
}

const HINT = /^Use "kubectl (options"|.*<command> --help")/;

const isTitle = (line: string): boolean => /^[A-Z][^:]*:$/.test(line);

/**
 * A help without its prose: titles of sections, aliases, names of verbs with the column of their
 * summaries, flags with shorthands and defaults, the line of usage and the hints at the end.
 */
export function layoutOf(help: string): string {
  let title = '';
  const kept: string[] = [];
  for (const line of help.split('\n')) {
    if (isTitle(line) || HINT.test(line)) {
      title = line;
      kept.push(line);
    } else if (/^ +(-\w, )?--[^=]+=.*:$/.test(line)) {
      kept.push(line);
    } else if (/^(Aliases|Usage):/.test(title) && line !== '') {
      kept.push(line);
    } else if (/Commands.*:$/.test(title)) {
      const [row = ''] = /^ {2}\S+ +/.exec(line) ?? [];
      if (row !== '') kept.push(row);
    }
  }
  return kept.join('\n');
}
