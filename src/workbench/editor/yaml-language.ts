import { type IDisposable, languages } from 'monaco-editor/editor';
import { conf, language } from 'monaco-editor/languages/definitions/yaml/yaml';

/** The first field of an item that is a map, with what it holds below it. */
const OPENED_IN_ITEM = /^\s*- +[^\s#"'][^#]*:\s*$/;
/** The first field of an item that is a map. */
const FIELD_OF_ITEM = /^\s*- +[^\s#"'][^#]*:\s/;

/** After a dash a line is one step deeper than its spaces tell. */
const ENTER_RULES: languages.OnEnterRule[] = [
  {
    beforeText: OPENED_IN_ITEM,
    action: { indentAction: languages.IndentAction.Indent, appendText: '\t' },
  },
  {
    beforeText: FIELD_OF_ITEM,
    action: { indentAction: languages.IndentAction.None, appendText: '\t' },
  },
];

/**
 * Makes YAML known to Monaco: its colours, its brackets, and where Enter leads. Returns what takes
 * that away again.
 */
export function startYaml(): IDisposable {
  languages.register({ id: 'yaml' });
  const onEnterRules = [...ENTER_RULES, ...(conf.onEnterRules ?? [])];
  const parts = [
    languages.setMonarchTokensProvider('yaml', language),
    languages.setLanguageConfiguration('yaml', { ...conf, onEnterRules }),
  ];
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
