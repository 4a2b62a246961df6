import type { CommandContext } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';

/** What was entered at the client's prompt, oldest first. */
export interface PastStatements {
  lines(): readonly string[];
  add(text: string): void;
  /** Leaves them for the next run. */
  save(): void;
}

/** The first line of such a file. */
const HEAD = '_HiStOrY_V2_';

/** What is not kept: the usual value of --histignore. */
const IGNORED = /identified|password/i;

const octal = (character: string): string =>
  `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;

/** A text as a line of the file. Models `strvis` of libedit with white space and backslashes. */
const encoded = (text: string): string => text.replace(/[\s\\]/g, octal);
const decoded = (line: string): string =>
  line.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));

const fileOf = ({ env }: CommandContext): string =>
  env.get('MYSQL_HISTFILE') ?? `${env.get('HOME') ?? ''}/.mysql_history`;

/** Reads what earlier runs of the client left. Models `add_filtered_history` of client/mysql.cc. */
export function readPastStatements(context: CommandContext): PastStatements {
  const found = context.files.read(fileOf(context));
  const kept = found.ok
    ? found.value.split('\n').filter((line) => line !== '' && line !== HEAD)
    : [];
  const lines = kept.map(decoded);
  return {
    lines: () => [...lines],
    add(text) {
      if (text.trim() === '' || IGNORED.test(text) || lines.at(-1) === text) return;
      lines.push(text);
      if (lines.length > LIMITS.pastStatements) lines.shift();
    },
    save() {
      const text = [HEAD, ...lines.map(encoded), ''].join('\n');
      context.files.write(fileOf(context), text);
    },
  };
}
