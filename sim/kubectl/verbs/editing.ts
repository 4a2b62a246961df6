import { encodeSortedJson, isObject, type Json, type JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import {
  describeFailure,
  done,
  exitWith,
  type Failure,
  failed,
  message,
  type Outcome,
} from '../failure.ts';
import { parseYaml } from '../manifest/yaml.ts';
import { toJson } from '../output/json.ts';
import { toKyaml } from '../output/kyaml.ts';
import { toYaml } from '../output/yaml.ts';
import { type Info, infoFromManifest } from '../resources.ts';
import type { Session } from '../session.ts';
import { askEditor } from './editor.ts';

/** What stands on top of an object that is edited. */
export const EDIT_INTRO: readonly string[] = [
  "# Please edit the object below. Lines beginning with a '#' will be ignored,",
  '# and an empty file will abort the edit. If an error occurs while saving this file will be',
  '# reopened with the relevant failures.',
];

/** What became of an edited text. */
export type Verdict =
  | { readonly type: 'done' }
  /** The editor opens again, with the reasons on top. */
  | { readonly type: 'again'; readonly reasons: readonly Reason[] }
  /** It cannot be saved; a copy is kept. */
  | { readonly type: 'lost'; readonly failure: Failure }
  /** As before, but all was said already, except for what to do with the copy. */
  | { readonly type: 'kept'; noteFor(path: string): string };

export interface Reason {
  readonly head: string;
  readonly causes: readonly string[];
}

/** A text to be edited, and what is done with it when it is saved. */
export interface Editing {
  readonly text: string;
  readonly intro: readonly string[];
  /** What a text as a whole is called in complaints: `deployments.apps "web"`. */
  readonly subject: string;
  save(text: string): Program<Verdict>;
}

/** One object as it is, several as a list. */
export const editedTogether = (objects: readonly JsonObject[]): JsonObject => {
  const [only = {}] = objects;
  if (objects.length === 1) return only;
  return { apiVersion: 'v1', items: [...objects], kind: 'List', metadata: {} };
};

/** An object in the format that is edited. */
export function editedText({ flags }: Session, object: JsonObject): string {
  const format = flags.text('output');
  if (format === 'json') return toJson(object);
  return format === 'kyaml' ? toKyaml(object) : toYaml(object);
}

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n');

/** What a text means: two that only look different are the same. */
function meaningOf(text: string): string {
  const plain = withoutComments(text);
  const parsed = parseYaml(plain);
  return parsed.ok ? encodeSortedJson(parsed.value ?? null) : plain;
}

/** Why a text is no object; '' when it is one. Models kubectl's validation of its schema. */
function wrongWith(text: string): string {
  const parsed = parseYaml(withoutComments(text));
  if (!parsed.ok) return parsed.error;
  const { value } = parsed;
  if (!isObject(value)) return 'invalid object to validate';
  const missing = ['apiVersion', 'kind'].filter((field) => (value[field] ?? '') === '');
  if (missing.length === 0) return '';
  const texts = missing.map((field) => `${field} not set`);
  return texts.length === 1 ? (texts[0] as string) : `[${texts.join(', ')}]`;
}

/** The objects that an edited text names, of kinds that there are. */
export function editedInfos(session: Session, text: string): Outcome<Info[]> {
  const parsed = parseYaml(withoutComments(text));
  const value = parsed.ok ? parsed.value : undefined;
  if (!isObject(value)) return failed(message('invalid object to validate'));
  const isList = Array.isArray(value.items) && String(value.kind).endsWith('List');
  const bodies = isList ? (value.items as Json[]).filter(isObject) : [value];
  const anywhere = { ...session, isNamespaceGiven: false };
  const infos: Info[] = [];
  for (const body of bodies) {
    const info = infoFromManifest(anywhere, {
      source: 'edited-file',
      body,
      isItem: false,
    });
    if (!info.ok) return info;
    infos.push(info.value);
  }
  return done(infos);
}

/** The editor opens again for a text of which the objects cannot be told. */
export const unreadable = (failure: Failure): Verdict => ({
  type: 'again',
  reasons: [
    { head: `The edited file had a syntax error: ${describeFailure(failure)}`, causes: [] },
  ],
});

const onLines = (text: string): string => text.replaceAll('\n', '\n# ');

/** The comments on top; JSON has none. */
function headOf({ flags }: Session, intro: readonly string[], reasons: readonly Reason[]): string {
  if (flags.text('output') === 'json') return '';
  const lines = reasons.flatMap(({ head, causes }) => [
    `# ${onLines(head)}${causes.length === 0 ? '' : ':'}`,
    ...causes.map((cause) => `# * ${onLines(cause)}`),
    '#',
  ]);
  return `${[...intro, '#', ...lines].join('\n')}\n`;
}

const NAME_LENGTH = 10;

function pathFor({ parts, flags }: Session): string {
  const name = parts.prng.text(NAME_LENGTH, '0123456789').replace(/^0+/, '');
  return `/tmp/kubectl-edit-${name}.${flags.text('output') === 'json' ? 'json' : 'yaml'}`;
}

const NOT_VALID = '<nil>: Invalid value: "The edited file failed validation": ';

/**
 * Opens the editor of the terminal on a text, again and again until it is saved as something valid
 * or left unchanged. Models kubectl's pkg/cmd/util/editor.
 */
export function* editText(session: Session, editing: Editing): Program<Failure | undefined> {
  const { files } = session.context;
  const { text, intro, subject } = editing;
  const path = pathFor(session);
  /** What was saved and cannot be kept so; undefined before that. */
  let wrong: string | undefined;
  let reasons: readonly Reason[] = [];
  const keepCopy = function* (saved: string): Program<void> {
    files.write(path, saved);
    yield* session.err(`A copy of your changes has been stored to "${path}"\n`);
  };
  for (;;) {
    const body = wrong === undefined ? text : withoutComments(wrong);
    const plain = headOf(session, intro, reasons) + body;
    const isWindows = session.flags.bool('windows-line-endings');
    const shown = isWindows ? plain.replaceAll('\n', '\r\n') : plain;
    const asked = yield* askEditor(session, path, shown);
    if (!asked.ok) {
      if (wrong !== undefined) yield* keepCopy(wrong);
      return asked.failure;
    }
    const saved = asked.value ?? shown;
    if (wrong !== undefined && meaningOf(saved) === meaningOf(wrong)) {
      yield* keepCopy(saved);
      return message('Edit cancelled, no valid changes were saved.');
    }
    session.log.line(4, 'editoptions.go:310', `User edited:\n${saved.replace(/\n$/, '')}`);
    const error = wrongWith(saved);
    if (error !== '') {
      reasons = [{ head: `${subject} was not valid`, causes: [NOT_VALID + error] }];
      yield* session.err(`error: ${subject} is invalid\n`);
      wrong = saved;
      continue;
    }
    if (meaningOf(saved) === meaningOf(text)) {
      yield* session.err('Edit cancelled, no changes made.\n');
      return undefined;
    }
    const verdict = yield* editing.save(saved);
    if (verdict.type === 'done') return undefined;
    if (verdict.type === 'lost') {
      yield* keepCopy(saved);
      return verdict.failure;
    }
    if (verdict.type === 'kept') {
      files.write(path, saved);
      yield* session.err(`${verdict.noteFor(path)}\n`);
      return exitWith(1);
    }
    ({ reasons } = verdict);
    wrong = saved;
  }
}
