/** The two lines over the progress meter. */
export const PROGRESS_HEADING =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
  '                                 Dload  Upload   Total   Spent    Left  Speed\n';

const SECOND_MS = 1000;

const clockText = (seconds: number): string => {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
};

/** The meter before anything came, after so many seconds. */
export const waitingLine = (seconds: number): string => {
  const spent = seconds === 0 ? '--:--:--' : ` ${clockText(seconds)}`;
  const times = `--:--:-- ${spent.padStart(8)} --:--:--`;
  return `\r  0     0    0     0    0     0      0      0 ${times}     0`;
};

/** The meter of a wait of so long, once at its begin and once a second. */
export const waitingLines = (tookMs: number): string =>
  Array.from({ length: Math.floor(tookMs / SECOND_MS) }, (_, i) => waitingLine(i + 1)).join('');

/** The meter after `bytes` have come. */
export function doneLine(bytes: number, tookMs: number): string {
  const speed = Math.round((bytes * SECOND_MS) / Math.max(1, tookMs));
  const count = String(bytes).padStart(5);
  const times = '--:--:-- --:--:-- --:--:--';
  const rate = String(speed).padStart(6);
  return `\r100 ${count}  100 ${count}    0     0 ${rate}      0 ${times} ${rate.slice(1)}\n`;
}
