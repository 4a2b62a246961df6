import type { Program, Writer } from '../../kernel/index.ts';

/** The two lines over the progress meter. */
const HEADING =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
  '                                 Dload  Upload   Total   Spent    Left  Speed\n';
const BAR = `\r${'#'.repeat(72)} 100.0%\n`;
const NO_TIME = '--:--:--';
const SECOND_MS = 1000;
const KILO = 1024;
/** Most transfers take no virtual time; a rate needs some. */
const SHORTEST_MS = 2;

/** How far a transfer is. */
export interface Progress {
  /** Bytes that the answer's head announces. */
  readonly announced: number;
  readonly received: number;
  readonly sent: number;
  readonly tookMs: number;
}

export const NO_PROGRESS: Progress = { announced: 0, received: 0, sent: 0, tookMs: 0 };

/** What `curl` shows of a transfer while it runs. */
export interface Meter {
  /** The heading, once for each URL, and the first line. */
  begin(): Program<void>;
  /** The last line. */
  end(progress: Progress): Program<void>;
}

const clockText = (seconds: number): string => {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
};

/** A number of bytes in five characters. */
function fiveWide(bytes: number): string {
  if (bytes < 100_000) return String(bytes).padStart(5);
  if (bytes < 10_000 * KILO) return `${Math.floor(bytes / KILO)}k`.padStart(5);
  return `${(bytes / (KILO * KILO)).toFixed(1)}M`.padStart(5);
}

const percent = (part: number, whole: number): string =>
  String(whole === 0 ? 0 : Math.floor((part * 100) / whole)).padStart(3);

function meterLine({ announced, received, sent, tookMs }: Progress, spent: string): string {
  const spentMs = Math.max(tookMs, SHORTEST_MS);
  const rate = (bytes: number): string => fiveWide(Math.floor((bytes * SECOND_MS) / spentMs));
  const total = announced + sent;
  const counts = [
    `${percent(received + sent, total)} ${fiveWide(total)}`,
    `${percent(received, announced)} ${fiveWide(received)}`,
    `${percent(sent, sent)} ${fiveWide(sent)}`,
    `${rate(received)}  ${rate(sent)}`,
  ];
  const times = `${NO_TIME} ${spent.padStart(NO_TIME.length)} ${NO_TIME}`;
  return `\r${counts.join('  ')} ${times} ${rate(received + sent)}`;
}

/** The meter after each whole second of a wait. */
const waitingLines = (tookMs: number): string =>
  Array.from({ length: Math.floor(tookMs / SECOND_MS) }, (_, i) =>
    meterLine(NO_PROGRESS, clockText(i + 1)),
  ).join('');

/** The table of numbers; silent when `isOn` is not set. */
export function createMeter(stderr: Writer, isOn: boolean): Meter {
  let isHeaded = false;
  return {
    *begin() {
      if (!isOn) return;
      yield* stderr.write(`${isHeaded ? '' : HEADING}${meterLine(NO_PROGRESS, NO_TIME)}`);
      isHeaded = true;
    },
    *end(progress) {
      if (!isOn) return;
      const isWaiting = progress.received + progress.announced + progress.sent === 0;
      const waited = isWaiting ? waitingLines(progress.tookMs) : '';
      yield* stderr.write(`${waited === '' ? meterLine(progress, NO_TIME) : waited}\n`);
    },
  };
}

/** The bar of `-#`, which appears when there is something to measure. */
export const createBar = (stderr: Writer, isOn: boolean): Meter => ({
  *begin() {},
  *end({ received }) {
    if (isOn && received > 0) yield* stderr.write(BAR);
  },
});
