import type { Dictionary } from '../i18n/index.ts';

type Keys = Dictionary['keys'];

interface KeyGroup {
  readonly name: keyof Keys;
  /** The keys, with a space between those that are alternatives or follow, and what they do. */
  readonly keys: readonly (readonly [string, keyof Keys])[];
}

/** The keys that work on the pages, by place. */
export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    name: 'everywhere',
    keys: [
      ['?', 'help'],
      ['/', 'search'],
      ['F6', 'nextPart'],
      ['← →', 'tabs'],
      ['Esc', 'escape'],
    ],
  },
  {
    name: 'inPicture',
    keys: [
      ['Enter', 'choose'],
      ['+ −', 'zoom'],
      ['0', 'fit'],
      ['← ↑ ↓ →', 'roam'],
    ],
  },
  {
    name: 'inEditor',
    keys: [
      ['Ctrl+Space', 'suggest'],
      ['Ctrl+S', 'save'],
      ['F8', 'nextProblem'],
      ['Ctrl+M', 'tabOut'],
    ],
  },
  {
    name: 'inTerminal',
    keys: [
      ['Tab', 'complete'],
      ['Ctrl+R', 'history'],
      ['Alt+.', 'lastWord'],
      ['Ctrl+W Ctrl+Y', 'cut'],
      ['Ctrl+/', 'undo'],
      ['Alt+Enter', 'newLine'],
      ['Ctrl+Enter', 'whatIf'],
      ['Ctrl+Shift+F', 'find'],
      ['Ctrl+Shift+C', 'copy'],
      ['Ctrl+C', 'stop'],
      ['Ctrl+Shift+← Ctrl+Shift+→', 'otherTerminal'],
      ['Ctrl+Shift+Enter', 'newTerminal'],
      ['Shift+Tab', 'leave'],
    ],
  },
];
