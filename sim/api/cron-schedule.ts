/** The five fields of a schedule: their names do not matter to its errors, their bounds do. */
const BOUNDS: readonly {
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  {
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const DESCRIPTORS = [
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@hourly',
];

type Bounds = (typeof BOUNDS)[number];

const numberError = (text: string): string | undefined => {
  if (/^[0-9]+$/.test(text)) return undefined;
  if (/^-[0-9]+$/.test(text)) return `negative number (${text}) not allowed: ${text}`;
  return `failed to parse int from ${text}: strconv.Atoi: parsing "${text}": invalid syntax`;
};

/** The number of a word in a field, or why it is none. */
const parseWord = (text: string, { names, min }: Bounds): number | string => {
  const named = names.indexOf(text.toLowerCase());
  return named >= 0 ? named + min : (numberError(text) ?? Number(text));
};

function rangeError(text: string, bounds: Bounds): string | undefined {
  const [span = '', step, ...rest] = text.split('/');
  const [low = '', high, ...more] = span.split('-');
  if (more.length > 0) return `too many hyphens: ${text}`;
  if (rest.length > 0) return `too many slashes: ${text}`;
  let start: number | string = bounds.min;
  let end: number | string = bounds.max;
  if (low !== '*' && low !== '?') {
    start = parseWord(low, bounds);
    if (typeof start === 'string') return start;
    end = high === undefined ? (step === undefined ? start : bounds.max) : parseWord(high, bounds);
    if (typeof end === 'string') return end;
  }
  if (step !== undefined) {
    const wrong = numberError(step);
    if (wrong !== undefined) return wrong;
    if (Number(step) === 0) return `step of range should be a positive number: ${text}`;
  }
  if (start < bounds.min) {
    return `beginning of range (${start}) below minimum (${bounds.min}): ${text}`;
  }
  if (end > bounds.max) return `end of range (${end}) above maximum (${bounds.max}): ${text}`;
  return start > end
    ? `beginning of range (${start}) beyond end of range (${end}): ${text}`
    : undefined;
}

/** Why a text is no schedule; undefined when it is one. Models robfig/cron's ParseStandard. */
export function scheduleError(schedule: string): string | undefined {
  if (schedule === '') return 'empty spec string';
  if (schedule.startsWith('@')) {
    if (DESCRIPTORS.includes(schedule) || schedule.startsWith('@every ')) return undefined;
    return `unrecognized descriptor: ${schedule}`;
  }
  const fields = schedule.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== BOUNDS.length) {
    return `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`;
  }
  for (const [i, field] of fields.entries()) {
    for (const part of field.split(',')) {
      const error = rangeError(part, BOUNDS[i] as Bounds);
      if (error !== undefined) return error;
    }
  }
  return undefined;
}
