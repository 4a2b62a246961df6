import { type CommandContext, type CommandTable, type Program, readerOf } from '../kernel/index.ts';

const FOLDER = '/docker-entrypoint-initdb.d';
const ENTRYPOINT = '/usr/local/bin/docker-entrypoint.sh';

/** How the entrypoint of one image runs the scripts of its directory. */
export interface InitScripts {
  /** Shell text that comes before each script; it defines `docker_process_sql`. */
  readonly prelude: string;
  /** Shell text that runs the SQL of a file. */
  runFile(path: string): string;
  /** A line of the entrypoint. */
  line(level: 'Note' | 'Warn', text: string): string;
}

/** Text as one word of a shell. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Names in the directory, as the shell's `*` gives them. */
export function initScriptNames({ files }: Pick<CommandContext, 'files'>): string[] {
  const listed = files.list(FOLDER);
  return (listed.ok ? listed.value : []).filter((name) => !name.startsWith('.'));
}

/** What the entrypoint does with a file, and the shell text for that. */
function planOf(
  scripts: InitScripts,
  { files }: CommandContext,
  path: string,
): { readonly verb: string; readonly text: string; readonly isSql: boolean } {
  const stat = files.stat(path);
  const isProgram = stat.ok && (stat.value.mode & 0o111) !== 0;
  if (path.endsWith('.sh') && isProgram) {
    return { verb: 'running', text: `exec bash ${path}`, isSql: false };
  }
  if (path.endsWith('.sh')) return { verb: 'sourcing', text: `. ${path}`, isSql: false };
  if (path.endsWith('.sql')) return { verb: 'running', text: scripts.runFile(path), isSql: true };
  if (path.endsWith('.sql.gz')) {
    return { verb: 'running', text: `gunzip -c ${path} | docker_process_sql`, isSql: true };
  }
  return { verb: 'ignoring', text: '', isSql: false };
}

/**
 * Runs the scripts of the image's directory in their order against the temporary server; the first
 * that fails ends it with its code. Models docker_process_init_files of docker-entrypoint.sh.
 */
export function* runInitScripts(
  scripts: InitScripts,
  context: CommandContext,
  commands: CommandTable,
): Program {
  const { stdout, stderr } = context;
  const bash = commands.get('bash') ?? commands.get('sh');
  yield* stdout.write('\n');
  for (const name of initScriptNames(context)) {
    const path = `${FOLDER}/${name}`;
    const { verb, text, isSql } = planOf(scripts, context, path);
    const level = verb === 'ignoring' ? 'Warn' : 'Note';
    const line = scripts.line(level, `${ENTRYPOINT}: ${verb} ${path}`);
    yield* (level === 'Warn' ? stderr : stdout).write(line);
    if (text !== '' && bash !== undefined) {
      const args = ['-c', `set -eo pipefail\n${scripts.prelude}\n${text}`, ENTRYPOINT];
      const code = yield* bash.run({ ...context, name: bash.name, args, stdin: readerOf('') });
      if (code !== 0) return code;
    }
    yield* stdout.write(isSql ? '\n\n' : '\n');
  }
  return 0;
}
