import { editor as monacoEditor } from 'monaco-editor/editor';

/** What the page's colours are for in the text. */
const SCOPES = {
  type: 'code-key',
  tag: 'code-key',
  string: 'code-string',
  'string.yaml': 'code-string',
  number: 'code-number',
  keyword: 'code-number',
  comment: 'code-comment',
} as const;

/** And around it: the editor, its lists, hints, menus and fields. */
const PARTS = {
  'editor.background': 'surface',
  'editor.foreground': 'text',
  'editor.lineHighlightBackground': 'surface-sunken',
  'editor.lineHighlightBorder': 'surface-sunken',
  'editor.selectionBackground': 'terminal-selection',
  'editor.rangeHighlightBackground': 'surface-sunken',
  'editor.findMatchBackground': 'terminal-match-active',
  'editor.findMatchHighlightBackground': 'terminal-match',
  'editorCursor.foreground': 'accent',
  'editorLineNumber.foreground': 'text-quiet',
  'editorError.foreground': 'failed',
  'editorWarning.foreground': 'starting',
  'editorWidget.background': 'surface-raised',
  'editorWidget.foreground': 'text',
  'editorWidget.border': 'line-strong',
  'editorHoverWidget.background': 'surface-raised',
  'editorHoverWidget.foreground': 'text',
  'editorHoverWidget.border': 'line-strong',
  'editorSuggestWidget.background': 'surface-raised',
  'editorSuggestWidget.foreground': 'text',
  'editorSuggestWidget.border': 'line-strong',
  'editorSuggestWidget.highlightForeground': 'accent',
  'editorSuggestWidget.focusHighlightForeground': 'accent',
  'editorSuggestWidget.selectedBackground': 'accent-soft',
  'editorSuggestWidget.selectedForeground': 'text',
  'editorSuggestWidget.selectedIconForeground': 'accent',
  'symbolIcon.fieldForeground': 'accent',
  'symbolIcon.enumeratorForeground': 'accent',
  'list.hoverBackground': 'surface-sunken',
  'list.focusBackground': 'accent-soft',
  'list.focusForeground': 'text',
  'list.highlightForeground': 'accent',
  'input.background': 'surface',
  'input.foreground': 'text',
  'input.border': 'line-strong',
  'inputOption.activeBackground': 'accent-soft',
  'inputOption.activeBorder': 'accent',
  'menu.background': 'surface-raised',
  'menu.foreground': 'text',
  'menu.border': 'line-strong',
  'menu.selectionBackground': 'accent-soft',
  'menu.selectionForeground': 'text',
  'menu.separatorBackground': 'line',
  'textCodeBlock.background': 'surface-sunken',
  'textLink.foreground': 'accent',
  focusBorder: 'focus',
} as const;

const toHex = (colour: string): string => {
  const parts = (/\(([^)]*)\)/.exec(colour)?.[1] ?? '').split(/[ ,/]+/).slice(0, 3);
  return `#${parts.map((part) => Math.round(Number(part)).toString(16).padStart(2, '0')).join('')}`;
};

/** Gives the editor the page's own colours, as the theme resolves them now. */
export function applyTheme(place: HTMLElement): void {
  const probe = document.createElement('span');
  place.append(probe);
  const known = new Map<string, string>();
  const colourOf = (token: string): string => {
    probe.style.color = `var(--${token})`;
    const colour = known.get(token) ?? toHex(getComputedStyle(probe).color);
    known.set(token, colour);
    return colour;
  };
  const isDark = getComputedStyle(place).getPropertyValue('--is-dark').trim() === '1';
  monacoEditor.defineTheme('ordinal', {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: Object.entries(SCOPES).map(([token, name]) => ({
      token,
      foreground: colourOf(name).slice(1),
    })),
    colors: Object.fromEntries(
      Object.entries(PARTS).map(([part, token]) => [part, colourOf(token)]),
    ),
  });
  monacoEditor.setTheme('ordinal');
  probe.remove();
}
