// What the full editor knows of manifests: completion and hover from the schema.
import {
  type IDisposable,
  type IRange,
  languages,
  MarkerSeverity,
  editor as monacoEditor,
  type Position,
} from 'monaco-editor/editor';
import { type FieldHelp, fieldHelp, fieldsAt, manifestKinds } from '../../session/schema.ts';
import type { EditorTexts, FieldTexts } from './code-editor.ts';
import type { Problem } from './problems.ts';
import { keysBeside, placeAt, type YamlPlace } from './yaml-place.ts';

const OWNER = 'ordinal';

/** What is written behind a field's name, at the depth where the field stands. */
function rest({ form }: FieldHelp, indent: string): string {
  if (form === 'scalar') return ': ';
  return form === 'list' ? `:\n${indent}  - ` : `:\n${indent}  `;
}

const detailOf = (field: FieldHelp, t: EditorTexts): string =>
  field.isRequired ? `${field.type}, ${t.required}` : field.type;

/** What may stand as the value of a field at the top: the kinds that there are. */
function kindsFor(key: string, apiVersion: string): readonly string[] {
  const kinds = manifestKinds();
  if (key === 'apiVersion') return [...new Set(kinds.map((one) => one.apiVersion))].sort();
  const fitting = kinds.filter((one) => apiVersion === '' || one.apiVersion === apiVersion);
  return fitting.map(({ kind }) => kind).sort();
}

const VALUE = /^\s*(?:- )*[\w./-]+:\s+["']?[\w./*-]*$/;
const IN_BRACKETS = /^\s*(?:- )*[\w./-]+:\s*\[(?:[^\]]*,)?\s*["']?[\w./*-]*$/;
const ITEM = /^\s*(?:- )+["']?[\w./*-]*$/;

/** The values that may stand where the cursor is; none where a field's name is written. */
function valuesAt(head: string, place: YamlPlace): readonly string[] {
  const { apiVersion, kind, path, key } = place;
  const of = (field: readonly string[]): FieldHelp | undefined =>
    fieldHelp(apiVersion, kind, field);
  if (VALUE.test(head)) {
    if (path.length === 0 && (key === 'apiVersion' || key === 'kind')) {
      return kindsFor(key, key === 'kind' ? apiVersion : '');
    }
    const help = of([...path, key]);
    return help?.form === 'scalar' ? help.values : [];
  }
  const list = IN_BRACKETS.test(head) ? [...path, key] : ITEM.test(head) ? path : [];
  const help = list.length === 0 ? undefined : of(list);
  return help?.form === 'list' ? help.values : [];
}

/** What the course says of a field. */
const sayField = (path: readonly string[], fields: FieldTexts): string | undefined =>
  fields[path.join('.')] ?? fields[path.slice(-2).join('.')] ?? fields[path.at(-1) ?? ''];

/** Explains the field under the pointer. */
function startHover(t: EditorTexts, fields: FieldTexts): IDisposable {
  return languages.registerHoverProvider('yaml', {
    provideHover(model, position) {
      const place = placeAt(model.getValue(), position.lineNumber - 1, 0);
      const word = model.getWordAtPosition(position)?.word;
      if (place.key === '' || word === undefined || !place.key.includes(word)) return null;
      const path = [...place.path, place.key];
      const help = fieldHelp(place.apiVersion, place.kind, path);
      if (help === undefined) return null;
      const said = sayField(path, fields);
      const values = help.values.length === 0 ? '' : `\n\n${help.values.join(' · ')}`;
      const lines = [`**${path.join('.')}**`, `\`${detailOf(help, t)}\`${values}`];
      if (said !== undefined) lines.push(said);
      return { contents: lines.map((value) => ({ value })) };
    },
  });
}

/** Registers completion and hover for YAML. Returns what takes them away again. */
export function startAssist(t: EditorTexts, fields: FieldTexts): IDisposable {
  /** The fields that may be written at a place; a list begins a new item with each of them. */
  const fieldsFor = (
    model: monacoEditor.ITextModel,
    { lineNumber }: Position,
    place: YamlPlace,
    range: IRange,
  ): languages.CompletionItem[] => {
    const { apiVersion, kind, path } = place;
    const known = fieldsAt(apiVersion, kind, path);
    const isList = fieldHelp(apiVersion, kind, path)?.form === 'list';
    const dash = isList && !place.isInItem ? '- ' : '';
    const there = keysBeside(model.getValue(), lineNumber - 1, range.startColumn - 1);
    const missing = (known.length > 0 ? known : topFields(path)).filter(
      ({ name }) => dash !== '' || !there.has(name),
    );
    const indent = ' '.repeat(range.startColumn - 1 + dash.length);
    return missing.map((field) => {
      const said = sayField([...path, field.name], fields);
      return {
        label: field.name,
        detail: detailOf(field, t),
        ...(said === undefined ? {} : { documentation: said }),
        kind: languages.CompletionItemKind.Field,
        insertText: dash + field.name + rest(field, indent),
        // The lines below it are indented already.
        insertTextRules: languages.CompletionItemInsertTextRule.KeepWhitespace,
        sortText: `${field.isRequired ? 0 : 1}${field.name}`,
        range,
      };
    });
  };
  const completion = languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' ', '\n', '-', '[', '"'],
    provideCompletionItems(model, position, { triggerCharacter }) {
      // A second Enter is an empty line, not the first field of the list.
      const opens = /:\s*$/.test(model.getLineContent(Math.max(1, position.lineNumber - 1)));
      if (triggerCharacter === '\n' && !opens) return { suggestions: [] };
      const line = model.getLineContent(position.lineNumber);
      const head = line.slice(0, position.column - 1);
      const place = placeAt(model.getValue(), position.lineNumber - 1, position.column - 1);
      const [, typed = ''] = /([\w./*-]*)$/.exec(head) ?? [];
      const range = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: position.column - typed.length,
        endColumn: position.column,
      };
      const values = valuesAt(head, place);
      if (values.length > 0) {
        const suggestions = values.map((label) => ({
          label,
          kind: languages.CompletionItemKind.Value,
          insertText: label === '*' && !/["']\*?$/.test(head) ? "'*'" : label,
          range,
        }));
        return { suggestions };
      }
      if (!/^\s*(?:- )*[\w./-]*$/.test(head)) return { suggestions: [] };
      return { suggestions: fieldsFor(model, position, place, range) };
    },
  });
  const hover = startHover(t, fields);
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
