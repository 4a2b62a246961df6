/** When the official images of BusyBox were built, by minor version. */
const BUILDS: Readonly<Record<number, string>> = {
  28: '1.28.4 (2018-05-22 17:00:17 UTC)',
  31: '1.31.1 (2019-12-23 19:20:27 UTC)',
  34: '1.34.1 (2022-07-28 21:50:14 UTC)',
  35: '1.35.0 (2022-12-29 01:12:56 UTC)',
  36: '1.36.1 (2023-05-18 22:34:17 UTC)',
  37: '1.37.0 (2024-09-26 21:31:42 UTC)',
};

/** The line with which BusyBox 1.`minor` says what it is. */
export const busyboxHead = (minor: number): string =>
  `BusyBox v${BUILDS[minor] ?? `1.${minor}.1`} multi-call binary.\n`;
