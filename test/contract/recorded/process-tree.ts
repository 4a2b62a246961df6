import { readdirSync, readFileSync } from 'node:fs';

// What Linux says in /proc of a process and of all that it started.

/** Gone between two looks: there is nothing to say of it any more. */
const readOr = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

/** The state of a thread: `S` while it waits for something. */
const stateOf = (stat: string): string => stat.charAt(stat.lastIndexOf(')') + 2);

/** Threads that are asleep or over. */
const IDLE = new Set(['S', 'I', 'Z', 'X', 'T', '']);

/** Whether a process and everything that it started wait for something, in all of their threads. */
export function isAsleep(pid: number): boolean {
  const threads = readOr(() => readdirSync(`/proc/${pid}/task`), []);
  return threads.every((thread) => {
    const folder = `/proc/${pid}/task/${thread}`;
    const stat = readOr(() => readFileSync(`${folder}/stat`, 'latin1'), '');
    if (!IDLE.has(stateOf(stat))) return false;
    const children = readOr(() => readFileSync(`${folder}/children`, 'latin1'), '');
    return children.split(' ').every((child) => child === '' || isAsleep(Number(child)));
  });
}
