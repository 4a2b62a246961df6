/** What the editor pane needs from an editor, the full one or the plain one. */
export interface CodeEditor {
  /** Shows another text; nothing is reported as a change. */
  show(path: string, text: string): void;
  focus(): void;
  dispose(): void;
}

export interface CodeEditorHost {
  readonly label: string;
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
    focus: () => area.focus(),
    dispose: () => area.remove(),
  };
}
