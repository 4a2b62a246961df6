import type { Play } from '../play.ts';
import { playedPast } from '../time/past-world.svelte.ts';
import type { HomeFile } from './files.ts';

/**
 * The files of the instant that is looked at. The file system keeps no past, so they come from a
 * replay, which is made while `isWanted`. `wanted` is the path of the file that is to be shown.
 */
export function pastFiles(play: Play, isWanted: () => boolean, wanted: () => string) {
  const past = playedPast(play, isWanted);
  let chosen = $state('');
  const files = $derived<readonly HomeFile[]>(
    past.atMs === undefined || past.isAwaited ? [] : past.shown().homeFiles(),
  );
  const find = (path: string): HomeFile | undefined => files.find((file) => file.path === path);
  const shown = $derived(find(chosen) ?? find(wanted()) ?? files[0]);
  return {
    /** The instant; undefined while now is looked at. */
    get atMs(): number | undefined {
      return past.atMs;
    },
    get isAwaited(): boolean {
      return past.isAwaited;
    },
    get files(): readonly HomeFile[] {
      return files;
    },
    /** The file that is shown of them; undefined while there is none. */
    get shown(): HomeFile | undefined {
      return shown;
    },
    choose(path: string): void {
      chosen = path;
    },
  };
}
export type PastFiles = ReturnType<typeof pastFiles>;
