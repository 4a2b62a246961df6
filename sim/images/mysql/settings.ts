import type { FileSystem } from '../../kernel/index.ts';
import type { Flavour } from './part.ts';

/** What the variables of the image say about the first start. */
export interface FirstSettings {
  readonly rootPassword: string;
  readonly isRandom: boolean;
  /** Whether one of the variables about root's password is set. */
  readonly hasPassword: boolean;
  readonly rootHost: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** `NAME`, or what is in the file that `NAME_FILE` names. */
function textAt(env: ReadonlyMap<string, string>, files: FileSystem, name: string): string {
  const value = env.get(name) ?? '';
  const path = env.get(`${name}_FILE`) ?? '';
  if (value !== '' || path === '') return value;
  const content = files.read(path);
  return content.ok ? content.value.replace(/\n+$/, '') : '';
}

/** Reads the variables of an image. Models docker-entrypoint.sh of the official images. */
export function firstSettings(
  kind: Flavour['kind'],
  env: ReadonlyMap<string, string>,
  files: FileSystem,
): FirstSettings {
  const isMariaDb = kind === 'mariadb';
  const of = (name: string, ownName = name): string => {
    const own = isMariaDb ? textAt(env, files, `MARIADB_${ownName}`) : '';
    return own === '' ? textAt(env, files, `MYSQL_${name}`) : own;
  };
  const rootPassword = of('ROOT_PASSWORD');
  const isRandom = of('RANDOM_ROOT_PASSWORD') !== '';
  const isEmpty = of('ALLOW_EMPTY_PASSWORD', 'ALLOW_EMPTY_ROOT_PASSWORD') !== '';
  return {
    rootPassword,
    isRandom,
    hasPassword: rootPassword !== '' || isRandom || isEmpty,
    rootHost: of('ROOT_HOST') || '%',
    database: of('DATABASE'),
    user: of('USER'),
    password: of('PASSWORD'),
  };
}
