import type { FileSystem } from '../../kernel/index.ts';

/** What a system says of itself in `/etc/os-release`; '' for what it does not say. */
export interface OsRelease {
  readonly id: string;
  readonly version: string;
  readonly codename: string;
}

const LINE = /^([A-Z_]+)="?([^"]*)"?$/;

/** Reads `/etc/os-release`. Models os-release(5). */
export function osRelease(files: FileSystem): OsRelease {
  const content = files.read('/etc/os-release');
  const fields = new Map(
    (content.ok ? content.value : '').split('\n').flatMap((line) => {
      const [, name, value] = LINE.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
  const field = (name: string): string => fields.get(name) ?? '';
  return {
    id: field('ID'),
    version: field('VERSION_ID'),
    codename: field('VERSION_CODENAME'),
  };
}
