import type { Link, Target } from './connection.ts';

/** A prompt with its escapes replaced. */
export function promptText(
  prompt: string,
  target: Target,
  link: Link | undefined,
  schema: string,
): string {
  const server =
    link === undefined ? 'unknown' : /mariadb/i.test(link.version) ? 'MariaDB' : 'MySQL';
  const values: Readonly<Record<string, string>> = {
    N: server,
    d: schema === '' ? '(none)' : schema,
    u: target.user,
    U: `${target.user}@${target.isSocket ? 'localhost' : target.host}`,
    h: target.isSocket ? 'localhost' : target.host,
    p: String(target.port),
    v: link?.version ?? 'not_connected',
    c: '1',
    _: ' ',
    n: '\n',
    t: '\t',
  };
  return prompt.replace(/\\(.)/gs, (_all, letter: string) => values[letter] ?? letter);
}
