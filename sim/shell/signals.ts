/** Names that `trap` and `kill` know, by number; 0 is EXIT. */
export const TRAP_NAMES: readonly string[] = [
  'EXIT',
  'HUP',
  'INT',
  'QUIT',
  'ILL',
  'TRAP',
  'ABRT',
  'BUS',
  'FPE',
  'KILL',
  'USR1',
  'SEGV',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
  'STKFLT',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'URG',
  'XCPU',
  'XFSZ',
  'VTALRM',
  'PROF',
  'WINCH',
  'IO',
  'PWR',
  'SYS',
  'ERR',
  'DEBUG',
  'RETURN',
];

/** The plain name of `TERM`, `SIGTERM`, `term` or `15`. */
export function signalName(text: string): string | undefined {
  if (/^\d+$/.test(text)) return Number(text) < 32 ? TRAP_NAMES[Number(text)] : undefined;
  const name = text.toUpperCase().replace(/^SIG/, '');
  return TRAP_NAMES.includes(name) ? name : undefined;
}
