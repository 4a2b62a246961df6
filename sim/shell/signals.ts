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
  'DEBUG',
  'ERR',
  'RETURN',
];

/** What `kill -l` calls a real-time signal, 34 to 64. */
export function realTimeName(number: number): string {
  if (number < 50) return `RTMIN${number === 34 ? '' : `+${number - 34}`}`;
  return `RTMAX${number === 64 ? '' : number - 64}`;
}

/** The number of `RTMIN+3` or `SIGRTMAX-1`. */
export function realTimeNumber(text: string): number | undefined {
  const name = text.toUpperCase().replace(/^SIG/, '');
  for (let number = 34; number <= 64; number++) if (realTimeName(number) === name) return number;
  return undefined;
}

/** What a number is called: an ordinary signal, or one of the real-time ones. */
export function nameOfNumber(number: number): string | undefined {
  if (number >= 34 && number <= 64) return realTimeName(number);
  return number < 32 ? TRAP_NAMES[number] : undefined;
}

/** The plain name of `TERM`, `SIGTERM`, `term` or `15`. */
export function signalName(text: string): string | undefined {
  if (/^\d+$/.test(text)) return Number(text) < 32 ? TRAP_NAMES[Number(text)] : undefined;
  const name = text.toUpperCase().replace(/^SIG/, '');
  return TRAP_NAMES.includes(name) ? name : undefined;
}
