/** A zone at one instant: how far it is ahead of UTC, and what it is called then. */
export interface Offset {
  readonly ms: number;
  readonly name: string;
}

/** Where clocks stand, by instants of UTC. */
export type Zone = (epochMs: number) => Offset;

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export const UTC: Zone = () => ({ ms: 0, name: 'UTC' });

const US = 'M3.2.0,M11.1.0';
const EU = 'M3.5.0,M10.5.0/3';

/** Zones of the IANA database as POSIX writes them, with the rules of today. */
const NAMED: Readonly<Record<string, string>> = {
  'America/New_York': `EST5EDT,${US}`,
  'America/Toronto': `EST5EDT,${US}`,
  'America/Chicago': `CST6CDT,${US}`,
  'America/Denver': `MST7MDT,${US}`,
  'America/Phoenix': 'MST7',
  'America/Los_Angeles': `PST8PDT,${US}`,
  'America/Sao_Paulo': '<-03>3',
  'Europe/London': 'GMT0BST,M3.5.0/1,M10.5.0',
  'Europe/Dublin': 'GMT0IST,M3.5.0/1,M10.5.0',
  'Europe/Lisbon': 'WET0WEST,M3.5.0/1,M10.5.0',
  'Europe/Berlin': `CET-1CEST,${EU}`,
  'Europe/Paris': `CET-1CEST,${EU}`,
  'Europe/Madrid': `CET-1CEST,${EU}`,
  'Europe/Rome': `CET-1CEST,${EU}`,
  'Europe/Vienna': `CET-1CEST,${EU}`,
  'Europe/Zurich': `CET-1CEST,${EU}`,
  'Europe/Amsterdam': `CET-1CEST,${EU}`,
  'Europe/Brussels': `CET-1CEST,${EU}`,
  'Europe/Stockholm': `CET-1CEST,${EU}`,
  'Europe/Warsaw': `CET-1CEST,${EU}`,
  'Europe/Athens': 'EET-2EEST,M3.5.0/3,M10.5.0/4',
  'Europe/Helsinki': 'EET-2EEST,M3.5.0/3,M10.5.0/4',
  'Europe/Istanbul': '<+03>-3',
  'Europe/Moscow': 'MSK-3',
  'Asia/Dubai': '<+04>-4',
  'Asia/Kolkata': 'IST-5:30',
  'Asia/Bangkok': '<+07>-7',
  'Asia/Shanghai': 'CST-8',
  'Asia/Hong_Kong': 'HKT-8',
  'Asia/Taipei': 'CST-8',
  'Asia/Singapore': '<+08>-8',
  'Asia/Tokyo': 'JST-9',
  'Asia/Seoul': 'KST-9',
  'Australia/Sydney': 'AEST-10AEDT,M10.1.0,M4.1.0/3',
  'Pacific/Auckland': 'NZST-12NZDT,M9.5.0,M4.1.0/3',
  PRC: 'CST-8',
  Japan: 'JST-9',
  EST: 'EST5',
  MST: 'MST7',
  EST5EDT: `EST5EDT,${US}`,
  CST6CDT: `CST6CDT,${US}`,
  MST7MDT: `MST7MDT,${US}`,
  PST8PDT: `PST8PDT,${US}`,
  CET: `CET-1CEST,${EU}`,
  GMT: 'GMT0',
  'Etc/UTC': 'UTC0',
  'Etc/GMT': 'GMT0',
};

const ABBREVIATION = '(<[-+A-Za-z0-9]+>|[A-Za-z]{3,})';
const CLOCK = '([-+]?\\d+(?::\\d+)?(?::\\d+)?)';
const POSIX = new RegExp(
  `^${ABBREVIATION}${CLOCK}(?:${ABBREVIATION}${CLOCK}?(?:,([^,]+),([^,]+))?)?$`,
);

/** `-5:30` as milliseconds. */
function clockMs(text: string): number {
  const [hours = '0', minutes = '0', seconds = '0'] = text.replace(/^[-+]/, '').split(':');
  const size = Number(hours) * HOUR_MS + Number(minutes) * 60_000 + Number(seconds) * 1000;
  return text.startsWith('-') ? -size : size;
}

/** When a rule such as `M3.2.0/2` (month, week, day of the week) comes in a year, in local time. */
function changeMs(rule: string, year: number): number {
  const match = /^M(\d+)\.(\d)\.(\d)(?:\/(.+))?$/.exec(rule);
  const [, month = '1', week = '1', weekday = '0', time = '2'] = match ?? [];
  const first = Date.UTC(year, Number(month) - 1, 1);
  const ahead = (Number(weekday) - new Date(first).getUTCDay() + 7) % 7;
  let at = first + (ahead + 7 * (Number(week) - 1)) * DAY_MS;
  if (new Date(at).getUTCMonth() !== Number(month) - 1) at -= 7 * DAY_MS;
  return at + clockMs(time);
}

const nameOf = (text: string): string => text.replace(/^<|>$/g, '');

/** The zone that `TZ` names: of the database, or a rule of POSIX; UTC under another name else. */
export function zoneOf(text: string | undefined): Zone {
  if (text === undefined || text === '' || text === 'UTC' || text === 'UTC0') return UTC;
  const name = text.replace(/^:/, '');
  const match = POSIX.exec(NAMED[name] ?? name);
  if (match === null) {
    const shown = /^[A-Za-z]{3,}/.exec(name)?.[0] ?? 'UTC';
    return () => ({ ms: 0, name: shown });
  }
  const [, standard = '', behind = '0', summer, ahead, start = 'M3.2.0', end = 'M11.1.0'] = match;
  const usual = { ms: -clockMs(behind), name: nameOf(standard) };
  if (summer === undefined) return () => usual;
  const other = {
    ms: ahead === undefined ? usual.ms + HOUR_MS : -clockMs(ahead),
    name: nameOf(summer),
  };
  return (epochMs) => {
    const year = new Date(epochMs + usual.ms).getUTCFullYear();
    const from = changeMs(start, year) - usual.ms;
    const to = changeMs(end, year) - other.ms;
    const isSummer = from < to ? epochMs >= from && epochMs < to : epochMs >= from || epochMs < to;
    return isSummer ? other : usual;
  };
}

/** The instant at which the clocks of a zone show a local time. */
export function instantOf(zone: Zone, localMs: number): number {
  const guess = localMs - zone(localMs).ms;
  return localMs - zone(guess).ms;
}
