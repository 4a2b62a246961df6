// The order that Go's sort.Sort leaves equal elements in is seen in what kubectl prints, so the
// same comparisons and exchanges are made. Models src/sort: a quicksort that defeats patterns.

/** Ranges up to this length are sorted by insertion, which keeps equal elements in order. */
const SHORT = 12;
/** From this length on a pivot is the median of three medians. */
const NINTHER = 50;
const MOST_SWAPS = 12;
/** How many pairs in the wrong order a range may have that is taken for sorted. */
const MOST_SHIFTS = 5;

const bitLength = (value: number): number => 32 - Math.clz32(value);

/** Three numbers of a generator that begins with the length: xorshift of 64 bits. */
function* numbersFor(length: number): Generator<number, never> {
  let state = BigInt(length);
  const mask = BigInt(2 ** bitLength(length) - 1);
  for (;;) {
    state = BigInt.asUintN(64, state ^ (state << 13n));
    state ^= state >> 7n;
    state = BigInt.asUintN(64, state ^ (state << 17n));
    yield Number(state & mask);
  }
}

/** Sorts in place; `isLess` need not be an order. */
export function goSort<T>(items: T[], isLess: (a: T, b: T) => boolean): void {
  const less = (i: number, j: number): boolean => isLess(items[i] as T, items[j] as T);
  const swap = (i: number, j: number): void => {
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  };

  const insert = (from: number, to: number): void => {
    for (let i = from + 1; i < to; i++) {
      for (let j = i; j > from && less(j, j - 1); j--) swap(j, j - 1);
    }
  };

  const sink = (start: number, end: number, first: number): void => {
    for (let root = start; ; ) {
      let child = 2 * root + 1;
      if (child >= end) return;
      if (child + 1 < end && less(first + child, first + child + 1)) child++;
      if (!less(first + root, first + child)) return;
      swap(first + root, first + child);
      root = child;
    }
  };
  const heap = (from: number, to: number): void => {
    const length = to - from;
    for (let i = (length - 1) >> 1; i >= 0; i--) sink(i, length, from);
    for (let i = length - 1; i >= 0; i--) {
      swap(from, from + i);
      sink(0, i, from);
    }
  };

  /** The median of three places, and how often two of them were in the wrong order. */
  const medianOf = (a: number, b: number, c: number): [place: number, swaps: number] => {
    let swaps = 0;
    const inOrder = (x: number, y: number): [number, number] => {
      if (!less(y, x)) return [x, y];
      swaps++;
      return [y, x];
    };
    const [low, high] = inOrder(a, b);
    const [middle] = inOrder(high, c);
    return [inOrder(low, middle)[1], swaps];
  };
  const pivotOf = (from: number, to: number): [pivot: number, swaps: number] => {
    const quarter = (to - from) >> 2;
    const places = [from + quarter, from + 2 * quarter, from + 3 * quarter];
    let total = 0;
    const medians = places.map((place) => {
      if (to - from < NINTHER) return place;
      const [median, swaps] = medianOf(place - 1, place, place + 1);
      total += swaps;
      return median;
    }) as [number, number, number];
    const [pivot, swaps] = medianOf(...medians);
    return [pivot, total + swaps];
  };

  /** Whether a range was sorted but for a few pairs, which are put right. */
  const settle = (from: number, to: number): boolean => {
    let i = from + 1;
    for (let shift = 0; shift < MOST_SHIFTS; shift++) {
      while (i < to && !less(i, i - 1)) i++;
      if (i === to) return true;
      if (to - from < NINTHER) return false;
      swap(i, i - 1);
      for (let j = i - 1; i - from >= 2 && j >= 1 && less(j, j - 1); j--) swap(j, j - 1);
      for (let j = i + 1; to - i >= 2 && j < to && less(j, j - 1); j++) swap(j, j - 1);
    }
    return false;
  };

  const disturb = (from: number, to: number): void => {
    const length = to - from;
    const numbers = numbersFor(length);
    const at = from + (length >> 2) * 2 - 1;
    for (let i = 0; i < 3; i++) {
      const other = numbers.next().value;
      swap(at + i, from + (other >= length ? other - length : other));
    }
  };

  /** Where what equals the first element ends. */
  const splitEqual = (from: number, to: number): number => {
    let [i, j] = [from + 1, to - 1];
    for (;;) {
      while (i <= j && !less(from, i)) i++;
      while (i <= j && less(from, j)) j--;
      if (i > j) return i;
      swap(i++, j--);
    }
  };
  /** Puts the first element where it belongs, and says whether all others were right already. */
  const split = (from: number, to: number): [place: number, wasSplit: boolean] => {
    let [i, j] = [from + 1, to - 1];
    for (let swaps = 0; ; swaps++) {
      while (i <= j && less(i, from)) i++;
      while (i <= j && !less(j, from)) j--;
      if (i > j) {
        swap(j, from);
        return [j, swaps === 0];
      }
      swap(i++, j--);
    }
  };

  const sort = (start: number, stop: number, limit: number): void => {
    let [from, to, left] = [start, stop, limit];
    let [isBalanced, isSplit] = [true, true];
    while (to - from > SHORT) {
      if (left === 0) {
        heap(from, to);
        return;
      }
      if (!isBalanced) {
        disturb(from, to);
        left--;
      }
      const [median, swaps] = pivotOf(from, to);
      let pivot = median;
      if (swaps === MOST_SWAPS) {
        for (let [i, j] = [from, to - 1]; i < j; ) swap(i++, j--);
        pivot = to - 1 - (median - from);
      }
      const isRising = swaps === 0 || swaps === MOST_SWAPS;
      if (isBalanced && isSplit && isRising && settle(from, to)) return;
      const isRepeated = from > 0 && !less(from - 1, pivot);
      swap(from, pivot);
      if (isRepeated) {
        from = splitEqual(from, to);
        continue;
      }
      const [middle, wasSplit] = split(from, to);
      isSplit = wasSplit;
      const smaller = Math.min(middle - from, to - middle);
      isBalanced = smaller >= (to - from) >> 3;
      if (middle - from < to - middle) {
        sort(from, middle, left);
        from = middle + 1;
      } else {
        sort(middle + 1, to, left);
        to = middle;
      }
    }
    insert(from, to);
  };
  sort(0, items.length, bitLength(items.length));
}
