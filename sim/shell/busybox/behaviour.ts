/** The statuses of GNU's tools that are others in BusyBox, by applet. */
const STATUSES: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  ls: { 2: 1 },
  tar: { 2: 1 },
  sort: {},
  timeout: { 124: 143, 125: 1 },
};

/** What BusyBox's applet of that name ends with where GNU's tool ends with `status`. */
export function exitStatus(name: string, status: number): number {
  const own = Object.hasOwn(STATUSES, name) ? STATUSES[name]?.[status] : undefined;
  return own ?? status;
}
