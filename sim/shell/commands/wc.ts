import { displayWidth, readAll, utf8Length } from '../../kernel/index.ts';
import { shownName } from './file-names.ts';
import { inputName, openInput } from './inputs.ts';
import { splitKeeping } from './text-units.ts';
import { tool } from './tool.ts';

const lineWidth = (line: string): number =>
  [...line].reduce(
    (width, c) => (c === '\t' ? (Math.floor(width / 8) + 1) * 8 : width + displayWidth(c)),
    0,
  );

/** What `wc` counts in a text, by the letters of its options. */
const COUNTS = {
  l: (text: string) => text.split('\n').length - 1,
  w: (text: string) => text.match(/\S+/g)?.length ?? 0,
  m: (text: string) => [...text].filter((c) => c < '\udc80' || c > '\udcff').length,
  c: utf8Length,
  L: (text: string) => Math.max(0, ...text.split(/[\n\r\f]/).map(lineWidth)),
};

export const wc = tool({
  name: 'wc',
  summary: 'Counts lines, words and bytes.',
  flags: 'c|bytes m|chars l|lines w|words L|max-line-length |files0-from:',
  *run(t) {
    const { has, value, operands } = t.args;
    const isDefault = !['c', 'm', 'l', 'w', 'L'].some(has);
    const shown = (['l', 'w', 'm', 'c', 'L'] as const).filter(
      (one) => has(one) || (isDefault && (one === 'l' || one === 'w' || one === 'c')),
    );
    const rows: { name: string; counts: Record<string, number> }[] = [];
    const total: Record<string, number> = { l: 0, w: 0, m: 0, c: 0, L: 0 };
    const list = value('files0-from');
    let names = operands.length === 0 ? ['-'] : operands;
    // Names out of a pipe are not known before they are counted, so nothing is as wide as they.
    let isListPiped = false;
    if (list !== undefined) {
      const opened = openInput(t, list);
      if (!opened.ok) {
        yield* t.err(['unopened', list, opened.error]);
        return 1;
      }
      const from = t.context.files.stat(opened.path);
      isListPiped = list === '-' || !from.ok || from.value.type !== 'file';
      names = splitKeeping(yield* readAll(opened.reader), '\0').map((one) => one.replace('\0', ''));
    }
    let status = 0;
    let size = 0;
    let isStream = operands.length === 0 && list === undefined;
    for (const name of names) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        const usual = `${shownName(inputName(name))}: ${opened.error}`;
        const message = name === '' ? 'invalid zero-length file name' : usual;
        const isDirectory = opened.error === 'Is a directory';
        yield* t.err(message);
        status = 1;
        if (isDirectory) isStream = true;
        if (isDirectory) rows.push({ name, counts: { l: 0, w: 0, m: 0, c: 0, L: 0 } });
        continue;
      }
      const text = yield* readAll(opened.reader);
      const stat = name === '-' ? undefined : t.context.files.stat(opened.path);
      if (stat?.ok === true && stat.value.type === 'file') size += stat.value.size;
      else if (name === '-' && opened.path !== '') size += utf8Length(text);
      else isStream = true;
      const counts = Object.fromEntries(shown.map((one) => [one, COUNTS[one](text)]));
      for (const key of ['l', 'w', 'm', 'c'] as const)
        total[key] = (total[key] ?? 0) + (counts[key] ?? 0);
      total.L = Math.max(total.L ?? 0, counts.L ?? 0);
      rows.push({ name, counts });
    }
    if (names.length > 1) rows.push({ name: 'total', counts: total });
    const isSingle = shown.length === 1 && names.length === 1;
    const regular = String(size).length;
    const width = isSingle ? 1 : isStream && !(operands.length === 0 && size > 0) ? 7 : regular;
    const isPipe =
      operands.length === 0 &&
      list === undefined &&
      (!('path' in t.context.stdin) || String(t.context.stdin.path) === '');
    for (const { name, counts } of rows) {
      const columns = shown.map((key) =>
        String(counts[key] ?? 0).padStart(isSingle || isListPiped ? 1 : isPipe ? 7 : width),
      );
      const label = operands.length === 0 && list === undefined ? '' : ` ${name}`;
      yield* t.out(`${columns.join(' ')}${label}\n`);
    }
    return status;
  },
});
