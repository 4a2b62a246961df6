import { type Argument, double, type FunctionSpec, scalar, VARCHAR } from '../../../sql/index.ts';

/** Two digits behind the point; a number that would be long has an exponent. */
const twoDigits = (value: number): string =>
  Math.abs(value) >= 100_000 ? value.toExponential(2) : value.toFixed(2);

/** A number in the largest unit of which there is at least one; whole ones of the smallest. */
function inUnits(value: number, step: number, units: readonly string[]): string {
  let [rest, at] = [value, 0];
  while (Math.abs(rest) >= step && at + 1 < units.length) {
    rest /= step;
    at++;
  }
  const number = at === 0 ? String(Math.round(rest)).padStart(4) : twoDigits(rest);
  return `${number} ${units[at]}`;
}

const PICO_UNITS: readonly (readonly [picoseconds: number, unit: string])[] = [
  ...([
    [86_400e12, 'd'],
    [3_600e12, 'h'],
    [60e12, 'min'],
    [1e12, 's'],
  ] as const),
  ...([
    [1e9, 'ms'],
    [1e6, 'us'],
    [1e3, 'ns'],
  ] as const),
];

function picoTime(picoseconds: number): string {
  const [size, unit] = PICO_UNITS.find(([most]) => Math.abs(picoseconds) >= most) ?? [1, 'ps'];
  if (size === 1) return `${String(Math.round(picoseconds)).padStart(3)} ps`;
  return `${twoDigits(picoseconds / size)} ${unit}`;
}

const ofNumber = (compute: (value: number) => string): FunctionSpec =>
  scalar({ least: 1, most: 1, nulls: 'always', type: VARCHAR }, ([value], env) =>
    compute(double(env, value as Argument)),
  );

/** Sizes and times for people. Models FORMAT_BYTES() and FORMAT_PICO_TIME(). */
export const SIZE_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  format_bytes: ofNumber((value) =>
    inUnits(value, 1024, ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB']),
  ),
  format_pico_time: ofNumber(picoTime),
};
