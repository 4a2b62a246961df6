import type { CommandContext } from '../../../kernel/index.ts';
import { LIMITS } from '../../../limits.ts';

/** What was entered at psql's prompt, oldest first. */
export interface PastStatements {
  lines(): readonly string[];
  /** Takes a line; one that does not end its statement is an entry with those that follow. */
  add(line: string, isEnd: boolean): void;
  /** Drops the statement that was begun. */
  drop(): void;
  /** Leaves them for the next run. */
  save(): void;
}

/** Stands in the file for the end of a line within a statement. */
const LINE_END = '\x01';

/** Reads what earlier runs of psql left. Models input.c of psql. */
export function readPastStatements({ files, env }: CommandContext): PastStatements {
  const path = env.get('PSQL_HISTORY') ?? `${env.get('HOME') ?? ''}/.psql_history`;
  const found = files.read(path);
  const kept = found.ok ? found.value.split('\n').filter((line) => line !== '') : [];
  const lines = kept.map((line) => line.replaceAll(LINE_END, '\n'));
  let begun = '';
  return {
    lines: () => [...lines],
    add(line, isEnd) {
      begun += `${line}\n`;
      if (!isEnd) return;
      const entry = begun.replace(/\n+$/, '');
      begun = '';
      if (entry === '') return;
      lines.push(entry);
      if (lines.length > LIMITS.pastStatements) lines.shift();
    },
    drop() {
      begun = '';
    },
    save() {
      const text = lines.map((entry) => `${entry.replaceAll('\n', LINE_END)}\n`).join('');
      files.write(path, text);
    },
  };
}
