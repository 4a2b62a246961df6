import { quote } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import type { Session } from '../session.ts';
import { NOT_FOUND, runProgram } from './programs.ts';

/** What reads an editor's line with quotes in it. */
const SHELL = '/bin/bash';

/**
 * Lets somebody change a text: the editor that `KUBE_EDITOR` or `EDITOR` names, or else that of the
 * terminal. Undefined for a text that was not saved.
 */
export function* askEditor(
  session: Session,
  path: string,
  text: string,
): Program<Outcome<string | undefined>> {
  const { env, files, tty } = session.context;
  const editor = env.get('KUBE_EDITOR') || env.get('EDITOR') || '';
  const logged = (words: string): void =>
    session.log.line(5, 'launcher_others.go:61', `Opening file with editor [${words}]`);
  if (editor === '') {
    logged(`vi ${path}`);
    if (tty === undefined) return failed(message('no editor is connected to this terminal'));
    return done(yield* tty.edit({ path, text }));
  }
  files.write(path, text);
  const isForShell = /["'\\]/.test(editor);
  const words = isForShell ? [SHELL, '-c', `${editor} "${path}"`] : [...editor.split(' '), path];
  const name = quote(isForShell ? `${SHELL} -c ${editor}` : editor);
  logged(words.join(' '));
  const code = yield* runProgram(session, words);
  if (code === NOT_FOUND) return failed(message(`unable to launch the editor ${name}`));
  if (code !== 0) return failed(message(`there was a problem with the editor ${name}`));
  const saved = files.read(path);
  files.remove(path);
  return done(saved.ok ? saved.value : undefined);
}
