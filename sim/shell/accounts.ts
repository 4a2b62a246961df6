import type { FileSystem } from '../kernel/index.ts';

/** Names and numbers of the users or groups of a machine. */
export interface Accounts {
  nameOf(id: number): string | undefined;
  idOf(name: string): number | undefined;
}

/** Reads `/etc/passwd` or `/etc/group`; root has its name without them. */
export function accountsIn(files: FileSystem, path: '/etc/passwd' | '/etc/group'): Accounts {
  const content = files.read(path);
  const names = new Map<number, string>([[0, 'root']]);
  for (const line of content.ok ? content.value.split('\n') : []) {
    const [name = '', , id = ''] = line.split(':');
    if (/^\d+$/.test(id) && !names.has(Number(id))) names.set(Number(id), name);
  }
  return {
    nameOf: (id) => names.get(id),
    idOf: (wanted) => [...names].find(([, name]) => name === wanted)?.[0],
  };
}
