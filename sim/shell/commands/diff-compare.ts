/** Lines that were compared: numbers, equal for equal lines, and which of them changed. */
export interface Side {
  readonly classes: Int32Array;
  readonly changed: Uint8Array;
}

/** A stretch of both sides: from `x0` to `x1` of the one, from `y0` to `y1` of the other. */
interface Box {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** The lines of a side that take part, and where they stand in it. */
interface Kept {
  readonly classes: Int32Array;
  readonly positions: Int32Array;
}

/** Furthest points of the two searches, by diagonal. */
interface Searches {
  readonly forward: Int32Array;
  readonly backward: Int32Array;
  /** Where diagonal 0 stands. */
  readonly offset: number;
}

const FAR = 0x7fff_ffff;

/** A point on a shortest path through the box, found from both ends at once (Myers). */
function middleOf(x: Int32Array, y: Int32Array, box: Box, searches: Searches): [number, number] {
  const { x0, x1, y0, y1 } = box;
  const { forward, backward, offset } = searches;
  const [lowest, highest] = [x0 - y1, x1 - y0];
  const [start, end] = [x0 - y0, x1 - y1];
  let [fromTop, toTop, fromEnd, toEnd] = [start, start, end, end];
  const isOdd = ((start - end) & 1) !== 0;
  forward[offset + start] = x0;
  backward[offset + end] = x1;
  for (;;) {
    if (fromTop > lowest) forward[offset + --fromTop - 1] = -1;
    else fromTop++;
    if (toTop < highest) forward[offset + ++toTop + 1] = -1;
    else toTop--;
    for (let d = toTop; d >= fromTop; d -= 2) {
      const low = forward[offset + d - 1] as number;
      const high = forward[offset + d + 1] as number;
      let at = low < high ? high : low + 1;
      while (at < x1 && at - d < y1 && x[at] === y[at - d]) at++;
      forward[offset + d] = at;
      const isMet = isOdd && fromEnd <= d && d <= toEnd;
      if (isMet && (backward[offset + d] as number) <= at) return [at, at - d];
    }
    if (fromEnd > lowest) backward[offset + --fromEnd - 1] = FAR;
    else fromEnd++;
    if (toEnd < highest) backward[offset + ++toEnd + 1] = FAR;
    else toEnd--;
    for (let d = toEnd; d >= fromEnd; d -= 2) {
      const low = backward[offset + d - 1] as number;
      const high = backward[offset + d + 1] as number;
      let at = low < high ? low : high - 1;
      while (at > x0 && at - d > y0 && x[at - 1] === y[at - d - 1]) at--;
      backward[offset + d] = at;
      const isMet = !isOdd && fromTop <= d && d <= toTop;
      if (isMet && at <= (forward[offset + d] as number)) return [at, at - d];
    }
  }
}

function compareBox(
  [a, b]: readonly [Side, Side],
  [x, y]: readonly [Kept, Kept],
  box: Box,
  searches: Searches,
): void {
  let { x0, x1, y0, y1 } = box;
  while (x0 < x1 && y0 < y1 && x.classes[x0] === y.classes[y0]) {
    x0++;
    y0++;
  }
  while (x0 < x1 && y0 < y1 && x.classes[x1 - 1] === y.classes[y1 - 1]) {
    x1--;
    y1--;
  }
  if (x0 === x1) {
    while (y0 < y1) b.changed[y.positions[y0++] as number] = 1;
  } else if (y0 === y1) {
    while (x0 < x1) a.changed[x.positions[x0++] as number] = 1;
  } else {
    const [xm, ym] = middleOf(x.classes, y.classes, { x0, x1, y0, y1 }, searches);
    compareBox([a, b], [x, y], { x0, x1: xm, y0, y1: ym }, searches);
    compareBox([a, b], [x, y], { x0: xm, x1, y0: ym, y1 }, searches);
  }
}

/** How often each line is there. */
function countsOf({ classes }: Side): Map<number, number> {
  const counts = new Map<number, number>();
  for (const one of classes) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

const NEVER = 1;
const PERHAPS = 2;

/** In a stretch of lines to leave out, those that match too much are only left out in the midst. */
function settleRun(marks: Uint8Array, from: number, end: number): void {
  const length = end - from;
  let minimum = 1;
  for (let rest = length >> 4; rest > 0; rest >>= 2) minimum <<= 1;
  minimum++;
  for (let j = 0, row = 0; j < length; j++) {
    if (marks[from + j] !== PERHAPS) row = 0;
    else if (minimum === ++row) j -= row;
    else if (minimum < row) marks[from + j] = 0;
  }
  for (const step of [1, -1]) {
    const first = step > 0 ? from : end - 1;
    for (let j = 0, row = 0; j < length && row < 3; j++) {
      const at = first + step * j;
      if (j >= 8 && marks[at] === NEVER) break;
      if (marks[at] === PERHAPS) marks[at] = 0;
      row = marks[at] === 0 ? 0 : row + 1;
    }
  }
}

/** Marks the lines that the comparison does without, as those that the other side has not. */
function discarded(side: Side, others: ReadonlyMap<number, number>): Uint8Array {
  const { classes } = side;
  let many = 5;
  for (let rest = Math.trunc(classes.length / 64) >> 2; rest > 0; rest >>= 2) many *= 2;
  const marks = Uint8Array.from(classes, (one) => {
    const count = others.get(one) ?? 0;
    return count === 0 ? NEVER : count > many ? PERHAPS : 0;
  });
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] === PERHAPS) marks[i] = 0;
    if (marks[i] === 0) continue;
    let end = i;
    let doubtful = 0;
    for (; end < marks.length && marks[end] !== 0; end++) if (marks[end] === PERHAPS) doubtful++;
    for (; end > i && marks[end - 1] === PERHAPS; doubtful--) marks[--end] = 0;
    if (doubtful * 4 > end - i) {
      for (let j = i; j < end; j++) if (marks[j] === PERHAPS) marks[j] = 0;
    } else {
      settleRun(marks, i, end);
      i = end - 1;
    }
  }
  return marks;
}

