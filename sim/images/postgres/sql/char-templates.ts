const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The instant that a text stands for, as a template of to_timestamp has it. */
export function timeBy(given: string, form: string): number {
  const fields: Record<string, number> = {};
  let at = 0;
  for (const [token] of form.matchAll(/YYYY|MM|DD|HH24|HH12|HH|MI|SS|Mon|MON|mon|./gs)) {
    if (/^(YYYY|MM|DD|HH24|HH12|HH|MI|SS)$/.test(token)) {
      const digits = /^\d+/.exec(given.slice(at, at + (token === 'YYYY' ? 4 : 2)))?.[0] ?? '';
      fields[token] = Number(digits);
      at += digits.length;
    } else if (/^mon$/i.test(token)) {
      fields.MM =
        MONTHS.findIndex((name) => name.toLowerCase() === given.slice(at, at + 3).toLowerCase()) +
        1;
      at += 3;
    } else at++;
  }
  const hour = fields.HH24 ?? fields.HH12 ?? fields.HH ?? 0;
  return Date.UTC(
    fields.YYYY ?? 1,
    (fields.MM ?? 1) - 1,
    fields.DD ?? 1,
    hour,
    fields.MI ?? 0,
    fields.SS ?? 0,
  );
}

/** Digits by a pattern: `999,999.99`. Models NUM_processor as far as 9, 0, comma and point go. */
export function numberBy(value: number, form: string): string {
  const isFilled = /^FM/i.test(form);
  const shape = form.replace(/^FM/i, '').replaceAll('G', ',').replaceAll('D', '.');
  const [left = '', right = ''] = shape.split('.');
  const places = right.replace(/[^09]/g, '').length;
  const [whole = '0', part = ''] = Math.abs(value).toFixed(places).split('.');
  const slots = left.replace(/[^09]/g, '').length;
  if (whole.length > slots) return shape.replace(/[09]/g, '#');
  const padded = whole.padStart(slots, ' ');
  const firstZero = left.replace(/[^09]/g, '').indexOf('0');
  let out = '';
  let at = 0;
  let hasDigit = false;
  for (const c of left) {
    if (c !== '9' && c !== '0') {
      out += hasDigit ? c : ' ';
      continue;
    }
    const digit = padded.charAt(at);
    const isZero = digit === ' ' && firstZero >= 0 && at >= firstZero;
    if (digit !== ' ' || isZero) hasDigit = true;
    out += isZero ? '0' : digit;
    at++;
  }
  const number = `${out}${right === '' ? '' : `.${part}`}`;
  const blanks = /^ */.exec(number)?.[0] ?? '';
  const signed = `${blanks}${value < 0 ? '-' : ' '}${number.slice(blanks.length)}`;
  return isFilled ? signed.trim() : signed;
}
