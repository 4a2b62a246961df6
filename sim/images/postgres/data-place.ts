import type { CommandContext } from '../../kernel/index.ts';

const OLD_PLACE = '/var/lib/postgresql/data';

const words = (place: string): string =>
  `Error: in 18+, these Docker images are configured to store database data in a
       format which is compatible with "pg_ctlcluster" (specifically, using
       major-version-specific directory names).  This better reflects how
       PostgreSQL itself works, and how upgrades are to be performed.

       See also https://github.com/docker-library/postgres/pull/1259

       Counter to that, there appears to be PostgreSQL data in:
         ${place}

       This is usually the result of upgrading the Docker image without
       upgrading the underlying database using "pg_upgrade" (which requires both
       versions).

       The suggested container configuration for 18+ is to place a single mount
       at /var/lib/postgresql which will then place PostgreSQL data in a
       subdirectory, allowing usage of "pg_upgrade --link" without mount point
       boundary issues.

       See https://github.com/docker-library/postgres/issues/37 for a (long)
       discussion around this process, and suggestions for how to do so.
`;

/**
 * What the entrypoint of 18 and later says to a volume at the place of older versions; undefined
 * when there is none. Models docker_error_old_databases of docker-entrypoint.sh.
 */
export function oldPlace({ files, env }: CommandContext): string | undefined {
  if (env.get('PGDATA')?.startsWith(OLD_PLACE) === true) return undefined;
  const isMounted = files.mounts().some(({ mountPoint }) => mountPoint === OLD_PLACE);
  if (files.stat(`${OLD_PLACE}/PG_VERSION`).ok) return words(OLD_PLACE);
  return isMounted ? words(`${OLD_PLACE} (unused mount/volume)`) : undefined;
}