function keptOf(side: Side, others: ReadonlyMap<number, number>): Kept {
  const marks = discarded(side, others);
  const positions: number[] = [];
  marks.forEach((mark, i) => {
    if (mark === 0) positions.push(i);
    else side.changed[i] = 1;
  });
  return {
    classes: Int32Array.from(positions, (at) => side.classes[at] as number),
    positions: Int32Array.from(positions),
  };
}

/**
 * Marks what changed between two sides, with the choices of GNU diff among scripts of one length.
 * Models diffutils src/analyze.c and gnulib lib/diffseq.h.
 */
export function markChanges(a: Side, b: Side): void {
  const x = keptOf(a, countsOf(b));
  const y = keptOf(b, countsOf(a));
  const [n, m] = [x.classes.length, y.classes.length];
  const searches = {
    forward: new Int32Array(n + m + 3),
    backward: new Int32Array(n + m + 3),
    offset: m + 1,
  };
  compareBox([a, b], [x, y], { x0: 0, x1: n, y0: 0, y1: m }, searches);
  shiftRuns(a, b);
  shiftRuns(b, a);
}

/** Moves runs of changed lines: together where they can meet, else down as far as they go. */
function shiftRuns({ classes, changed }: Side, other: Side): void {
  const end = classes.length;
  const isChanged = (at: number): boolean => changed[at] === 1;
  const isOther = (at: number): boolean => other.changed[at] === 1;
  let i = 0;
  let j = 0;
  for (;;) {
    while (i < end && !isChanged(i)) {
      while (isOther(j++));
      i++;
    }
    if (i === end) return;
    let start = i;
    while (isChanged(++i));
    while (isOther(j)) j++;
    let length: number;
    let meeting: number;
    do {
      length = i - start;
      while (start > 0 && classes[start - 1] === classes[i - 1]) {
        changed[--start] = 1;
        changed[--i] = 0;
        while (isChanged(start - 1)) start--;
        while (isOther(--j));
      }
      meeting = isOther(j - 1) ? i : end;
      while (i !== end && classes[start] === classes[i]) {
        changed[start++] = 0;
        changed[i++] = 1;
        while (isChanged(i)) i++;
        while (isOther(++j)) meeting = i;
      }
    } while (length !== i - start);
    while (meeting < i) {
      changed[--start] = 1;
      changed[--i] = 0;
      while (isOther(--j));
    }
  }
}
