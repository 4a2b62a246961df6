import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import type { Session } from '../session.ts';
import { askEditor } from './editor.ts';

const HEADER = [
  "# Please edit the object below. Lines beginning with a '#' will be ignored,",
  '# and an empty file will abort the edit. If an error occurs while saving this file will be',
  '# reopened with the relevant failures.',
  '#',
];

/** What became of an edited text. */
export type Verdict =
  | { readonly type: 'done' }
  /** The editor opens again, with the reasons on top. */
  | { readonly type: 'again'; readonly reasons: readonly Reason[] }
  /** It cannot be saved; a copy is kept. */
  | { readonly type: 'lost'; readonly failure: Failure };

export interface Reason {
  /** `deployments.apps "web"`. */
  readonly subject: string;
  readonly causes: readonly string[];
}

/** A text to be edited, and what is done with it when it is saved. */
export interface Editing {
  readonly text: string;
  readonly extension: 'yaml' | 'json';
  save(text: string): Program<Verdict>;
}

const stripped = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n');

const headOf = (reasons: readonly Reason[]): string =>
  [
    ...HEADER,
    ...reasons.flatMap(({ subject, causes }) => [
      `# ${subject} was not valid:`,
      ...causes.map((cause) => `# * ${cause.replaceAll('\n', '\n# ')}`),
      '#',
    ]),
    '',
  ].join('\n');

const NAME_LENGTH = 10;

/**
 * Opens the editor of the terminal on a text, again and again until it is saved as something valid
 * or left unchanged. Models kubectl's pkg/cmd/util/editor.
 */
export function* editText(session: Session, editing: Editing): Program<Failure | undefined> {
  const { files } = session.context;
  const name = session.parts.prng.text(NAME_LENGTH, '0123456789');
  const path = `/tmp/kubectl-edit-${name}.${editing.extension}`;
  const hasComments = editing.extension === 'yaml';
  let body = editing.text;
  let reasons: readonly Reason[] = [];
  const keepCopy = function* (): Program<void> {
    files.write(path, `${hasComments ? headOf(reasons) : ''}${body}`);
    yield* session.err(`A copy of your changes has been stored to "${path}"\n`);
  };
  for (;;) {
    const shown = hasComments ? headOf(reasons) + body : body;
    const asked = yield* askEditor(session, path, shown);
    if (!asked.ok) return asked.failure;
    const saved = asked.value ?? body;
    const next = hasComments ? stripped(saved) : saved;
    if (next.trim() === stripped(body).trim()) {
      if (reasons.length === 0) {
        yield* session.err('Edit cancelled, no changes made.\n');
        return undefined;
      }
      yield* keepCopy();
      return message('Edit cancelled, no valid changes were saved.');
    }
    if (next.trim() === '') {
      yield* session.err('Edit cancelled, saved file was empty.\n');
      return undefined;
    }
    body = next;
    const verdict = yield* editing.save(next);
    if (verdict.type === 'done') return undefined;
    if (verdict.type === 'lost') {
      yield* keepCopy();
      return verdict.failure;
    }
    ({ reasons } = verdict);
    for (const { subject } of reasons) yield* session.err(`error: ${subject} is invalid\n`);
  }
}
