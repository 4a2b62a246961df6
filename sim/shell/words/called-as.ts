import type { CommandContext } from '../../kernel/index.ts';

/** The programs that complain under the whole path by which they were called, as GNU's do. */
const FULL = new Set(
  (
    'b2sum base32 base64 basename basenc cat chgrp chmod chown cksum cmp comm cp csplit cut date dd ' +
    'df diff dir dirname du env expand expr factor find fmt fold grep head id install join link ln ' +
    'logname ls md5sum mkdir mkfifo mktemp mv nice nl nohup nproc numfmt od paste pathchk printenv ' +
    'printf pwd readlink realpath rm rmdir sed seq sha1sum sha224sum sha256sum sha384sum sha512sum ' +
    'shred shuf sleep sort split stat stdbuf stty sum sync tac tail tar tee timeout touch tr ' +
    'test truncate tsort tty uname unexpand uniq unlink vdir wc who whoami xargs ['
  ).split(' '),
);

/** The name under which a program complains: its own, or the path by which it was called. */
export const calledAs = ({ name }: CommandContext, program: string): string =>
  name.includes('/') && name.endsWith(`/${program}`) && FULL.has(program) ? name : program;
