/** A stretch of a patch: lines with the mark in front that says on which side they are. */
export interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly { readonly mark: ' ' | '-' | '+'; readonly text: string }[];
  /** Whether the last line of a side has no end. */
  readonly isOldUnended: boolean;
  readonly isNewUnended: boolean;
}

/** What a patch does to one file. */
export interface FilePatch {
  readonly oldName: string;
  readonly newName: string;
  /** The text in front of it, and the line of the input where its hunks begin. */
  readonly header: readonly string[];
  readonly line: number;
  readonly hunks: readonly Hunk[];
}

const RANGE = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const NORMAL = /^(\d+)(?:,(\d+))?([acd])(\d+)(?:,(\d+))?$/;

const nameOf = (line: string): string => line.slice(4).split('\t')[0]?.trimEnd() ?? '';

/** Reads the hunk of a unified diff that begins at `at`. */
function unifiedHunk(input: readonly string[], at: number): { hunk: Hunk; next: number } {
  const [, oldStart = '0', oldCount = '1', newStart = '0', newCount = '1'] =
    RANGE.exec(input[at] ?? '') ?? [];
  let [olds, news] = [Number(oldCount), Number(newCount)];
  const lines: Hunk['lines'][number][] = [];
  let isOldUnended = false;
  let isNewUnended = false;
  let next = at + 1;
  for (; next < input.length; next++) {
    const line = input[next] ?? '';
    if (line.startsWith('\\')) {
      const mark = lines.at(-1)?.mark;
      if (mark !== '+') isOldUnended = true;
      if (mark !== '-') isNewUnended = true;
      continue;
    }
    if (olds === 0 && news === 0) break;
    const mark = line === '' ? ' ' : line.charAt(0);
    if (mark !== ' ' && mark !== '-' && mark !== '+') break;
    lines.push({ mark, text: line.slice(1) });
    if (mark !== '+') olds--;
    if (mark !== '-') news--;
  }
  const hunk = {
    // A side without lines is named by the line in front of it.
    oldStart: Number(oldStart) + (oldCount === '0' ? 1 : 0),
    newStart: Number(newStart) + (newCount === '0' ? 1 : 0),
    lines,
    isOldUnended,
    isNewUnended,
  };
  return { hunk, next };
}

/** Reads the hunk of a normal diff that begins at `at`. */
function normalHunk(input: readonly string[], at: number): { hunk: Hunk; next: number } {
  const [, from = '0', , kind = '', to = '0'] = NORMAL.exec(input[at] ?? '') ?? [];
  const lines: Hunk['lines'][number][] = [];
  let isOldUnended = false;
  let isNewUnended = false;
  let next = at + 1;
  for (; next < input.length; next++) {
    const line = input[next] ?? '';
    if (line.startsWith('< ')) lines.push({ mark: '-', text: line.slice(2) });
    else if (line.startsWith('> ')) lines.push({ mark: '+', text: line.slice(2) });
    else if (line.startsWith('\\')) {
      if (lines.at(-1)?.mark === '-') isOldUnended = true;
      else isNewUnended = true;
    } else if (line !== '---') break;
  }
  const hunk = {
    oldStart: Number(from) + (kind === 'a' ? 1 : 0),
    newStart: Number(to) + (kind === 'd' ? 1 : 0),
    lines,
    isOldUnended,
    isNewUnended,
  };
  return { hunk, next };
}

/** The files that the text of a patch (unified or normal) changes. */
export function readPatch(text: string): FilePatch[] {
  const input = text.split('\n');
  if (input.at(-1) === '') input.pop();
  const patches: FilePatch[] = [];
  let header: string[] = [];
  let [oldName, newName] = ['', ''];
  for (let at = 0; at < input.length; ) {
    const line = input[at] ?? '';
    if (line.startsWith('--- ') && (input[at + 1] ?? '').startsWith('+++ ')) {
      oldName = nameOf(line);
      newName = nameOf(input[at + 1] ?? '');
      header.push(line, input[at + 1] ?? '');
      at += 2;
      continue;
    }
    const read = RANGE.test(line) ? unifiedHunk : NORMAL.test(line) ? normalHunk : undefined;
    if (read === undefined) {
      header.push(line);
      at++;
      continue;
    }
    const start = at;
    const hunks: Hunk[] = [];
    while (at < input.length && (read === unifiedHunk ? RANGE : NORMAL).test(input[at] ?? '')) {
      const { hunk, next } = read(input, at);
      hunks.push(hunk);
      at = next;
    }
    patches.push({ oldName, newName, header, line: start + 1, hunks });
    header = [];
    [oldName, newName] = ['', ''];
  }
  return patches;
}

/** The same change the other way round. */
export const reversed = (patch: FilePatch): FilePatch => ({
  ...patch,
  oldName: patch.newName,
  newName: patch.oldName,
  hunks: patch.hunks.map((hunk) => ({
    oldStart: hunk.newStart,
    newStart: hunk.oldStart,
    isOldUnended: hunk.isNewUnended,
    isNewUnended: hunk.isOldUnended,
    lines: [...hunk.lines].map(({ mark, text }) => ({
      mark: mark === '+' ? '-' : mark === '-' ? '+' : ' ',
      text,
    })),
  })),
});
