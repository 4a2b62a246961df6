import { type Program, resolvePath } from '../../../kernel/index.ts';
import { runQuery } from './query.ts';
import type { Psql } from './state.ts';

/** `\copy table from|to 'file' options`. */
export function* copyCommand(psql: Psql, rest: string): Program<void> {
  const { files, directory, stderr } = psql.context;
  const match = /^(.*?)\s+(from|to)\s+('(?:[^']|'')*'|\S+)(.*)$/is.exec(rest.replace(/;\s*$/, ''));
  if (match === null) {
    psql.isFailed = true;
    const message = rest.trim() === '' ? 'arguments required' : 'parse error at end of line';
    yield* stderr.write(`\\copy: ${message}\n`);
    return;
  }
  const [, what = '', way = '', target = '', options = ''] = match;
  const isFrom = way.toLowerCase() === 'from';
  const std = isFrom ? 'STDIN' : 'STDOUT';
  const query = `COPY ${what} ${way.toUpperCase()} ${std}${options}`;
  if (/^p?std(in|out)$/i.test(target)) {
    yield* runQuery(psql, query);
    return;
  }
  const name = target.replace(/^'(.*)'$/s, '$1').replaceAll("''", "'");
  const path = resolvePath(directory, name);
  if (isFrom) {
    const file = files.read(path);
    if (!file.ok) {
      psql.isFailed = true;
      yield* stderr.write(`${name}: No such file or directory\n`);
      return;
    }
    yield* runQuery(psql, query, { data: file.value, output: undefined });
    return;
  }
  let isWritten = true;
  const output = (text: string): void => {
    isWritten = files.write(path, text).ok;
  };
  yield* runQuery(psql, query, { data: undefined, output });
  if (isWritten) return;
  psql.isFailed = true;
  yield* stderr.write(`${name}: No such file or directory\n`);
}
