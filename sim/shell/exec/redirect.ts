import type { HereDoc, Redirection, Word } from 'unbash';
import {
  type FileResult,
  type FileStat,
  openedPath,
  type Program,
  until,
} from '../../kernel/index.ts';
import { openFifo, openPath, openText, openTty, retain, setDescriptor } from '../descriptors.ts';
import { descriptorOf } from '../device.ts';
import { expandHereDocument, expandToText, expandWords } from '../expand/word.ts';
import { ExpansionFailure, type OpenFile, type Shell } from '../types.ts';
import { setText } from '../variables.ts';
import type { ShellMessage } from '../words/shell.ts';
import { lineAt, printError, report } from './report.ts';

type Fds = Map<number, OpenFile>;

const refuse = (message: ShellMessage | string): never => {
  throw new ExpansionFailure(message, 'refused');
};

/** A named pipe as it is opened; undefined where something else is. */
function named(
  shell: Shell,
  path: string,
  stat: FileResult<FileStat>,
  access: 'read' | 'write' | 'both',
): OpenFile | undefined {
  const fifo = stat.ok && stat.value.type === 'fifo' ? shell.files.fifo(path) : undefined;
  return fifo?.ok === true ? openFifo(fifo.value, access) : undefined;
}

function open(shell: Shell, fds: Fds, name: string, operator: string): OpenFile {
  const path = openedPath(shell.directory, name === '' ? '/' : name);
  const isRead = operator === '<';
  if (name === '') refuse([isRead ? 'unread' : 'unwritten', name, 'ENOENT']);
  const alias = descriptorOf(path);
  if (alias !== undefined) {
    const file = fds.get(alias);
    return file === undefined ? refuse(`${name}: No such file or directory`) : retain(file);
  }
  if (path === '/dev/tty') {
    const tty = [...fds.values()].find((file) => file.tty !== undefined)?.tty;
    return tty === undefined ? refuse(`${name}: No such device or address`) : openTty(tty);
  }
  const stat = shell.files.stat(path);
  if (isRead) {
    if (!stat.ok) refuse(['unread', name, stat.error]);
    return named(shell, path, stat, 'read') ?? openPath(shell.files, path, 'read');
  }
  if (stat.ok && stat.value.type === 'directory') {
    refuse(['unwritten', name, 'EISDIR']);
  }
  const fifo = named(shell, path, stat, operator === '<>' ? 'both' : 'write');
  if (fifo !== undefined) return fifo;
  const isClobber = operator === '>' || operator === '&>' || operator === '>&';
  const isNowhere = !stat.ok && shell.files.lstat(path).ok;
  const isTaken = isNowhere || (stat.ok && stat.value.type === 'file');
  if (isClobber && shell.options.has('noclobber') && isTaken) refuse(['taken', name]);
  const keeps = operator === '>>' || operator === '&>>' || operator === '<>';
  const made = keeps ? shell.files.append(path, '') : shell.files.write(path, '');
  if (!made.ok) refuse(['unwritten', name, made.error]);
  if (!stat.ok && (shell.umask & 0o666) !== 0o022) {
    shell.files.setMode(path, 0o666 & ~shell.umask);
  }
  return openPath(shell.files, path, operator === '<>' ? 'both' : 'write');
}

function* targetName(shell: Shell, word: Word | undefined): Program<string> {
  if (word === undefined) return '';
  const names = yield* expandWords(shell, [word]);
  if (names.length !== 1) refuse(`${word.text}: ambiguous redirect`);
  return names[0] as string;
}

/** A here-document that the end of the text ends. */
function* warnUnclosed(shell: Shell, { body, delimiter }: HereDoc): Program<void> {
  const { unit } = shell;
  const end = lineAt(unit, unit.source.length - (unit.source.endsWith('\n') ? 1 : 0));
  const isEmpty = !unit.source.slice(0, body.pos).endsWith('\n');
  const start = lineAt(unit, body.pos) - (isEmpty ? 0 : 1);
  const wanted = `(wanted \`${delimiter?.value ?? ''}')`;
  const text = `warning: here-document at line ${start} delimited by end-of-file ${wanted}`;
  yield* printError(shell, `${unit.name}: line ${end}: ${text}\n`);
}

