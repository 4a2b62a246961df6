// What the full editor knows of manifests: completion and hover from the schema.
import {
  type IDisposable,
  languages,
  MarkerSeverity,
  editor as monacoEditor,
} from 'monaco-editor/editor';
import { type FieldHelp, fieldHelp, fieldsAt, manifestKinds } from '../../session/schema.ts';
import type { EditorTexts } from './code-editor.ts';
import type { Problem } from './problems.ts';
import { placeAt } from './yaml-place.ts';

const OWNER = 'ordinal';

/** What is written behind a field's name, at the depth where the field stands. */
function rest({ form }: FieldHelp, indent: string): string {
  if (form === 'scalar') return ': ';
  return form === 'list' ? `:\n${indent}  - ` : `:\n${indent}  `;
}

const detailOf = (field: FieldHelp, t: EditorTexts): string =>
  field.isRequired ? `${field.type}, ${t.required}` : field.type;

/** What may stand as the value of a field. */
function valuesOf(key: string, help: FieldHelp | undefined, apiVersion: string): readonly string[] {
  const kinds = manifestKinds();
  if (key === 'apiVersion') return [...new Set(kinds.map((one) => one.apiVersion))];
  if (key === 'kind') {
    const fitting = kinds.filter((one) => apiVersion === '' || one.apiVersion === apiVersion);
    return fitting.map(({ kind }) => kind);
  }
  return help?.values ?? [];
}

/** Registers completion and hover for YAML. Returns what takes them away again. */
export function startAssist(t: EditorTexts): IDisposable {
  const completion = languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' ', '\n', '-'],
    provideCompletionItems(model, position) {
      const line = model.getLineContent(position.lineNumber);
      const head = line.slice(0, position.column - 1);
      const place = placeAt(model.getValue(), position.lineNumber - 1, position.column - 1);
      const [, typed = ''] = /([\w./-]*)$/.exec(head) ?? [];
      const range = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: position.column - typed.length,
        endColumn: position.column,
      };
      if (/^\s*(?:- )*[\w./-]+:\s+\S*$/.test(head)) {
        const isTop = place.path.length === 0;
        const help = fieldHelp(place.apiVersion, place.kind, [...place.path, place.key]);
        const values = valuesOf(isTop ? place.key : '', help, place.apiVersion);
        const suggestions = values.map((label) => ({
          label,
          kind: languages.CompletionItemKind.Value,
          insertText: label,
          range,
        }));
        return { suggestions };
      }
      if (!/^\s*(?:- )*[\w./-]*$/.test(head)) return { suggestions: [] };
      const indent = ' '.repeat(head.length - typed.length);
      const fields = fieldsAt(place.apiVersion, place.kind, place.path);
      const known = fields.length > 0 ? fields : topFields(place.path);
      const suggestions = known.map((field) => ({
        label: field.name,
        detail: detailOf(field, t),
        kind: languages.CompletionItemKind.Field,
        insertText: field.name + rest(field, indent),
        sortText: `${field.isRequired ? 0 : 1}${field.name}`,
        range,
      }));
      return { suggestions };
    },
  });
  const hover = languages.registerHoverProvider('yaml', {
    provideHover(model, position) {
      const place = placeAt(model.getValue(), position.lineNumber - 1, 0);
      const word = model.getWordAtPosition(position)?.word;
      if (place.key === '' || word === undefined || !place.key.includes(word)) return null;
      const path = [...place.path, place.key];
      const help = fieldHelp(place.apiVersion, place.kind, path);
      if (help === undefined) return null;
      const said = t.fields[path.join('.') as never] ?? t.fields[place.key as never];
      const values = help.values.length === 0 ? '' : `\n\n${help.values.join(' · ')}`;
      const lines = [`**${path.join('.')}**`, `\`${detailOf(help, t)}\`${values}`];
      if (said !== undefined) lines.push(said);
      return { contents: lines.map((value) => ({ value })) };
    },
  });
  return {
    dispose() {
      completion.dispose();
      hover.dispose();
    },
  };
}

/** What a manifest begins with, before its kind is known. */
const topFields = (path: readonly string[]): FieldHelp[] =>
  path.length > 0
    ? []
    : (['apiVersion', 'kind', 'metadata', 'spec'] as const).map((name) => ({
        name,
        type: name === 'metadata' || name === 'spec' ? 'object' : 'string',
        isRequired: true,
        values: [],
        form: name === 'metadata' || name === 'spec' ? 'structure' : 'scalar',
      }));

/** Marks the problems in a text. */
export function mark(model: monacoEditor.ITextModel, problems: readonly Problem[]): void {
  monacoEditor.setModelMarkers(
    model,
    OWNER,
    problems.map((problem) => ({
      message: problem.message,
      severity: problem.severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
      startLineNumber: problem.row,
      startColumn: problem.column,
      endLineNumber: problem.endRow,
      endColumn: problem.endColumn,
    })),
  );
}
