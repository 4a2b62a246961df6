import { compareVersions } from '../versions.ts';

/** The Ubuntu below an image, as its packages are named after it. */
export const ubuntuOf = (version: string): string =>
  compareVersions(version, '11.4.0') >= 0
    ? '2404'
    : compareVersions(version, '10.8.0') >= 0
      ? '2204'
      : '2004';

/** `11.4.2-MariaDB-ubu2404`. */
export const mariadbVersionText = (version: string): string =>
  `${version}-MariaDB-ubu${ubuntuOf(version)}`;
