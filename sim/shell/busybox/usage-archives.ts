/** How applets of archives and small ones are called: what follows `Usage: NAME ` in 1.36. */
export const ARCHIVES_USAGE: Readonly<Record<string, string>> = {
  bc: `[-sqlw] [FILE]...

Arbitrary precision calculator

\t-q\tQuiet
\t-l\tLoad standard library
\t-s\tBe POSIX compatible
\t-w\tWarn if extensions are used

$BC_LINE_LENGTH changes output width`,
  bunzip2: `[-cfk] [FILE]...

Decompress FILEs (or stdin)

\t-c\tWrite to stdout
\t-f\tForce
\t-k\tKeep input files
\t-t\tTest integrity`,
  bzcat: `[FILE]...

Decompress to stdout`,
  bzip2: `[-cfkdt123456789] [FILE]...

Compress FILEs (or stdin) with bzip2 algorithm

\t-1..9\tCompression level
\t-d\tDecompress
\t-c\tWrite to stdout
\t-f\tForce
\t-k\tKeep input files
\t-t\tTest integrity`,
  cal: `[-jmy] [[MONTH] YEAR]

Display a calendar

\t-j\tUse julian dates
\t-m\tWeek starts on Monday
\t-y\tDisplay the entire year`,
  crc32: `FILE...

Calculate CRC32 checksum of FILEs`,
  dc: `[-x] [-eSCRIPT]... [-fFILE]... [FILE]...

Tiny RPN calculator. Operations:
Arithmetic: + - * / % ^
~ - divide with remainder
| - modular exponentiation
v - square root
p - print top of the stack without popping
f - print entire stack
k - pop the value and set precision
i - pop the value and set input radix
o - pop the value and set output radix
Examples: dc -e'2 2 + p' -> 4, dc -e'8 8 * 2 2 + / p' -> 16`,
  dos2unix: `[-ud] [FILE]

Convert FILE in-place from DOS to Unix format.
When no file is given, use stdin/stdout.

\t-u\tdos2unix
\t-d\tunix2dos`,
  gunzip: `[-cfkt] [FILE]...

Decompress FILEs (or stdin)

\t-c\tWrite to stdout
\t-f\tForce
\t-k\tKeep input files
\t-t\tTest integrity`,
  gzip: `[-cfkdt] [FILE]...

Compress FILEs (or stdin)

\t-d\tDecompress
\t-c\tWrite to stdout
\t-f\tForce
\t-k\tKeep input files
\t-t\tTest integrity`,
  ionice: `[-c 1-3] [-n 0-7] [-t] { -p PID | PROG ARGS }

Change I/O priority and class

\t-c N\tClass. 1:realtime 2:best-effort 3:idle
\t-n N\tPriority
\t-t\tIgnore errors`,
  ipcalc: `[-bnmphs] ADDRESS[/PREFIX] [NETMASK]

Calculate and display network settings from IP address

\t-b\tBroadcast address
\t-n\tNetwork address
\t-m\tDefault netmask for IP
\t-p\tPrefix for IP/NETMASK
\t-h\tResolved host name
\t-s\tNo error messages`,
  renice: `[-n] PRIORITY [[-p|g|u] ID...]...

Change scheduling priority of a running process

\t-n\tAdd PRIORITY to current nice value
\t\tWithout -n, nice value is set to PRIORITY
\t-p\tProcess ids (default)
\t-g\tProcess group ids
\t-u\tProcess user names`,
  sysctl: `[-enq] { -a | -p [FILE]... | [-w] [KEY[=VALUE]]... }

Show/set kernel parameters

\t-e\tDon't warn about unknown keys
\t-n\tDon't show key names
\t-q      Quiet
\t-a\tShow all values
\t-p\tSet values from FILEs (default /etc/sysctl.conf)
\t-w\tSet values`,
  ts: `[-is] [STRFTIME]

Pipe stdin to stdout, add timestamp to each line

\t-s\tTime since start
\t-i\tTime since previous line`,
  unix2dos: `[-ud] [FILE]

Convert FILE in-place from Unix to DOS format.
When no file is given, use stdin/stdout.

\t-u\tdos2unix
\t-d\tunix2dos`,
  unxz: `[-cfk] [FILE]...

Decompress FILEs (or stdin)

\t-c\tWrite to stdout
\t-f\tForce
\t-k\tKeep input files
\t-t\tTest integrity`,
  unzip: `[-lnojpqK] FILE[.zip] [FILE]... [-x FILE]... [-d DIR]

Extract FILEs from ZIP archive

\t-l\tList contents (with -q for short form)
\t-n\tNever overwrite files (default: ask)
\t-o\tOverwrite
\t-j\tDo not restore paths
\t-p\tWrite to stdout
\t-t\tTest
\t-q\tQuiet
\t-K\tDo not clear SUID bit
\t-x FILE\tExclude FILEs
\t-d DIR\tExtract into DIR`,
  xz: `-d [-cfk] [FILE]...

Decompress FILEs (or stdin)

\t-d\tDecompress
\t-c\tWrite to stdout
\t-f\tForce
\t-k\tKeep input files
\t-t\tTest integrity`,
  xzcat: `[FILE]...

Decompress to stdout`,
  zcat: `[FILE]...

Decompress to stdout`,
};
