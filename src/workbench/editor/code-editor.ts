import type { Dictionary } from '../../i18n/index.ts';
import type { Problem } from './problems.ts';

export type EditorTexts = Dictionary['editor'];

/** What the editor pane needs from an editor, the full one or the plain one. */
export interface CodeEditor {
  /** Shows another text; nothing is reported as a change. */
  show(path: string, text: string): void;
  /** Marks what is wrong with the text. */
  mark(problems: readonly Problem[]): void;
  /** Puts the cursor on a problem. */
  reveal(problem: Problem): void;
  focus(): void;
  dispose(): void;
}

export interface CodeEditorHost {
  readonly label: string;
  readonly texts: EditorTexts;
  onChange(text: string): void;
  onSave(): void;
}

const INDENT = '  ';

/** A text area that serves where the full editor cannot be loaded. */
export function createPlainEditor(place: HTMLElement, host: CodeEditorHost): CodeEditor {
  const area = document.createElement('textarea');
  area.className = 'plain-editor';
  area.setAttribute('aria-label', host.label);
  area.spellcheck = false;
  area.autocapitalize = 'off';
  area.wrap = 'off';
  area.addEventListener('input', () => host.onChange(area.value));
  area.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault();
      host.onSave();
    }
    if (event.key === 'Enter') {
      // The next line begins as deep as this one.
      const head = area.value.slice(0, area.selectionStart);
      const indent = /^[ ]*/.exec(head.slice(head.lastIndexOf('\n') + 1))?.[0] ?? '';
      const more = /:\s*$/.test(head) ? INDENT : '';
      event.preventDefault();
      area.setRangeText(`\n${indent}${more}`, area.selectionStart, area.selectionEnd, 'end');
      host.onChange(area.value);
    }
  });
  place.append(area);
  return {
    show(_path, text) {
      area.value = text;
    },
    // The list of problems below says it all.
    mark: () => {},
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
