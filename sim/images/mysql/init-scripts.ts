import {
  type CommandContext,
  type CommandTable,
  type Program,
  readerOf,
} from '../../kernel/index.ts';
import type { InitScripts } from './part.ts';
import { entrypointLine } from './script.ts';

const FOLDER = '/docker-entrypoint-initdb.d';
const ENTRYPOINT = '/usr/local/bin/docker-entrypoint.sh';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** What a script that is read in finds of the entrypoint's own functions. */
const prelude = ({ client, socket, rootPassword, database }: InitScripts): string => {
  const schema = database === '' ? '' : ` --database=${quoted(database)}`;
  const options = `--protocol=socket -uroot -hlocalhost --socket=${socket} --comments${schema}`;
  return [
    'set -eo pipefail',
    `docker_process_sql() { MYSQL_PWD=${quoted(rootPassword)} ${client} ${options} "$@"; }`,
    'mysql=( docker_process_sql )\n',
  ].join('\n');
};

/**
 * Runs the scripts of the image's directory in their order against the temporary server; the first
 * that fails ends it with its code. Models docker_process_init_files of docker-entrypoint.sh.
 */
export function* runInitScripts(
  scripts: InitScripts,
  context: CommandContext,
  commands: CommandTable,
): Program {
  const { files, stdout, stderr } = context;
  const say = (level: 'Note' | 'Warn', text: string): Program<unknown> =>
    (level === 'Note' ? stdout : stderr).write(
      `${entrypointLine(scripts.nowEpochMs(), level, `${ENTRYPOINT}: ${text}`)}\n`,
    );
  function* shell(text: string, stdin: string): Program {
    const bash = commands.get('bash');
    if (bash === undefined) return 127;
    const args = ['-c', text, ENTRYPOINT];
    return yield* bash.run({ ...context, name: 'bash', args, stdin: readerOf(stdin) });
  }
  const isProgram = (path: string): boolean => {
    const stat = files.stat(path);
    return stat.ok && (stat.value.mode & 0o111) !== 0;
  };
  yield* stdout.write('\n');
  const listed = files.list(FOLDER);
  for (const name of listed.ok ? listed.value : []) {
    if (name.startsWith('.')) continue;
    const path = `${FOLDER}/${name}`;
    let code = 0;
    if (name.endsWith('.sh') && isProgram(path)) {
      yield* say('Note', `running ${path}`);
      code = yield* shell(`exec bash ${path}`, '');
    } else if (name.endsWith('.sh')) {
      yield* say('Note', `sourcing ${path}`);
      code = yield* shell(`${prelude(scripts)}. ${path}`, '');
    } else if (name.endsWith('.sql')) {
      yield* say('Note', `running ${path}`);
      const content = files.read(path);
      code = yield* shell(`${prelude(scripts)}docker_process_sql`, content.ok ? content.value : '');
      if (code === 0) yield* stdout.write('\n');
    } else if (name.endsWith('.sql.gz')) {
      yield* say('Note', `running ${path}`);
      code = yield* shell(`${prelude(scripts)}gunzip -c ${path} | docker_process_sql`, '');
      if (code === 0) yield* stdout.write('\n');
    } else yield* say('Warn', `ignoring ${path}`);
    if (code !== 0) return code;
    yield* stdout.write('\n');
  }
  return 0;
}
