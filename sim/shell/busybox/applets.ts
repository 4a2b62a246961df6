/** What an applet of BusyBox takes on its command line. */
export interface Applet {
  /** Its letters, and whether each takes a value: '' no, ':' yes, '?' in the same word only. */
  readonly shorts: ReadonlyMap<string, string>;
  readonly longs: ReadonlyMap<string, string>;
  /** Whether getopt looks at its options at all. */
  readonly isChecked: boolean;
  readonly stopsAtOperand: boolean;
  /** How many words besides options it takes. */
  readonly least: number;
  readonly most: number;
  /** Its status when it is called wrongly. */
  readonly misuse: number;
}

/**
 * The applets of BusyBox 1.36, a row each: name, letters (with `+` in front, options end at the
 * first other word; `-`: they are not looked at), how many words and the status of misuse where
 * that is not 1, long options. A row goes on where the next line is indented further.
 */
const TABLE = `
  awk +e:f:v:F:W:|1-
  base64 diw:|0-1
  basename as:|1-
  bunzip2 cdfkqtv
  bzcat cdfkqtv
  bzip2 cdfkqstvz123456789
  cal jmy|0-2
  cat bentuvA
  chgrp cfhvHLPR|2-
  chmod Rvcf|2-
  chown cfhvHLPR|2-
  cksum
  cmp lsn:|1-4
  comm 123|2-2
  cp adfilnprsuvHLPRTt:|2-|archive force interactive link dereference no-clobber no-dereference
      recursive symbolic-link target-directory: no-target-directory update verbose parents
      reflink remove-destination
  cut nsDb:c:d:f:F:O:
  date uRI?d:r:s:D:|0-1|date: reference: set: utc
  df ahikmHPTt:B:
  diff abdipqrstuwBENTL:S:U:|2-2
  dirname -|1-1
  dos2unix du
  du abchklmsxHLd:
  egrep achilnoqrsvwxzEFHILRe:f:m:A:B:C:|1-/2
  env +i0u:||ignore-environment null unset:
  expand it:||initial tabs:
  fallocate l:o:|1-
  fgrep achilnoqrsvwxzEFHILRe:f:m:A:B:C:|1-/2
  free bkmgh
  fold bs0123456789w:
  getopt aquQTl:n:o:s:
  grep achilnoqrsvwxzEFHILRe:f:m:A:B:C:|1-/2
  groups
  gunzip cdfknqtv
  gzip cdfknqtv123456789
  head qv0123456789c:n:
  hexdump bcdovxCe:f:n:s:
  hostname dfisvF:
  id gnruG|0-1
  link |2-2
  ln bfnsvTS:|1-
  logname |0-0
  ls acdghiklnprstuvxACFHLQRSX1w:T:||color full-time group-directories-first
  md5sum bcstw
  mkdir pvm:|1-|mode: parents verbose
  mkfifo m:|1-
  mktemp dqtup:|0-1|directory dry-run quiet tmpdir
  more deflsu
  mount afinrsvwo:t:O:T:||types options read-only
  mv finvTt:|2-|force interactive no-clobber target-directory: no-target-directory verbose
  nl pb:i:s:v:w:||body-numbering: number-width: number-separator: starting-line-number:
      line-increment: no-renumber
  nohup +|1-/127
  nproc ||all ignore:
  od abcdfhilosvxw?j:t:A:N:S:||address-radix: skip-bytes: read-bytes: format: output-duplicates
      width
  paste sd:
  patch fguENRi:p:||strip: reverse input: backup forward force remove-empty-files unified
      dry-run no-backup-if-mismatch
  pgrep vlafxons:P:
  pidof
  printenv
  ps adeflATZo:
  pwd LP
  readlink fnqsv|1-1
  rev
  rm firvR|1-
  rmdir pv|1-|parents verbose ignore-fail-on-non-empty
  sed nrEi?e:f:|1-
  seq ws:|1-
  setsid +c|1-
  sha1sum bcstw
  sha256sum bcstw
  sha512sum bcstw
  shred fuvxzn:s:|1-
  shuf ezi:n:o:
  sort bcdfghimnrsuzMVk:o:t:S:T:|0-/2
  split l:b:a:|0-2
  stat ftLc:|1-
  strings afon:t:
  sum rs
  sync df
  tac
  tail fqvF0123456789c:n:s:
  tar achjkmoptvxzJOZf:C:|1-|create extract list file: directory: verbose touch gzip
      no-same-permissions no-same-owner
  taskset +acp|2-
  tee ai
  timeout +k:s:|2-
  touch acfhmd:r:t:|1-|no-create date: no-dereference reference:
  tr cdsC|1-
  tty s|0-/2
  uname aimnoprsv|0-0|all hardware-platform machine nodename operating-system processor
      kernel-release kernel-name kernel-version
  unexpand aft:||all tabs: first-only
  uniq cdiuzf:s:w:
  unix2dos du
  unlink |1-1
  unxz cdfkqtv
  unzip jlnopqtvxKd:
  uptime s
  watch +dtn:|1-
  wc clmwL
  which a|1-
  who aH|0-0
  whoami |0-0
  xargs +oprtx0e?i?l?a:n:s:E:I:P:||no-run-if-empty
  xxd aiprc:g:l:o:s:|0-2
  xz cdfkqtv|1-
  xzcat cdfkqtv
  zcat cdfknqtv
`;

const marked = (text: string, pattern: RegExp): Map<string, string> =>
  new Map([...text.matchAll(pattern)].map(([, name = '', takes = '']) => [name, takes]));

function appletOf(row: string): [string, Applet] {
  const [head = '', range = '', longs = ''] = row.split('|');
  const [name = '', letters = ''] = head.split(' ');
  const [, least = '', most = '', misuse = ''] = /^(\d*)-?(\d*)\/?(\d*)$/.exec(range) ?? [];
  const applet = {
    shorts: marked(letters, /([^:?+-])([:?]?)/g),
    longs: marked(longs, /([^ :?]+)([:?]?)/g),
    isChecked: letters !== '-',
    stopsAtOperand: letters.startsWith('+'),
    least: Number(least),
    most: most === '' ? Number.POSITIVE_INFINITY : Number(most),
    misuse: misuse === '' ? 1 : Number(misuse),
  };
  return [name, applet];
}

/** What each applet takes, by its name. */
export const APPLETS: ReadonlyMap<string, Applet> = new Map(
  TABLE.trim()
    .replaceAll(/\n {4,}/g, ' ')
    .split(/\n\s*/)
    .map(appletOf),
);
