import type { SessionLog } from '../../session/index.ts';
import { forgetSetting, keepSetting } from '../dom.ts';

/** What a page does by itself when it is opened. */
export const OF_PAGE: readonly string[] = ['open', 'resize'];

/**
 * Notes whether there is more in a lesson than its beginning, for the script that runs before the
 * first paint: it cannot wait for the sessions themselves (public/early.js).
 */
export function noteBegun(lesson: string, { inputs }: SessionLog): void {
  const name = `begun.${lesson}`;
  if (inputs.some(({ input }) => !OF_PAGE.includes(input.type))) keepSetting(name, 'true');
  else forgetSetting(name);
}
