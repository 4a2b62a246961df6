import type { FileSystem } from './files.ts';

/** Makes a directory and those above it that are not there. */
export function makeDirectories(files: FileSystem, path: string): void {
  const parts = path.split('/').filter((part) => part !== '');
  for (let i = 1; i <= parts.length; i++) {
    const each = `/${parts.slice(0, i).join('/')}`;
    if (!files.stat(each).ok) files.makeDirectory(each);
  }
}