function* hereDocument(shell: Shell, document: HereDoc): Program<string> {
  const { body, delimiter, operator } = document;
  const strip = (text: string): string => (operator === '<<-' ? text.replace(/^\t+/gm, '') : text);
  if (document.closing === undefined && shell.dialect.grammar.closesDocuments)
    yield* warnUnclosed(shell, document);
  if (delimiter?.quoted === true) return strip(body.text);
  if (body.parts === undefined) {
    return strip(body.text).replace(/\\([$`\\\n])/g, (_, c: string) => (c === '\n' ? '' : c));
  }
  if (operator === '<<') return yield* expandHereDocument(shell, body.parts);
  let isLineStart = true;
  const parts = body.parts.map((part) => {
    if (part.type !== 'Literal') {
      isLineStart = false;
      return part;
    }
    const value = isLineStart
      ? part.value.replace(/^\t+/gm, '')
      : part.value.replace(/(?<=\n)\t+/g, '');
    isLineStart = part.value.endsWith('\n');
    return { ...part, value };
  });
  return yield* expandHereDocument(shell, parts);
}

function* hereText(shell: Shell, document: HereDoc): Program<string> {
  const text = yield* hereDocument(shell, document);
  const { closesDocuments } = shell.dialect.grammar;
  const isOpen =
    closesDocuments && document.closing === undefined && text !== '' && !text.endsWith('\n');
  return isOpen ? `${text}\n` : text;
}

/** Duplicates, moves or closes: `2>&1`, `3<&-`, `4>&3-`. */
function duplicate(
  fds: Fds,
  number: number,
  target: string,
  isRead: boolean,
  written = target,
): void {
  if (target === '-') {
    const file = fds.get(number);
    if (file !== undefined) {
      fds.delete(number);
      file.references--;
      if (file.references === 0) file.onClose();
    }
    return;
  }
  const match = /^(\d+)(-?)$/.exec(target);
  if (match === null) throw new ExpansionFailure(`${target}: ambiguous redirect`, 'refused');
  const from = Number(match[1]);
  const file = fds.get(from);
  if (file === undefined) {
    const shown = match[2] === '-' ? written.replace(/-$/, '') : written;
    throw new ExpansionFailure(`${shown}: Bad file descriptor`, 'refused');
  }
  if (isRead || from !== number) setDescriptor(fds, number, retain(file));
  if (match[2] === '-' && from !== number) duplicate(fds, from, '-', false);
}

/** `{name}`: the number that a variable holds when it is closed, else a free one. */
function* namedDescriptor(
  shell: Shell,
  fds: Fds,
  name: string,
  redirect: Redirection,
): Program<number> {
  if (isClosing(redirect)) {
    return Number(yield* shell.engine.words.arithmetic(shell, `\${${name}}`));
  }
  let number = 10;
  while (fds.has(number)) number++;
  return number;
}

const isClosing = (redirect: Redirection): boolean =>
  redirect.type !== 'HereDoc' && redirect.target?.text === '-';

/** Leaves the number of what was opened in the variable that asked for it. */
function* keepNumber(shell: Shell, redirect: Redirection, number: number): Program<void> {
  const { descriptor } = redirect;
  if (descriptor?.type !== 'FileDescriptorVariable' || isClosing(redirect)) return;
  try {
    setText(shell, descriptor.name, String(number));
  } catch (failure) {
    if (!(failure instanceof ExpansionFailure)) throw failure;
    yield* report(shell, failure.message);
    refuse(`${descriptor.name}: cannot assign fd to variable`);
  }
}

/** Applies redirections to `fds` in order. Throws an ExpansionFailure with bash's words. */
export function* applyRedirects(
  shell: Shell,
  fds: Fds,
  redirects: readonly Redirection[],
): Program<void> {
  for (const redirect of redirects) {
    const { descriptor } = redirect;
    const number =
      descriptor?.type === 'FileDescriptorVariable'
        ? yield* namedDescriptor(shell, fds, descriptor.name, redirect)
        : descriptor?.type === 'FileDescriptor'
          ? descriptor.value
          : undefined;
    yield* applyRedirect(shell, fds, redirect, number);
    yield* keepNumber(shell, redirect, number ?? 0);
  }
}

function* applyRedirect(
  shell: Shell,
  fds: Fds,
  redirect: Redirection,
  number: number | undefined,
): Program<void> {
  const { operator } = redirect;
  if (redirect.type === 'HereDoc') {
    setDescriptor(fds, number ?? 0, openText(yield* hereText(shell, redirect)));
    return;
  }
  if (redirect.type === 'HereString') {
    const text = redirect.target === undefined ? '' : yield* expandToText(shell, redirect.target);
    setDescriptor(fds, number ?? 0, openText(`${text}\n`));
    return;
  }
  const name = yield* targetName(shell, redirect.target);
  const isRead = operator.startsWith('<');
  if (
    operator === '<&' ||
    (operator === '>&' && (number !== undefined || /^(\d+-?|-)$/.test(name)))
  ) {
    duplicate(fds, number ?? (isRead ? 0 : 1), name, isRead, redirect.target?.text);
    return;
  }
  const file = open(shell, fds, name, operator);
  setDescriptor(fds, number ?? (isRead ? 0 : 1), file);
  yield* until(file.isMet);
  if (operator === '&>' || operator === '&>>' || operator === '>&') {
    setDescriptor(fds, 2, retain(file));
  }
}
