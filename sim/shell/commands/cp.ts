import { createAnswers } from './confirm.ts';
import { copyTree } from './copy-tree.ts';
import { quotedName } from './file-names.ts';
import { baseName, isDirectory } from './files.ts';
import { nameIn, refuseSlash, targetsOf, withoutSlash } from './targets.ts';
import { misuse, type Tool, tool } from './tool.ts';

/** Makes the directories of a name that are not there. */
function makeParents(t: Tool, name: string): void {
  const parts = name.split('/');
  for (let i = 1; i < parts.length; i++) {
    const path = t.path(parts.slice(0, i).join('/') || '/');
    if (!t.context.files.stat(path).ok) t.context.files.makeDirectory(path);
  }
}

/** `cp`: what each file or tree comes to is `copyTree`'s. */
export const cp = tool({
  name: 'cp',
  summary: 'Copies files and directories.',
  flags:
    'a|archive b S|suffix: d f|force H i|interactive l|link L|dereference n|no-clobber p ' +
    'P|no-dereference r R|recursive s|symbolic-link t|target-directory: ' +
    'T|no-target-directory u|update v|verbose x |preserve:: |backup:: |parents |reflink:: ' +
    '|remove-destination |sparse: |attributes-only |no-preserve: |strip-trailing-slashes',
  *run(t) {
    const targets = yield* targetsOf(t, 'cp');
    if (typeof targets === 'number') return targets;
    const { files } = t.context;
    const isRecursive = ['r', 'R', 'a'].some(t.args.has);
    if (t.args.has('parents') && !targets.isInto) {
      return yield* misuse(t, 'cp', 'with --parents, the destination must be a directory');
    }
    const answers = createAnswers(t);
    let status = 0;
    for (const source of targets.sources) {
      if (yield* refuseSlash(t, source)) {
        status = 1;
        continue;
      }
      const from = t.path(source);
      // With --parents the whole path of the source is made in the target.
      const own = t.args.has('parents') ? source.replace(/^\/+/, '') : baseName(source);
      if (t.args.has('parents')) makeParents(t, `${targets.target}/${own}`);
      const shown = nameIn(targets, own);
      const to = t.path(shown);
      if (isDirectory(files, from) && !isRecursive) {
        yield* t.err(['omitsDirectory', source]);
        status = 1;
        continue;
      }
      const isInside = to !== from && `${to}/`.startsWith(`${from.replace(/\/$/, '')}/`);
      if (isDirectory(files, from) && isInside) {
        yield* t.err(
          `cannot copy a directory, ${quotedName(source)}, into itself, ${quotedName(shown)}`,
        );
        status = 1;
        continue;
      }
      const names = { from: source, to: shown };
      if (!(yield* copyTree(t, withoutSlash(from), to, names, answers))) status = 1;
    }
    return status;
  },
});
