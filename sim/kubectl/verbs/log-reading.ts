import {
  decodeUtf8,
  encodeUtf8,
  type Program,
  type Reader,
  type Wait,
} from '../../kernel/index.ts';

/** No more of a log than so many bytes. */
export function cutAt(reader: Reader, limitBytes: number): Reader {
  const rest = { bytes: limitBytes };
  return { read: () => readWithin(reader, rest) };
}

function* readWithin(reader: Reader, rest: { bytes: number }): Program<string | undefined> {
  if (rest.bytes <= 0) return undefined;
  const text = yield* reader.read();
  if (text === undefined) return undefined;
  const bytes = encodeUtf8(text);
  rest.bytes -= bytes.length;
  return rest.bytes >= 0 ? text : decodeUtf8(bytes.subarray(0, bytes.length + rest.bytes));
}

/** A log that is read for a limited time, and whether that time has ended it. */
export interface TimedReader extends Reader {
  readonly isOver: () => boolean;
}

/** A log that ends at an instant of virtual time; `nowMs` tells the time. */
export function endedAt(reader: Reader, untilMs: number, nowMs: () => number): TimedReader {
  const state = { isOver: false };
  return {
    isOver: () => state.isOver,
    read: () => readUntil(reader.read(), untilMs, nowMs, state),
  };
}

function* readUntil(
  reading: Program<string | undefined>,
  untilMs: number,
  nowMs: () => number,
  state: { isOver: boolean },
): Program<string | undefined> {
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
    const restMs = untilMs - nowMs();
    if (restMs > 0) yield shortened(step.value, restMs);
    if (nowMs() >= untilMs && step.value.ready?.() !== true) {
      reading.return(undefined);
      state.isOver = true;
      return undefined;
    }
  }
}

const shortened = (wait: Wait, restMs: number): Wait => ({
  ...wait,
  delayMs: Math.min(wait.delayMs ?? restMs, restMs),
});
