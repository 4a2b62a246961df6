import type { Change } from './diff-scripts.ts';

/** The shortest edit script (Myers), as stretches of changed lines. */
export function diffLines(a: readonly string[], b: readonly string[]): Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const n = endA - start;
  const m = endB - start;
  const most = n + m;
  const offset = most + 1;
  const v = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  const find = (): number => {
    for (let d = 0; d <= most; d++) {
      trace.push(v.slice());
      for (let k = -d; k <= d; k += 2) {
        const down = k === -d || (k !== d && (v[offset + k - 1] ?? 0) < (v[offset + k + 1] ?? 0));
        let x = down ? (v[offset + k + 1] ?? 0) : (v[offset + k - 1] ?? 0) + 1;
        let y = x - k;
        while (x < n && y < m && a[start + x] === b[start + y]) {
          x++;
          y++;
        }
        v[offset + k] = x;
        if (x >= n && y >= m) return d;
      }
    }
    return most;
  };
  const deleted = new Uint8Array(n);
  const inserted = new Uint8Array(m);
  let x = n;
  let y = m;
  for (let d = most === 0 ? 0 : find(); d > 0; d--) {
    const before = trace[d] as Int32Array;
    const k = x - y;
    const down =
      k === -d || (k !== d && (before[offset + k - 1] ?? 0) < (before[offset + k + 1] ?? 0));
    const previousK = down ? k + 1 : k - 1;
    const previousX = before[offset + previousK] ?? 0;
    const previousY = previousX - previousK;
    if (down) inserted[previousY] = 1;
    else deleted[previousX] = 1;
    x = previousX;
    y = previousY;
  }
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < n || j < m) {
    if (deleted[i] !== 1 && inserted[j] !== 1) {
      i++;
      j++;
      continue;
    }
    const [i0, j0] = [i, j];
    while ((i < n && deleted[i] === 1) || (j < m && inserted[j] === 1)) {
      if (i < n && deleted[i] === 1) i++;
      else j++;
    }
    changes.push({ a0: start + i0, a1: start + i, b0: start + j0, b1: start + j });
  }
  return changes;
}
