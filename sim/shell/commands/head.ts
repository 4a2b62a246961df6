import { readAll, utf8Length } from '../../kernel/index.ts';
import { putBack } from '../descriptors.ts';
import { lateCount, readCount } from './asked-count.ts';
import { quotedName } from './file-names.ts';
import { inputName, openInput } from './inputs.ts';
import { toBytes } from './text-units.ts';
import { tool } from './tool.ts';

/** `-5` of head and tail is `-n 5`. */
const oldCount = (args: readonly string[]): readonly string[] | string => {
  const [first = ''] = args;
  const match = /^-(\d+)(.*)$/.exec(first);
  if (match === null) {
    const late = lateCount(args);
    return late === undefined ? args : `invalid trailing option -- ${late}`;
  }
  const rest = match[2] ?? '';
  const bad = /[^qvcbkmz]/.exec(rest);
  if (bad !== null) return `invalid trailing option -- ${bad[0]}`;
  const modes = [...rest.replace(/[^qvz]/g, '')].map((letter) => `-${letter}`);
  // With a unit it is a count of bytes.
  const unit = rest
    .replace(/[^bkm]/g, '')
    .slice(-1)
    .replace('m', 'M');
  const isBytes = unit !== '' || rest.includes('c');
  return [isBytes ? '-c' : '-n', (match[1] ?? '') + unit, ...modes, ...args.slice(1)];
};

export const head = tool({
  name: 'head',
  summary: 'Prints the first lines of files.',
  flags: 'n|lines: c|bytes: q|quiet v|verbose z|zero-terminated |silent',
  rewrite: oldCount,
  *run(t) {
    const { has, operands } = t.args;
    const wanted = yield* readCount(t);
    if (wanted === undefined) return 1;
    const delimiter = has('z') ? '\0' : '\n';
    const names = operands.length === 0 ? ['-'] : operands;
    const showsNames = has('v') || (names.length > 1 && !has('q') && !has('silent'));
    let status = 0;
    let isFirst = true;
    for (const name of names) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        const isDirectory = opened.error === 'Is a directory';
        if (isDirectory && showsNames) yield* t.out(`${isFirst ? '' : '\n'}==> ${name} <==\n`);
        yield* t.err(
          isDirectory
            ? `error reading ${quotedName(inputName(name))}: Is a directory`
            : ['unopened', name, opened.error],
        );
        status = 1;
        continue;
      }
      const shown = name === '-' ? 'standard input' : name;
      if (showsNames) yield* t.out(`${isFirst ? '' : '\n'}==> ${shown} <==\n`);
      isFirst = false;
      if (wanted.sign === '-') {
        const all = yield* readAll(opened.reader);
        const units = wanted.isBytes
          ? toBytes(all)
          : (all.match(new RegExp(`[^${delimiter}]*${delimiter}|[^${delimiter}]+$`, 'g')) ?? []);
        const kept = Math.max(0, units.length - wanted.count);
        yield* t.out(units.slice(0, kept).join(''));
        putBack(opened.reader, units.slice(kept).join(''));
        continue;
      }
      let left = wanted.count;
      while (left > 0) {
        const part = yield* opened.reader.read();
        if (part === undefined) break;
        if (wanted.isBytes) {
          const bytes = utf8Length(part) <= left ? [part] : toBytes(part);
          yield* t.out(bytes.slice(0, left).join(''));
          putBack(opened.reader, bytes.slice(left).join(''), true);
          left -= utf8Length(part);
          continue;
        }
        let at = 0;
        while (left > 0) {
          const end = part.indexOf(delimiter, at);
          if (end < 0) {
            at = part.length;
            break;
          }
          at = end + 1;
          left--;
        }
        yield* t.out(part.slice(0, at));
        putBack(opened.reader, part.slice(at));
      }
    }
    return status;
  },
});
