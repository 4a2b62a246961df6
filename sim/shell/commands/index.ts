import type { Command } from '../../kernel/index.ts';
import { lookUp } from '../lookup.ts';
import type { ShellHost } from '../types.ts';
import { cmp, diff } from './diff.ts';
import { base64, hexdump, od, sums, xxd } from './encode.ts';
import * as files from './files.ts';
import { createFind } from './find.ts';
import { egrep, fgrep, grep } from './grep.ts';
import { column, csplit, expand, fold, split, unexpand } from './layout.ts';
import { ls } from './list.ts';
import { createShuf, expr, factor, numfmt, seq } from './numbers.ts';
import * as paths from './paths.ts';
import * as processes from './processes.ts';
import { sed } from './sed/sed.ts';
import { sort } from './sort.ts';
import { createSystemCommands } from './system.ts';
import * as basic from './text-basic.ts';
import * as fields from './text-fields.ts';

/** Every tool of the shell, over the host that they start other commands on. */
export function createCoreCommands(host: () => ShellHost): Command[] {
  const which = processes.createWhich((t, name) => {
    const { files: disk, directory, env } = t.context;
    const found = lookUp(host().commands, disk, directory, env.get('PATH'), name);
    return found.type === 'error' ? undefined : found.path;
  });
  const random = () => host().prng;
  return [
    basic.cat,
    basic.head,
    basic.tail,
    basic.tee,
    basic.wc,
    basic.tac,
    basic.rev,
    basic.nl,
    fields.cut,
    fields.tr,
    fields.uniq,
    fields.paste,
    fields.join,
    fields.comm,
    grep,
    egrep,
    fgrep,
    sed,
    sort,
    ls,
    seq,
    expr,
    factor,
    numfmt,
    createShuf(random),
    files.mkdir,
    files.rmdir,
    files.rm,
    files.cp,
    files.mv,
    files.ln,
    files.chmod,
    files.chown,
    files.chgrp,
    paths.basename,
    paths.dirname,
    paths.readlink,
    paths.realpath,
    paths.stat,
    paths.du,
    paths.createTouch(host),
    paths.createMktemp(random),
    createFind(host),
    processes.sleepCommand,
    processes.yes,
    processes.printenv,
    processes.createXargs(host),
    processes.createEnv(host),
    processes.createTimeout(host),
    processes.createWatch(host),
    processes.createWrapper(host, 'nohup', ''),
    processes.createWrapper(host, 'nice', 'n|adjustment:'),
    processes.createWrapper(host, 'time', 'p'),
    processes.more('less'),
    processes.more('more'),
    which,
    diff,
    cmp,
    base64,
    hexdump,
    od,
    xxd,
    ...sums,
    column,
    csplit,
    expand,
    fold,
    split,
    unexpand,
    ...createSystemCommands(host),
  ];
}
