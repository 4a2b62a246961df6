import type { Dictionary } from '../../i18n/index.ts';
import type { Problem } from './problems.ts';

export type EditorTexts = Dictionary['editor'];

/** What fields are for, by their names or paths. */
export type FieldTexts = Readonly<Record<string, string>>;

/** What the editor pane needs from an editor, the full one or the plain one. */
export interface CodeEditor {
  /** Shows another text; nothing is reported as a change. */
  show(path: string, text: string): void;
  /** Whether what is shown may be changed. */
  setReadOnly(isReadOnly: boolean): void;
  /** Marks what is wrong with the text. */
  mark(problems: readonly Problem[]): void;
  /** Puts the cursor at the beginning of the text, and that in sight. */
  showTop(): void;
  /** Puts the cursor on a problem. */
  reveal(problem: Problem): void;
  focus(): void;
  dispose(): void;
}

export interface CodeEditorHost {
  /** What the text of a file is called, for who does not see it. */
  labelOf(path: string): string;
  readonly texts: EditorTexts;
  onChange(text: string): void;
  onSave(): void;
}

const INDENT = '  ';

/** What the next line begins with: it is as deep as `line`, or as the field of its item. */
const indentBelow = (line: string): string => {
  const [, spaces = '', dash = ''] = /^( *)(- +(?=[^\s#"'][^#]*:(?:\s|$)))?/.exec(line) ?? [];
  return spaces + ' '.repeat(dash.length);
};

/** A text area that serves where the full editor cannot be loaded. */
export function createPlainEditor(place: HTMLElement, host: CodeEditorHost): CodeEditor {
  const area = document.createElement('textarea');
  area.className = 'plain-editor';
  area.spellcheck = false;
  area.autocapitalize = 'off';
  area.wrap = 'off';
  // A text area has plain line ends; those of the file come back with each change.
  let lineEnd = '\n';
  const tell = (): void => host.onChange(area.value.replaceAll('\n', lineEnd));
  area.addEventListener('input', tell);
  area.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault();
      host.onSave();
    }
    if (event.key === 'Enter' && !area.readOnly) {
      const head = area.value.slice(0, area.selectionStart);
      const indent = indentBelow(head.slice(head.lastIndexOf('\n') + 1));
      const more = /:\s*$/.test(head) ? INDENT : '';
      event.preventDefault();
      area.setRangeText(`\n${indent}${more}`, area.selectionStart, area.selectionEnd, 'end');
      tell();
    }
  });
  place.append(area);
  return {
    show(path, text) {
      area.setAttribute('aria-label', host.labelOf(path));
      lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
      area.value = text;
    },
    setReadOnly(isReadOnly) {
      area.readOnly = isReadOnly;
    },
    // The list of problems below says it all.
    mark: () => {},
    showTop() {
      area.setSelectionRange(0, 0);
      area.scrollTop = 0;
    },
    reveal({ row, column }) {
      const lines = area.value.split('\n').slice(0, row - 1);
      const at = lines.reduce((sum, line) => sum + line.length + 1, 0) + column - 1;
      area.focus();
      area.setSelectionRange(at, at);
    },
    focus: () => area.focus(),
    dispose: () => area.remove(),
  };
}
