import type { Command } from '../../kernel/index.ts';
import { lookUp } from '../lookup.ts';
import { withKernelFiles } from '../proc/index.ts';
import { hasStreams } from '../stream-files.ts';
import type { ShellHost } from '../types.ts';
import { bc } from './bc/bc.ts';
import { cat } from './cat.ts';
import { cmp } from './cmp.ts';
import { column } from './column.ts';
import { cp } from './cp.ts';
import { csplit } from './csplit.ts';
import { diff } from './diff.ts';
import { du } from './du.ts';
import { editors } from './editors.ts';
import { base32, base64, basenc } from './encode.ts';
import { expr } from './expr.ts';
import { factor } from './factor.ts';
import { file } from './file.ts';
import { mkdir, mkfifo, rm, rmdir } from './files.ts';
import { createFind } from './find.ts';
import { fmt } from './fmt.ts';
import { egrep, fgrep, grep } from './grep.ts';
import { gunzip, gzip, zcat } from './gzip.ts';
import { head } from './head.ts';
import { hexdump } from './hexdump.ts';
import { install } from './install.ts';
import { join } from './join.ts';
import { fold } from './layout.ts';
import { link, pathchk, unlink } from './link.ts';
import { dir, ls, vdir } from './list.ts';
import { ln } from './ln.ts';
import { createMachineCommands } from './machine.ts';
import { chgrp, chmod, chown } from './modes.ts';
import { mv } from './mv.ts';
import { nl } from './number-lines.ts';
import { numfmt } from './numfmt.ts';
import { od } from './od.ts';
import { patch } from './patch.ts';
import * as paths from './paths.ts';
import { createProcessLists } from './process-list.ts';
import * as processes from './processes.ts';
import { createPrograms } from './programs.ts';
import { rev } from './rev.ts';
import { sdiff } from './sdiff.ts';
import { createSed } from './sed/sed.ts';
import { seq } from './seq.ts';
import { createSessionCommands } from './sessions.ts';
import { createShred } from './shred.ts';
import { createShuf } from './shuf.ts';
import { SMALL_TOOLS } from './small-tools.ts';
import { sort } from './sort.ts';
import { createSplit } from './split.ts';
import { strings } from './strings.ts';
import { sums } from './sums.ts';
import { createSystemCommands } from './system.ts';
import { expand, unexpand } from './tabs.ts';
import { tac } from './tac.ts';
import { tail } from './tail.ts';
import { tar } from './tar.ts';
import { tee } from './tee.ts';
import { cut } from './text-fields.ts';
import { envsubst } from './text-format.ts';
import { comm, paste } from './text-join.ts';
import { createTop } from './top.ts';
import { tr } from './tr.ts';
import { tree } from './tree.ts';
import { truncate } from './truncate.ts';
import { tsort } from './tsort.ts';
import { uniq } from './uniq.ts';
import { tellingVersion } from './versions.ts';
import { wc } from './wc.ts';
import { createWhereis, createWhich, type Finder } from './which.ts';
import { createWrappers } from './wrappers.ts';
import { createXargs } from './xargs.ts';
import { xxd } from './xxd.ts';
import { createZgreps } from './zgrep.ts';

/** Tools that work on text and start nothing. */
// biome-ignore format: a table reads better in rows
const TEXT: readonly Command[] = [
  cat, head, tail, tee, wc, tac, rev, nl, cut, tr, uniq, paste, join, comm, grep, egrep, fgrep,
  sort, diff, sdiff, patch, cmp,
  base32, base64, basenc, hexdump, od, xxd, ...sums, column, csplit, expand, fold,
  unexpand, seq, expr, factor, numfmt, fmt, strings, envsubst,
];

/** Tools that work on files. */
// biome-ignore format: a table reads better in rows
const FILES: readonly Command[] = [
  ls, dir, vdir,
  mkdir, mkfifo, rmdir, rm, cp, mv, ln, chmod, chown, chgrp, paths.basename, paths.dirname,
  paths.readlink, paths.realpath, paths.stat, du, tar, gzip, gunzip, zcat, ...editors,
  truncate, tree, install, link, unlink, pathchk, tsort, bc, file, ...SMALL_TOOLS,
];

/** A tool that was not started by a shell sees what its kernel shows, too. */
const seeingKernel = (host: () => ShellHost, tool: Command): Command => ({
  ...tool,
  run: (context) =>
    tool.run(
      hasStreams(context.files)
        ? context
        : { ...context, files: withKernelFiles(context.files, host()) },
    ),
});

/** Tools whose options are not read by the table of their flags. */
const OWN_OPTIONS: ReadonlySet<string> = new Set(
  'cmp dd diff egrep fgrep find grep sed'.split(' '),
);

/** Every tool of the shell but awk and jq, over the host that they start other commands on. */
export const createCoreCommands = (host: () => ShellHost): Command[] =>
  allTools(host).map((tool) =>
    seeingKernel(host, OWN_OPTIONS.has(tool.name) ? tellingVersion(tool) : tool),
  );

function allTools(host: () => ShellHost): Command[] {
  const find: Finder = (t, name) => {
    const { files, directory, env } = t.context;
    const search = env.get('PATH');
    const found = lookUp(host().commands, files, directory, search, name);
    if (found.type === 'error') return [];
    // The one of them is a link to the other.
    const isTwice = found.path.startsWith('/usr/bin/') && search?.split(':').includes('/bin');
    const isNamed = name.includes('/');
    return isTwice && !isNamed ? [found.path, `/bin/${name}`] : [isNamed ? name : found.path];
  };
  const random = () => host().prng;
  return [
    ...TEXT,
    createSed(host),
    ...FILES,
    createShuf(random),
    createShred(host),
    paths.createTouch(host),
    paths.createMktemp(random),
    createFind(host),
    createXargs(host),
    createSplit(host),
    createWhich(find),
    createWhereis(find),
    createTop(host),
    ...createZgreps(host),
    ...processes.createProcessCommands(host),
    ...createSystemCommands(host),
    ...createPrograms(host),
    ...createProcessLists(host),
    ...createMachineCommands(host),
    ...createWrappers(host),
    ...createSessionCommands(host),
  ];
}
