const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours ahead of UTC in winter, and by whose rules summer adds one. */
interface Zone {
  readonly hours: number;
  readonly summer: 'none' | 'eu' | 'us';
}

const ZONES_TEXT = `
none 0 UTC Etc/UTC Africa/Abidjan Africa/Accra
none 1 Africa/Lagos Africa/Algiers
none 2 Africa/Johannesburg
none 3 Africa/Nairobi Asia/Riyadh Europe/Istanbul Europe/Moscow
none 4 Asia/Dubai
none 5 Asia/Karachi Asia/Tashkent
none 5.5 Asia/Kolkata Asia/Calcutta
none 6 Asia/Dhaka
none 7 Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh
none 8 Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Singapore Asia/Manila Australia/Perth
none 9 Asia/Tokyo Asia/Seoul
none 10 Australia/Brisbane
none -3 America/Sao_Paulo America/Argentina/Buenos_Aires
none -5 America/Bogota America/Lima
none -6 America/Mexico_City
none -7 America/Phoenix
none -10 Pacific/Honolulu
eu 0 Europe/London Europe/Dublin Europe/Lisbon
eu 1 Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Amsterdam Europe/Brussels
eu 1 Europe/Vienna Europe/Zurich Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Warsaw
eu 1 Europe/Prague Europe/Budapest Europe/Belgrade
eu 2 Europe/Athens Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Bucharest Europe/Sofia
us -5 America/New_York America/Toronto America/Detroit
us -6 America/Chicago America/Winnipeg
us -7 America/Denver America/Edmonton
us -8 America/Los_Angeles America/Vancouver
us -9 America/Anchorage
`;

const ZONES: ReadonlyMap<string, Zone> = new Map(
  ZONES_TEXT.trim()
    .split('\n')
    .flatMap((line) => {
      const [summer = '', hours = '0', ...names] = line.split(' ');
      const zone = { hours: Number(hours), summer: summer as Zone['summer'] };
      return names.map((name): [string, Zone] => [name, zone]);
    }),
);

/** The start of the `nth` Sunday of a month in UTC; the last one for 0. */
function sundayMs(year: number, month: number, nth: number): number {
  const firstMs = Date.UTC(year, nth === 0 ? month + 1 : month, 1);
  const weekday = new Date(firstMs).getUTCDay();
  const untilSunday = (7 - weekday) % 7;
  if (nth === 0) return firstMs - (weekday === 0 ? 7 : weekday) * DAY_MS;
  return firstMs + (untilSunday + (nth - 1) * 7) * DAY_MS;
}

function isSummer({ hours, summer }: Zone, atMs: number): boolean {
  const year = new Date(atMs).getUTCFullYear();
  if (summer === 'none') return false;
  if (summer === 'eu') {
    return atMs >= sundayMs(year, 2, 0) + HOUR_MS && atMs < sundayMs(year, 9, 0) + HOUR_MS;
  }
  const begin = sundayMs(year, 2, 2) + (2 - hours) * HOUR_MS;
  const end = sundayMs(year, 10, 1) + (1 - hours) * HOUR_MS;
  return atMs >= begin && atMs < end;
}

/** Whether the simulator knows a zone; it has the best known ones only. */
export const isKnownZone = (name: string): boolean => ZONES.has(name);

/** How far a zone's clocks are ahead of UTC at an instant. */
export function offsetMs(name: string | undefined, atMs: number): number {
  const zone = ZONES.get(name ?? 'UTC');
  if (zone === undefined) return 0;
  return (zone.hours + (isSummer(zone, atMs) ? 1 : 0)) * HOUR_MS;
}
