import { type Advice, advice, nearest, resolvePath } from '../../kernel/index.ts';
import type { Shell } from '../types.ts';
import { adviceForTypography } from './typography.ts';

/** A prompt that was copied along with its command: `$ `, `% `, `> `, `me@host:~$ `. */
const COPIED_PROMPT = /^\s*([$%>]|\S+@\S+[$#])\s+\S/;
const NO_COMMAND = 127;
const NO_SYNTAX = 2;

function forPrompt(line: string, status: number): Advice | undefined {
  const sign = COPIED_PROMPT.exec(line)?.[1];
  // `> file command` is a command, too.
  if (sign === undefined || (sign === '>' && status !== NO_COMMAND)) return undefined;
  return advice('prompt', { sign });
}

function forAssignment(line: string): Advice | undefined {
  const spaced = /^\s*((?:export|local|declare|readonly)\s+)?([A-Za-z_]\w*)\s+=\s*(\S*)/.exec(line);
  if (spaced !== null) {
    const [, before = '', name = '', value = ''] = spaced;
    return advice('assignment', { meant: `${before}${name}=${value}` });
  }
  const dollar = /^\s*\$([A-Za-z_]\w*=\S*)/.exec(line)?.[1];
  return dollar === undefined ? undefined : advice('meant', { meant: dollar });
}

/** The kubeconfig is the user's own: as root, kubectl finds none. */
const forSudo = (line: string): Advice | undefined =>
  /^\s*sudo\s+kubectl\b/.test(line) ? advice('noSudo') : undefined;

function forSyntax(line: string): Advice | undefined {
  const word =
    /\b(?:for|while|until)\b[^;\n]*\s(do)\b/.exec(line)?.[1] ??
    /\bif\b[^;\n]*\s(then)\b/.exec(line)?.[1];
  return word === undefined ? undefined : advice('semicolon', { word });
}

/** `kubectl logs <pod-name>`: what a manual leaves to be filled in. */
function forPlaceholder(line: string): Advice | undefined {
  const found = /\s(<[a-z][\w -]*>)/i.exec(line)?.[1];
  return found === undefined ? undefined : advice('placeholder', { found });
}

/** `cd` to a directory that is nearly there. */
function forDirectory(shell: Shell, line: string): Advice | undefined {
  const wanted = /^\s*cd\s+([\w./-]+)\s*$/.exec(line)?.[1]?.replace(/\/+$/, '') ?? '';
  const at = wanted.lastIndexOf('/') + 1;
  const above = resolvePath(shell.directory, wanted.slice(0, at) || '.');
  const listed = shell.files.list(above);
  const names = listed.ok ? listed.value : [];
  if (wanted === '' || names.includes(wanted.slice(at))) return undefined;
  const directories = names.filter((name) => {
    const stat = shell.files.stat(resolvePath(above, name));
    return stat.ok && stat.value.type === 'directory';
  });
  const meant = nearest(wanted.slice(at), directories);
  return meant === undefined ? undefined : advice('file', { meant: wanted.slice(0, at) + meant });
}

/** What is to be said of the way in which a line was typed that failed. */
export function adviceForLine(shell: Shell, line: string, status: number): Advice | undefined {
  const syntax = status === NO_SYNTAX ? forSyntax(line) : undefined;
  return (
    adviceForTypography(line) ??
    forPrompt(line, status) ??
    forAssignment(line) ??
    forSudo(line) ??
    syntax ??
    forPlaceholder(line) ??
    forDirectory(shell, line)
  );
}

/**
 * Of a line that does not end a quote that an earlier one began: somebody who presses Enter there,
 * or wants to leave, does not see that it is open.
 */
export function adviceForOpenQuote(quote: string, line: string): Advice | undefined {
  const isLost = /^\s*(?:exit|quit|help)?\s*$/.test(line);
  return quote !== '' && isLost ? advice('openQuote', { quote }) : undefined;
}
