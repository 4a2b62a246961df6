import type { Status } from '../api/index.ts';

/** Why a command failed, as data; `renderFailure` has the words. */
export type Failure =
  /** The API server refused. */
  | { readonly type: 'status'; readonly status: Status }
  /** The tool itself refused; printed after `error: `. */
  | { readonly type: 'message'; readonly text: string }
  /** As it is, without a word before it. */
  | { readonly type: 'plain'; readonly text: string }
  | { readonly type: 'many'; readonly failures: readonly Failure[] }
  /** Something went to standard output before it failed. */
  | { readonly type: 'partial'; readonly printed: string; readonly failure: Failure }
  /** Ends the command with a code of its own. */
  | { readonly type: 'coded'; readonly code: number; readonly failure: Failure }
  /** Everything was said already. */
  | { readonly type: 'exit'; readonly code: number };

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const failed = (failure: Failure): { ok: false; failure: Failure } => ({
  ok: false,
  failure,
});

export const message = (text: string): Failure => ({ type: 'message', text });
export const plain = (text: string): Failure => ({ type: 'plain', text });
export const exitWith = (code: number): Failure => ({ type: 'exit', code });
export const statusFailure = (status: Status): Failure => ({ type: 'status', status });

/** A refused use of a verb, with the hint that the real tool adds. */
export const usageFailure = (command: string, text: string): Failure =>
  message(`${text}\nSee 'kubectl ${command} -h' for help and examples`);

/** Several failures as one; undefined when there is none. */
export function gather(failures: readonly Failure[]): Failure | undefined {
  if (failures.length <= 1) return failures[0];
  return { type: 'many', failures };
}

/** The failure with `error when <doing> "<source>": ` before the server's message. */
export function withSource(failure: Failure, doing: string, source: string): Failure {
  if (source === '') return failure;
  const prefix = `error when ${doing} "${source}": `;
  if (failure.type === 'status') {
    const { status } = failure;
    return statusFailure({ ...status, message: prefix + status.message });
  }
  return failure.type === 'message' ? message(prefix + failure.text) : failure;
}

/** The words of one failure among several, or inside another one. */
export function describeFailure(failure: Failure): string {
  switch (failure.type) {
    case 'status':
      return failure.status.reason === ''
        ? `Error from server: ${failure.status.message}`
        : `Error from server (${failure.status.reason}): ${failure.status.message}`;
    case 'many':
      return failure.failures.map(describeFailure).join('\n');
    case 'partial':
    case 'coded':
      return describeFailure(failure.failure);
    case 'exit':
      return '';
    default:
      return failure.text;
  }
}

/** What a failed command had printed before it failed. */
export function printedBefore(failure: Failure): string {
  if (failure.type === 'many') return failure.failures.map(printedBefore).join('');
  return failure.type === 'partial' ? failure.printed : '';
}

const listed = (prefix: string, lines: readonly string[]): string =>
  lines.length === 1 ? `${prefix}${lines[0]}` : `${prefix}\n* ${lines.join('\n* ')}`;

function renderInvalid({ message: text, details }: Status): string {
  const causes = (details?.causes ?? []).map((cause) => `${cause.field}: ${cause.message}`);
  const unique = [...new Set(causes)];
  const subject = 'The request is invalid';
  if (details === undefined) return text === '' ? subject : `${subject}: ${text}`;
  const { kind = '', name = '' } = details;
  if (kind !== '' || name !== '') {
    const head = `The ${kind} "${name}" is invalid`;
    return unique.length === 0 ? head : listed(`${head}: `, unique);
  }
  if (unique.length > 0) return listed(`${subject}: `, unique);
  return text === '' ? subject : `${subject}: ${text}`;
}

/**
 * What standard error shows at the end of a failed command. Models kubectl's pkg/cmd/util checkErr.
 */
export function renderFailure(failure: Failure): string {
  switch (failure.type) {
    case 'status':
      return failure.status.reason === 'Invalid'
        ? renderInvalid(failure.status)
        : describeFailure(failure);
    case 'partial':
    case 'coded':
      return renderFailure(failure.failure);
    case 'message':
      return failure.text.startsWith('error: ') ? failure.text : `error: ${failure.text}`;
    default:
      return describeFailure(failure);
  }
}

/** The exit code that a failure ends the command with. */
export const exitCodeOf = (failure: Failure): number =>
  failure.type === 'exit' || failure.type === 'coded' ? failure.code : 1;
