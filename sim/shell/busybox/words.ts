import { errorText } from '../../kernel/index.ts';
import type { Words } from '../words/gnu.ts';

/** A file that cannot be opened, by who warns with `fopen_or_warn`. */
const plain = (name: string, why: string): string => `${name}: ${why}`;
/** The same by who opens it with `open_or_warn` or `xopen`. */
const opened = (name: string, why: string): string => `can't open '${name}': ${why}`;
const started = (name: string, why: string): string => `can't execute '${name}': ${why}`;
const stated = (name: string, why: string): string => `can't stat '${name}': ${why}`;
const number = (text: string): string => `invalid number '${text}'`;
const mode = (text: string): string => `invalid mode '${text}'`;

const OWNER: Words = {
  badUser: (text) => `unknown user ${text}`,
  badGroup: (text) => `unknown group ${text}`,
  cannotAccess: plain,
};
const SUM: Words = {
  noChecksums: () => 'WARNING: 1 of 1 computed checksums did NOT match',
  unreadable: opened,
};
const PACKED: Words = {
  packedExists: (name) => `can't open '${name}': File exists`,
  noSuffix: (name) => `${name}: unknown suffix - ignored`,
  notPacked: () => 'invalid magic',
};
/** Only regular expressions and commands have marks at their ends. */
const noMark = (): string => "unmatched '/'";

/** How the applets of BusyBox 1.36 word what GNU words otherwise. */
export const BUSYBOX_WORDS: Readonly<Record<string, Words>> = {
  awk: {
    noFunction: () => 'cmd. line:1: Call to undefined function',
    badToken: () => 'cmd. line:1: Unexpected token',
    unreadProgram: opened,
    unreadInput: plain,
  },
  cat: {
    unreadable: (name, why) =>
      why === errorText('EISDIR') ? `read error: ${why}` : opened(name, why),
  },
  chgrp: OWNER,
  chmod: { badMode: mode, cannotAccess: plain },
  chown: OWNER,
  cmp: {
    differs: (left, right, byte, line) => `${left} ${right} differ: char ${byte}, line ${line}`,
  },
  cp: {
    omitsDirectory: (name) => `omitting directory '${name}'`,
    cannotStat: stated,
    cannotCreate: (name, why) => `can't create '${name}': ${why}`,
  },
  cut: { noList: () => 'expected a list of bytes, characters, or fields' },
  date: { badDate: (text) => `invalid date '${text}'` },
  dd: {
    unopenedEnd: opened,
    badLongOption: (text) => `invalid argument '${text}'`,
    badOperand: (text) => `invalid argument '${text}'`,
  },
  df: { noMount: (name) => `${name}: can't find mount point` },
  diff: {
    diffMissing: (name) => stated(name, errorText('ENOENT')),
    diffFile: (mark, name) => `${mark} ${name}`,
  },
  du: { cannotAccess: plain },
  env: { notFound: started },
  expr: {
    noInteger: () => 'non-numeric argument',
    noOperand: () => 'too few arguments',
    badSyntax: () => 'syntax error',
  },
  find: {
    badType: (name, text) => `invalid argument '${text}' to '${name}'`,
    badPredicate: (name) => `unrecognized: ${name}`,
    noArgument: (name) => `${name} requires an argument`,
    notFound: plain,
  },
  gunzip: PACKED,
  gzip: PACKED,
  head: { badCount: number, unopened: plain },
  id: { noUser: (text) => `unknown user ${text}` },
  ln: {
    cannotLink: plain,
    cannotSymlink: plain,
    cannotLinkFrom: plain,
  },
  ls: { cannotAccess: plain, cannotList: opened },
  md5sum: SUM,
  mkdir: {
    badModeOfNew: mode,
    cannotMakeDirectory: (name, why) => `can't create directory '${name}': ${why}`,
  },
  mkfifo: { cannotMakeFifo: plain },
  mktemp: {
    fewCrosses: () => errorText('EINVAL'),
    cannotMakeTemporary: (_kind, _template, why) => why,
  },
  mv: {
    cannotStat: (name, why) => `can't rename '${name}': ${why}`,
    cannotMove: (from, _to, why) => `can't rename '${from}': ${why}`,
    cannotMoveInside: (from) => `can't rename '${from}': ${errorText('EINVAL')}`,
  },
  nice: { notFound: started },
  nohup: { notStartedPlain: started },
  rm: {
    isDirectory: (name) => `'${name}' is a directory`,
    cannotRemove: (name, why) => `can't remove '${name}': ${why}`,
  },
  rmdir: { cannotRemoveDirectory: (name, why) => `'${name}': ${why}` },
  sed: {
    unreadLine: plain,
    openSubstitution: noMark,
    openAddress: noMark,
    openBlock: () => 'unmatched {',
    badCommand: (_place, letter) => `unsupported command ${letter}`,
    badSubstitution: () => 'bad option in substitution expression',
    noCommand: () => 'missing command',
    noLabel: (name) => `can't find label for jump to '${name}'`,
  },
  seq: { badFloat: number },
  sha1sum: SUM,
  sha256sum: SUM,
  sha512sum: SUM,
  sleep: { badInterval: number },
  sort: { cannotRead: plain, disorder: (_name, line) => `Check line ${line - 1}` },
  split: { badCount: number, unopened: opened },
  stat: { cannotStatx: stated },
  strings: { unreadObject: plain },
  tac: { unopenedInput: plain },
  tail: { badCount: number, unopened: opened },
  tar: {
    archiveUnopened: opened,
    folderUnopened: (name, why) => `can't change directory to '${name}': ${why}`,
    memberUnopened: plain,
    memberMissing: plain,
    memberIsArchive: (name) => `${name}: file is the archive; skipping`,
    memberNotFound: (name) => `${name}: not found in archive`,
    failsLate: () => 'error exit delayed from previous errors',
  },
  timeout: { badInterval: number, notStarted: started },
  touch: {
    badStamp: (text) => `invalid date '${text}'`,
    cannotTouch: plain,
    cannotTouchFolder: plain,
  },
  uniq: { unreadable: opened },
  xargs: { badNumberOf: number },
  zcat: { ...PACKED, notPacked: () => 'no gzip/bzip2/xz magic' },
};
