// The full editor. This file and what it imports load when the editor pane is first opened.
import { KeyCode, KeyMod, editor as monacoEditor } from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoLine/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/suggest/register';
// The list of suggestions, which `suggest` alone does not bring.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/shell/register';
import { mark, startAssist } from './assist.ts';
import type { CodeEditor, CodeEditorHost, FieldTexts } from './code-editor.ts';
import { createModels } from './models.ts';
import { applyTheme } from './theme.ts';
import { startYaml } from './yaml-language.ts';

/** Creates the full editor in `place`. */
export function createMonaco(
  place: HTMLElement,
  host: CodeEditorHost,
  fields: FieldTexts,
): CodeEditor {
  self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
  const yaml = startYaml();
  applyTheme(place);
  const style = getComputedStyle(place);
  // Its menu stands beside it, and has its colours by this name.
  place.classList.add('monaco-component');
  const editor = monacoEditor.create(place, {
    automaticLayout: true,
    fontFamily: style.getPropertyValue('--font-mono'),
    fontSize: 13,
    lineHeight: 1.55,
    minimap: { enabled: false },
    padding: { top: 10, bottom: 10 },
    renderFinalNewline: 'on',
    renderLineHighlight: 'line',
    scrollBeyondLastLine: false,
    tabSize: 2,
    insertSpaces: true,
    detectIndentation: false,
    quickSuggestions: { other: true, comments: false, strings: true },
    suggestOnTriggerCharacters: true,
    fixedOverflowWidgets: true,
    wordBasedSuggestions: 'off',
    overviewRulerLanes: 0,
    guides: { indentation: true },
  });
  let isSetting = false;
  const models = createModels();
  editor.onDidChangeModelContent(() => {
    if (!isSetting) host.onChange(editor.getValue());
  });
  editor.addCommand(KeyMod.CtrlCmd | KeyCode.KeyS, host.onSave);
  const assist = startAssist(host.texts, fields);
  const observer = new MutationObserver(() => applyTheme(place));
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const restyle = (): void => applyTheme(place);
  scheme.addEventListener('change', restyle);

  return {
    show(path, text) {
      isSetting = true;
      models.leave(editor);
      models.enter(editor, path, text);
      editor.updateOptions({ ariaLabel: host.labelOf(path) });
      isSetting = false;
    },
    setReadOnly(isReadOnly) {
      editor.updateOptions({ readOnly: isReadOnly, domReadOnly: isReadOnly });
    },
    mark(problems) {
      const model = editor.getModel();
      if (model !== null) mark(model, problems);
    },
    showTop() {
      editor.setPosition({ lineNumber: 1, column: 1 });
      editor.setScrollTop(0);
    },
    reveal({ row, column }) {
      editor.setPosition({ lineNumber: row, column });
      editor.revealLineInCenterIfOutsideViewport(row);
      editor.focus();
    },
    focus: () => editor.focus(),
    dispose() {
      assist.dispose();
      observer.disconnect();
      scheme.removeEventListener('change', restyle);
      models.dispose();
      editor.dispose();
      yaml.dispose();
    },
  };
}
