import {
  atOnce,
  type CommandContext,
  errorText,
  isEndless,
  type Program,
  type Reader,
} from '../../kernel/index.ts';
import { hasStreams } from '../stream-files.ts';
import type { Tool } from './tool.ts';

export type Opened =
  | { readonly ok: true; readonly reader: Reader; readonly path: string }
  | { readonly ok: false; readonly error: string };

/** Whether it is a directory that was not opened, which some tools see only as they read. */
export const isDirectoryError = (opened: Opened): boolean =>
  !opened.ok && opened.error === errorText('EISDIR');

/** What a tool calls an input whose operand is `-`. */
export const inputName = (name: string, standard = 'standard input'): string =>
  name === '-' ? standard : name;

/** Whether standard input is a directory, which is noticed as it is read. */
export function isReadingDirectory({ stdin, files }: CommandContext): boolean {
  const path = 'path' in stdin ? String(stdin.path) : '';
  if (path === '') return false;
  const stat = files.stat(path);
  return stat.ok && stat.value.type === 'directory';
}

/** Writes a file that a tool makes; false after it has complained. */
export function* writeNamed(tool: Tool, name: string, text: string): Program<boolean> {
  const made = tool.context.files.write(tool.path(name), text);
  if (!made.ok) yield* tool.err(['unreadable', name, errorText(made.error)]);
  return made.ok;
}

/** Opens an operand for reading; `-` is standard input. */
export function openInput(tool: Tool, name: string): Opened {
  const { files, stdin } = tool.context;
  if (name === '-') {
    if (isReadingDirectory(tool.context)) return { ok: false, error: errorText('EISDIR') };
    return { ok: true, reader: stdin, path: 'path' in stdin ? String(stdin.path) : '' };
  }
  const path = tool.path(name);
  const stream = hasStreams(files) ? files.openStream(path) : undefined;
  if (stream !== undefined) return { ok: true, reader: stream.reader, path };
  const stat = files.stat(path);
  if (!stat.ok) return { ok: false, error: errorText(stat.error) };
  if (stat.value.type === 'directory') return { ok: false, error: errorText('EISDIR') };
  let isRead = false;
  const take = (): string | undefined => {
    if (isRead && !isEndless(path)) return undefined;
    isRead = true;
    const content = files.read(path);
    return content.ok && content.value !== '' ? content.value : undefined;
  };
  return { ok: true, path, reader: { read: () => atOnce(take) } };
}

/** Lines of a reader, each with its end (the last one perhaps without). */
export function* eachLine(
  reader: Reader,
  delimiter: string,
  onLine: (line: string, isEnded: boolean) => Program<boolean>,
): Program<void> {
  let pending = '';
  for (;;) {
    const part = yield* reader.read();
    if (part === undefined) break;
    pending = pending === '' ? part : pending + part;
    let from = 0;
    for (let at = pending.indexOf(delimiter); at >= 0; at = pending.indexOf(delimiter, from)) {
      if (!(yield* onLine(pending.slice(from, at), true))) return;
      from = at + delimiter.length;
    }
    pending = pending.slice(from);
  }
  if (pending !== '') yield* onLine(pending, false);
}

/** Lines of text without their ends; an end at the very end makes no empty line. */
export function linesOf(text: string, delimiter = '\n'): string[] {
  if (text === '') return [];
  const lines = text.split(delimiter);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
