import { editor as monacoEditor } from 'monaco-editor/editor';

/** Files whose changes can be undone after another was looked at; the oldest is forgotten. */
const MOST_MODELS = 20;

const LANGUAGES: Readonly<Record<string, string>> = { yaml: 'yaml', yml: 'yaml', sh: 'shell' };

const languageOf = (path: string): string =>
  LANGUAGES[/\.(\w+)$/.exec(path)?.[1] ?? ''] ?? 'plaintext';

const lineEnd = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

type Editor = monacoEditor.IStandaloneCodeEditor;

/** The files that an editor has had open, each with its place and what can be undone in it. */
export interface Models {
  /** Notes where the cursor stands in the file that is shown. */
  leave(editor: Editor): void;
  /** Shows a file with a text, which can be undone when the file had another one. */
  enter(editor: Editor, path: string, text: string): void;
  dispose(): void;
}

/** Creates the files of one editor. */
export function createModels(): Models {
  const known = new Map<string, monacoEditor.ITextModel>();
  const places = new Map<string, monacoEditor.ICodeEditorViewState>();
  let shown = '';
  const forget = (path: string): void => {
    known.get(path)?.dispose();
    known.delete(path);
    places.delete(path);
  };
  const modelOf = (path: string, text: string): monacoEditor.ITextModel => {
    const old = known.get(path);
    if (old !== undefined && (text === '' || old.getEOL() === lineEnd(text))) {
      // Put at the end again: the one that was used last.
      known.delete(path);
      known.set(path, old);
      if (old.getValue() === text) return old;
      old.pushStackElement();
      old.pushEditOperations([], [{ range: old.getFullModelRange(), text }], () => null);
      old.pushStackElement();
      return old;
    }
    forget(path);
    const model = monacoEditor.createModel(text, languageOf(path));
    known.set(path, model);
    return model;
  };
  return {
    leave(editor) {
      const place = editor.saveViewState();
      if (place !== null) places.set(shown, place);
    },
    enter(editor, path, text) {
      const isOther = path !== shown;
      shown = path;
      const before = editor.getModel();
      const model = modelOf(path, text);
      if (model !== before) editor.setModel(model);
      const place = places.get(path);
      if (isOther && place !== undefined) editor.restoreViewState(place);
      for (const [oldest] of known) {
        if (known.size <= MOST_MODELS) break;
        forget(oldest);
      }
    },
    dispose() {
      for (const path of [...known.keys()]) forget(path);
    },
  };
}
