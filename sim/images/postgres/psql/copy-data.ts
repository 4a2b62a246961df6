import type { Program } from '../../../kernel/index.ts';
import type { Psql } from './state.ts';

const INVITATION =
  'Enter data to be copied followed by a newline.\n' +
  'End with a backslash and a period on a line by itself, or an EOF signal.\n';

/** Reads what COPY FROM STDIN wants from where the commands come from, up to `\.`. */
export function* readCopyData(psql: Psql): Program<string> {
  if (psql.isTyped) yield* psql.context.stdout.write(INVITATION);
  const lines: string[] = [];
  for (;;) {
    const line = yield* psql.nextLine('>> ');
    if (line === undefined || line === '\\.') return lines.join('');
    lines.push(`${line}\n`);
  }
}
