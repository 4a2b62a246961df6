import type { Program } from '../../kernel/index.ts';
import { errorText } from '../../kernel/index.ts';
import { quotedName } from './file-names.ts';
import type { Tool } from './tool.ts';

/** A file whose end is watched. */
export interface Followed {
  readonly name: string;
  readonly path: string;
  /** How much of it was shown. */
  position: number;
  /** The file that it was; undefined while there is none. */
  inode: number | undefined;
}

/** How long tail waits before it looks again. */
const LOOK_MS = 100;

/** What became of a file that is followed by its name, as tail tells it. */
function newsOf(t: Tool, file: Followed): string | undefined {
  const stat = t.context.files.stat(file.path);
  if (!stat.ok) {
    if (file.inode === undefined) return undefined;
    file.inode = undefined;
    return `${quotedName(file.name)} has become inaccessible: ${errorText(stat.error)}`;
  }
  if (file.inode === stat.value.inode) return undefined;
  const what = file.inode === undefined ? 'has appeared' : 'has been replaced';
  file.inode = stat.value.inode;
  file.position = 0;
  return `${quotedName(file.name)} ${what};  following new file`;
}

/**
 * Prints what is added to files, until it is interrupted; by their names (`-F`), or as the files
 * that they were. `shownName` is the file whose text came last, when names are shown.
 * Models coreutils src/tail.c
 */
export function* follow(
  t: Tool,
  files: readonly Followed[],
  isByName: boolean,
  shownName: string | undefined,
): Program<void> {
  let last = shownName;
  for (;;) {
    yield { delayMs: LOOK_MS };
    for (const file of files) {
      const news = isByName ? newsOf(t, file) : undefined;
      if (news !== undefined) yield* t.err(news);
      const stat = t.context.files.stat(file.path);
      if (!stat.ok || stat.value.inode !== file.inode) continue;
      const content = t.context.files.read(file.path);
      if (!content.ok || content.value.length === file.position) continue;
      if (content.value.length < file.position) {
        yield* t.err(`${file.name}: file truncated`);
        file.position = 0;
      }
      const added = content.value.slice(file.position);
      if (added === '') continue;
      if (last !== undefined && last !== file.name) {
        yield* t.out(`\n==> ${file.name} <==\n`);
        last = file.name;
      }
      yield* t.out(added);
      file.position = content.value.length;
    }
  }
}
