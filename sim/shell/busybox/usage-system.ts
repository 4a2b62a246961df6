/** How applets of processes are called: what follows `Usage: NAME ` in BusyBox 1.36. */
export const SYSTEM_USAGE: Readonly<Record<string, string>> = {
  arch: `

Print system architecture`,
  clear: `

Clear screen`,
  date: `[OPTIONS] [+FMT] [[-s] TIME]

Display time (using +FMT), or set time

\t-u\t\tWork in UTC (don't convert to local time)
\t[-s] TIME\tSet time to TIME
\t-d TIME\t\tDisplay TIME, not 'now'
\t-D FMT\t\tFMT (strptime format) for -s/-d TIME conversion
\t-r FILE\t\tDisplay last modification time of FILE
\t-R\t\tOutput RFC-2822 date
\t-I[SPEC]\tOutput ISO-8601 date
\t\t\tSPEC=date (default), hours, minutes, seconds or ns

Recognized TIME formats:
\t@seconds_since_1970
\thh:mm[:ss]
\t[YYYY.]MM.DD-hh:mm[:ss]
\tYYYY-MM-DD hh:mm[:ss]
\t[[[[[YY]YY]MM]DD]hh]mm[.ss]
\t'date TIME' form accepts MMDDhhmm[[YY]YY][.ss] instead`,
  env: `[-i0] [-u NAME]... [-] [NAME=VALUE]... [PROG ARGS]

Print current environment or run PROG after setting up environment

\t-, -i\tStart with empty environment
\t-0\tNUL terminated output
\t-u NAME\tRemove variable from environment`,
  free: `[-bkmgh]

Display free and used memory`,
  getopt: `[OPTIONS] [--] OPTSTRING PARAMS

\t-a\t\tAllow long options starting with single -
\t-l LOPT[,...]\tLong options to recognize
\t-n PROGNAME\tThe name under which errors are reported
\t-o OPTSTRING\tShort options to recognize
\t-q\t\tNo error messages on unrecognized options
\t-Q\t\tNo normal output
\t-s SHELL\tSet shell quoting conventions
\t-T\t\tVersion test (exits with 4)
\t-u\t\tDon't quote output

Example:

O=\`getopt -l bb: -- ab:c:: "$@"\` || exit 1
eval set -- "$O"
while true; do
\tcase "$1" in
\t-a)\techo A; shift;;
\t-b|--bb) echo "B:'$2'"; shift 2;;
\t-c)\tcase "$2" in
\t\t"")\techo C; shift 2;;
\t\t*)\techo "C:'$2'"; shift 2;;
\t\tesac;;
\t--)\tshift; break;;
\t*)\techo Error; exit 1;;
\tesac
done`,
  groups: `[USER]

Print the groups USER is in`,
  hostid: `

Print out a unique 32-bit identifier for the machine`,
  hostname: `[-sidf] [HOSTNAME | -F FILE]

Show or set hostname or DNS domain name

\t-s\tShort
\t-i\tAddresses for the hostname
\t-d\tDNS domain name
\t-f\tFully qualified domain name
\t-F FILE\tUse FILE's content as hostname`,
  id: `[-ugGnr] [USER]

Print information about USER or the current user

\t-u\tUser ID
\t-g\tGroup ID
\t-G\tSupplementary group IDs
\t-n\tPrint names instead of numbers
\t-r\tPrint real ID instead of effective ID`,
  kill: `[-l] [-SIG] PID...

Send a signal (default: TERM) to given PIDs

\t-l\tList all signal names and numbers`,
  killall: `[-lq] [-SIG] PROCESS_NAME...

Send a signal (default: TERM) to given processes

\t-l\tList all signal names and numbers
\t-q\tDon't complain if no processes were killed`,
  less: `[-EFIMmNSRh~] [FILE]...

View FILE (or stdin) one screenful at a time

\t-E\tQuit once the end of a file is reached
\t-F\tQuit if entire file fits on first screen
\t-I\tIgnore case in all searches
\t-M,-m\tDisplay status line with line numbers
\t\tand percentage through the file
\t-N\tPrefix line number to each line
\t-S\tTruncate long lines
\t-R\tRemove color escape codes in input
\t-~\tSuppress ~s displayed past EOF`,
  logname: `

Print the name of the current user`,
  more: `[FILE]...

View FILE (or stdin) one screenful at a time`,
  mount: `[OPTIONS] [-o OPT] DEVICE NODE

Mount a filesystem. Filesystem autodetection requires /proc.

\t-a\t\tMount all filesystems in fstab
\t-f\t\tDry run
\t-i\t\tDon't run mount helper
\t-r\t\tRead-only mount
\t-t FSTYPE[,...]\tFilesystem type(s)
\t-T FILE\t\tRead FILE instead of /etc/fstab
\t-O OPT\t\tMount only filesystems with option OPT (-a only)
-o OPT:
\tloop\t\tIgnored (loop devices are autodetected)
\t[a]sync\t\tWrites are [a]synchronous
\t[no]atime\tDisable/enable updates to inode access times
\t[no]diratime\tDisable/enable atime updates to directories
\t[no]relatime\tDisable/enable atime updates relative to modification time
\t[no]dev\t\t(Dis)allow use of special device files
\t[no]exec\t(Dis)allow use of executable files
\t[no]suid\t(Dis)allow set-user-id-root programs
\t[r]shared\tConvert [recursively] to a shared subtree
\t[r]slave\tConvert [recursively] to a slave subtree
\t[r]private\tConvert [recursively] to a private subtree
\t[un]bindable\tMake mount point [un]able to be bind mounted
\t[r]bind\t\tBind a file or directory [recursively] to another location
\tmove\t\tRelocate an existing mount point
\tremount\t\tRemount a mounted filesystem, changing flags
\tro\t\tSame as -r

There are filesystem-specific -o flags.`,
  nice: `[-n ADJUST] PROG ARGS

Change scheduling priority, run PROG

\t-n ADJUST\tAdjust priority by ADJUST`,
  nohup: `PROG ARGS

Run PROG immune to hangups, with output to a non-tty`,
  nproc: `[--all] [--ignore=N]

Print number of available CPUs

\t--all\t\tNumber of installed CPUs
\t--ignore=N\tExclude N CPUs`,
  pgrep: `[-flanovx] [-s SID|-P PPID|PATTERN]

Display process(es) selected by regex PATTERN

\t-l\tShow command name too
\t-a\tShow command line too
\t-f\tMatch against entire command line
\t-n\tShow the newest process only
\t-o\tShow the oldest process only
\t-v\tNegate the match
\t-x\tMatch whole name (not substring)
\t-s\tMatch session ID (0 for current)
\t-P\tMatch parent process ID`,
  pidof: `[NAME]...

List PIDs of all processes with names that match NAMEs`,
  pkill: `[-l|-SIGNAL] [-xfvno] [-s SID|-P PPID|PATTERN]

Send signal to processes selected by regex PATTERN

\t-l\tList all signals
\t-x\tMatch whole name (not substring)
\t-f\tMatch against entire command line
\t-s SID\tMatch session ID (0 for current)
\t-P PPID\tMatch parent process ID
\t-v\tNegate the match
\t-n\tSignal the newest process only
\t-o\tSignal the oldest process only`,
  printenv: `[VARIABLE]...

Print environment VARIABLEs.
If no VARIABLE specified, print all.`,
  printf: `FORMAT [ARG]...

Format and print ARG(s) according to FORMAT (a-la C printf)`,
  ps: `[-o COL1,COL2=HEADER] [-T]

Show list of processes

\t-o COL1,COL2=HEADER\tSelect columns for display
\t-T\t\t\tShow threads`,
  pwd: `

Print the full filename of the current working directory`,
  reset: `

Reset terminal (ESC codes) and termios (signals, buffering, echo)`,
  setsid: `[-c] PROG ARGS

Run PROG in a new session. PROG will have no controlling terminal
and will not be affected by keyboard signals (^C etc).

\t-c\tSet controlling terminal to stdin`,
  sleep: `[N]...

Pause for a time equal to the total of the args given, where each arg can
have an optional suffix of (s)econds, (m)inutes, (h)ours, or (d)ays`,
  stty: `[-a|g] [-F DEVICE] [SETTING]...

Without arguments, prints baud rate, line discipline,
and deviations from stty sane

\t-F DEVICE\tOpen device instead of stdin
\t-a\t\tPrint all current settings in human-readable form
\t-g\t\tPrint in stty-readable form
\t[SETTING]\tSee manpage`,
  taskset: `[-ap] [HEXMASK | -c LIST] { PID | PROG ARGS }

Set or get CPU affinity

\t-p\tOperate on PID
\t-a\tOperate on all threads
\t-c\tAffinity is a list, not mask`,
  time: `[-vpa] [-o FILE] PROG ARGS

Run PROG, display resource usage when it exits

\t-v\tVerbose
\t-p\tPOSIX output format
\t-f FMT\tCustom format
\t-o FILE\tWrite result to FILE
\t-a\tAppend (else overwrite)`,
  timeout: `[-s SIG] [-k KILL_SECS] SECS PROG ARGS

Run PROG. Send SIG to it if it is not gone in SECS seconds.
Default SIG: TERM.If it still exists in KILL_SECS seconds, send KILL.
`,
  top: `[-bH] [-n COUNT] [-d SECONDS]

Show a view of process activity in real time.
Read the status of all processes from /proc each SECONDS
and show a screenful of them.
Keys:
\tN/M/P/T: sort by pid/mem/cpu/time
\tR: reverse sort
\tH: toggle threads
\tQ,^C: exit
Options:
\t-b\tBatch mode
\t-n N\tExit after N iterations
\t-d SEC\tDelay between updates
\t-H\tShow threads`,
  tty: `[-s]

Print file name of stdin's terminal

\t-s\tPrint nothing, only return exit status`,
  uname: `[-amnrspvio]

Print system information

\t-a\tPrint all
\t-m\tMachine (hardware) type
\t-n\tHostname
\t-r\tKernel release
\t-s\tKernel name (default)
\t-p\tProcessor type
\t-v\tKernel version
\t-i\tHardware platform
\t-o\tOS name`,
  uptime: `

Display the time since the last boot`,
  usleep: `N

Pause for N microseconds`,
  vi: `[-c CMD] [-R] [-H] [FILE]...

Edit FILE

\t-c CMD\tInitial command to run ($EXINIT and ~/.exrc also available)
\t-R\tRead-only
\t-H\tList available features`,
  w: `

Show who is logged on`,
  watch: `[-n SEC] [-t] PROG ARGS

Run PROG periodically

\t-n SEC\tPeriod (default 2)
\t-t\tDon't print header`,
  which: `[-a] COMMAND...

Locate COMMAND

\t-a\tShow all matches`,
  who: `[-aH]

Show who is logged on

\t-a\tShow all
\t-H\tPrint column headers`,
  whoami: `

Print the user name associated with the current effective user id`,
  xargs: `[OPTIONS] [PROG ARGS]

Run PROG on every item given by stdin

\t-0\tNUL terminated input
\t-a FILE\tRead from FILE instead of stdin
\t-o\tReopen stdin as /dev/tty
\t-r\tDon't run command if input is empty
\t-t\tPrint the command on stderr before execution
\t-p\tAsk user whether to run each command
\t-E STR,-e[STR]\tSTR stops input processing
\t-I STR\tReplace STR within PROG ARGS with input line
\t-n N\tPass no more than N args to PROG
\t-s N\tPass command line of no more than N bytes
\t-P N\tRun up to N PROGs in parallel
\t-x\tExit if size is exceeded`,
  yes: `[STRING]

Repeatedly print a line with STRING, or 'y'`,
};
