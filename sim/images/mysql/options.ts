import type { FileSystem } from '../../kernel/index.ts';
import type { ServerStart } from '../../node/index.ts';

const CONFIG_DIRECTORIES = ['/etc/my.cnf.d', '/etc/mysql/conf.d', '/etc/mysql/mysql.conf.d'];
const SECTIONS: ReadonlySet<string> = new Set(['mysqld', 'server', 'mariadb', 'mariadbd']);

const underscored = (name: string): string => name.trim().replaceAll('-', '_');

/** Options of the server's sections of one file. */
function fileOptions(text: string): [string, string][] {
  let isOwn = false;
  const options: [string, string][] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const section = /^\[(.+)\]$/.exec(line)?.[1];
    if (section !== undefined) isOwn = SECTIONS.has(section.replace(/-\d.*$/, ''));
    else if (isOwn && line !== '' && !/^[#;!]/.test(line)) {
      const [name = '', ...value] = line.split('=');
      options.push([
        underscored(name),
        value
          .join('=')
          .trim()
          .replace(/^["']|["']$/g, ''),
      ]);
    }
  }
  return options;
}

function configured(files: FileSystem): [string, string][] {
  const paths = CONFIG_DIRECTORIES.flatMap((directory) => {
    const listed = files.list(directory);
    const names = listed.ok ? listed.value.filter((name) => name.endsWith('.cnf')) : [];
    return names.map((name) => `${directory}/${name}`);
  });
  return ['/etc/my.cnf', ...paths].flatMap((path) => {
    const content = files.read(path);
    return content.ok ? fileOptions(content.value) : [];
  });
}

/** Options of configuration files, then those of the command line, which win. */
export function serverOptions({
  args,
  files,
}: Pick<ServerStart, 'args' | 'files'>): Map<string, string> {
  const given = args
    .filter((arg) => arg.startsWith('--'))
    .map((arg): [string, string] => {
      const [name = '', ...value] = arg.slice(2).split('=');
      return [underscored(name), value.join('=')];
    });
  return new Map([...configured(files), ...given]);
}
