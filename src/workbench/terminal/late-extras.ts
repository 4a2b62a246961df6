import type { ILinkProvider, Terminal } from '@xterm/xterm';
import type { Links } from './extras.ts';
import type { Mentions, ObjectLinks } from './object-links.ts';

/**
 * What takes in the names that the page knows, each time that it plays something else. The rest of
 * the terminal is loaded at the first; a terminal without it is a terminal all the same.
 */
export function createExtras(
  terminal: Terminal,
  links: Links,
  hover: ObjectLinks['hover'],
): (mentions: Mentions) => void {
  let known: Mentions | undefined;
  let provide = (_provider: ILinkProvider): void => {};
  const provider = new Promise<ILinkProvider>((resolve) => {
    provide = resolve;
  });
  // xterm asks once about the line under the pointer: an answer may be late, but not the question.
  terminal.registerLinkProvider({
    provideLinks: (y, answer) => void provider.then((names) => names.provideLinks(y, answer)),
  });
  const objects: ObjectLinks = {
    in: (line) => known?.in(line) ?? [],
    show: (uid) => known?.show(uid),
    hover,
    leave: links.leave,
  };
  let isAsked = false;
  return (mentions) => {
    known = mentions;
    if (isAsked) return;
    isAsked = true;
    void import('./extras.ts')
      .then(async ({ loadExtras, objectLinks }) => {
        provide(objectLinks(terminal, objects));
        // xterm waits for an answer of each provider that it has: one more is not there yet.
        await provider;
        await loadExtras(terminal, links);
      })
      .catch((error: unknown) => {
        // What did not come over the network is asked for again with the next names.
        isAsked = false;
        console.error(error);
      });
  };
}
