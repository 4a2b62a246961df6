/** What stands in a cell keeps it; others take the first that are free. */
export function assignCells(
  uids: readonly string[],
  before: ReadonlyMap<string, number>,
  cellCount: number,
): number[] {
  const taken = new Set<number>();
  const kept = uids.map((uid) => {
    const cell = before.get(uid);
    // Cells beyond the last one are given up, so that a place shrinks with what it holds.
    if (cell === undefined || cell >= cellCount || taken.has(cell)) return undefined;
    taken.add(cell);
    return cell;
  });
  let free = 0;
  return kept.map((cell) => {
    if (cell !== undefined) return cell;
    while (taken.has(free)) free++;
    taken.add(free);
    return free;
  });
}
