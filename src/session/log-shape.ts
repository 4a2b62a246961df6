import type { LoggedInput, SessionInput, SessionLog } from '../../sim/lesson/index.ts';

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Inputs and virtual time that the log of somebody else may ask for: three days of work. */
const MOST_INPUTS = 50_000;
const LONGEST_MS = 3 * 24 * 60 * 60_000;
const MOST_COLUMNS = 2000;

const isText = (value: unknown): value is string => typeof value === 'string';
const isWhole = (value: unknown, most = Number.MAX_SAFE_INTEGER): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;

type Shapes = { readonly [T in SessionInput['type']]: Readonly<Record<string, Test>> };
type Test = (value: unknown) => boolean;
const isSize: Test = (value) => isWhole(value, MOST_COLUMNS);

/** What each input has besides its type. */
const SHAPES: Shapes = {
  open: { terminal: isText },
  close: { terminal: isText },
  line: { terminal: isText, text: isText },
  interrupt: { terminal: isText, typed: isText },
  suspend: { terminal: isText, typed: isText },
  quit: { terminal: isText, typed: isText },
  'end-of-file': { terminal: isText, typed: (value) => value === undefined || isText(value) },
  keys: { terminal: isText, text: isText },
  edited: { terminal: isText, text: (value) => value === null || isText(value) },
  resize: { terminal: isText, columns: isSize, rows: isSize },
  save: { path: isText, content: isText },
  assisted: { task: isText },
};

function isInput(value: unknown): value is SessionInput {
  if (!isRecord(value) || !isText(value.type) || !Object.hasOwn(SHAPES, value.type)) return false;
  const shape = SHAPES[value.type as SessionInput['type']];
  return Object.entries(shape).every(([name, isRight]) => isRight(value[name]));
}

const isLogged = (value: unknown): value is LoggedInput =>
  isRecord(value) && isWhole(value.atMs) && isInput(value.input);

/**
 * Whether a value is the log of a session, with its inputs in order. Whether they can be played
 * shows when they are.
 */
export function isSessionLog(value: unknown): value is SessionLog {
  if (!isRecord(value) || !isText(value.engine) || !isText(value.lesson)) return false;
  const { seed, endedAtMs, inputs } = value;
  if (!isWhole(seed, 2 ** 32 - 1) || !isWhole(endedAtMs)) return false;
  if (!Array.isArray(inputs) || !inputs.every(isLogged)) return false;
  return inputs.every(({ atMs }, at) => atMs >= (inputs[at - 1]?.atMs ?? 0) && atMs <= endedAtMs);
}

/** Whether a log asks for no more work than the page may do for somebody unknown. */
export const isModest = ({ endedAtMs, inputs }: SessionLog): boolean =>
  endedAtMs <= LONGEST_MS && inputs.length <= MOST_INPUTS;
