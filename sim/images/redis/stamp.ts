const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** `23 Nov 2026 08:00:00.123`: how redis stamps its lines. */
export function stampText(epochMs: number): string {
  const date = new Date(epochMs);
  const month = MONTHS.slice(date.getUTCMonth() * 3, date.getUTCMonth() * 3 + 3);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day} ${month} ${date.getUTCFullYear()} ${date.toISOString().slice(11, 23)}`;
}
