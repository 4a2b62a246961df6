import { errorText } from '../../kernel/index.ts';
import { quotedName, shownName } from '../commands/file-names.ts';

const IS_DIRECTORY = errorText('EISDIR');

/**
 * What the tools of GNU say, by the code of the message: those messages that another build of
 * the tool words differently. What all builds word alike is told as a text.
 */
export const GNU = {
  // Files that cannot be had.
  unreadable: (name: string, why: string) => `${shownName(name)}: ${why}`,
  /** A directory where a file is read; what a tool says of it. */
  readsDirectory: (text: string) => text,
  unopened: (name: string, why: string) => `cannot open ${quotedName(name)} for reading: ${why}`,
  unopenedInput: (name: string, why: string) =>
    `failed to open ${quotedName(name)} for reading: ${why}`,
  unopenedEnd: (name: string, why: string) => `failed to open '${name}': ${why}`,
  unreadObject: (name: string, why: string) =>
    `'${name}': ${why === errorText('ENOENT') ? 'No such file' : why}`,
  cannotRead: (name: string, why: string) => `cannot read: ${shownName(name)}: ${why}`,
  cannotAccess: (name: string, why: string) => `cannot access ${quotedName(name)}: ${why}`,
  cannotList: (name: string, why: string) => `cannot open directory ${quotedName(name)}: ${why}`,
  cannotTouch: (name: string, why: string) => `cannot touch ${quotedName(name)}: ${why}`,
  cannotTouchFolder: (name: string, why: string) => `setting times of ${quotedName(name)}: ${why}`,
  cannotStat: (name: string, why: string) => `cannot stat ${quotedName(name)}: ${why}`,
  cannotStatx: (name: string, why: string) => `cannot statx ${quotedName(name)}: ${why}`,
  cannotCreate: (name: string, why: string) =>
    `cannot create regular file ${quotedName(name)}: ${why}`,
  cannotMakeDirectory: (name: string, why: string) => `cannot create directory ‘${name}’: ${why}`,
  cannotMakeFifo: (name: string, why: string) => `cannot create fifo ${quotedName(name)}: ${why}`,
  cannotRemove: (name: string, why: string) => `cannot remove ${quotedName(name)}: ${why}`,
  isDirectory: (name: string) => `cannot remove ${quotedName(name)}: Is a directory`,
  cannotRemoveDirectory: (name: string, why: string, kind: '' | 'directory ') =>
    `failed to remove ${kind}${quotedName(name)}: ${why}`,
  cannotMove: (from: string, to: string, why: string) =>
    `cannot move ${quotedName(from)} to ${quotedName(to)}: ${why}`,
  cannotMoveInside: (from: string, to: string) =>
    `cannot move ${quotedName(from)} to a subdirectory of itself, ${quotedName(to)}`,
  omitsDirectory: (name: string) => `-r not specified; omitting directory ${quotedName(name)}`,
  cannotLink: (name: string, why: string, from: string) =>
    `failed to create hard link ${quotedName(name)}${from}: ${why}`,
  cannotSymlink: (name: string, why: string, arrow: string) =>
    `failed to create symbolic link ${quotedName(name)}${arrow}: ${why}`,
  cannotLinkFrom: (name: string, why: string) => `failed to access ${quotedName(name)}: ${why}`,
  cannotMakeTemporary: (kind: string, template: string, why: string) =>
    `failed to create ${kind} via template ‘${template}’: ${why}`,
  notFound: (name: string, why: string) => `‘${name}’: ${why}`,
  packedExists: (name: string) => `${name} already exists;\tnot overwritten`,
  noSuffix: (name: string) => `${name}: unknown suffix -- ignored`,
  notPacked: (name: string, why: string) => `${name}: ${why}`,
  memberUnopened: (name: string, why: string) => `${name}: Cannot open: ${why}`,
  archiveUnopened: (name: string, why: string) => `${name}: Cannot open: ${why}`,
  folderUnopened: (name: string, why: string) => `${name}: Cannot open: ${why}`,
  memberMissing: (name: string, why: string) => `${name}: Cannot stat: ${why}`,
  memberIsArchive: (name: string) => `${name}: file is the archive; not dumped`,
  memberNotFound: (name: string) => `${name}: Not found in archive`,
  noMount: (name: string, why: string) => `${name}: ${why}`,
  diffMissing: (name: string) => `${name}: No such file or directory`,
  // Values that mean nothing.
  badMode: (text: string) => `invalid mode: ‘${text}’`,
  badModeOfNew: (text: string) => `invalid mode ‘${text}’`,
  badUser: (text: string) => `invalid user: ‘${text}’`,
  badGroup: (text: string) => `invalid group: ‘${text}’`,
  noUser: (text: string) => `‘${text}’: no such user`,
  badDate: (text: string) => `invalid date ‘${text}’`,
  badStamp: (text: string) => `invalid date format ‘${text}’`,
  badCount: (text: string, what: string, more: string) =>
    `invalid number of ${what}: ‘${text}’${more}`,
  badFloat: (text: string) => `invalid floating point argument: ‘${text}’`,
  badInterval: (text: string) => `invalid time interval ‘${text}’`,
  badNumberOf: (text: string, option: string) => `invalid number "${text}" for -${option} option`,
  badLongOption: (text: string) => `unrecognized option '${text}'`,
  badOperand: (text: string) => `unrecognized operand ‘${text}’`,
  badConversion: (text: string) => `invalid conversion: ‘${text}’`,
  badLevel: (text: string) => `invalid status level: ‘${text}’`,
  badNumber: (text: string) => `invalid number: ‘${text}’`,
  fewCrosses: (template: string) => `too few X's in template ‘${template}’`,
  noList: () => 'you must specify a list of bytes, characters, or fields',
  noChecksums: (name: string) => `${name}: no properly formatted checksum lines found`,
  // What a command line or an expression lacks.
  noInteger: () => 'non-integer argument',
  noOperand: () => 'missing operand',
  badSyntax: (more: string) => `syntax error: ${more}`,
  badPredicate: (name: string) => `unknown predicate \`${name}'`,
  noArgument: (name: string) => `missing argument to \`${name}'`,
  badType: (name: string, text: string) => `Unknown argument to ${name}: ${text}`,
  notStarted: (command: string, why: string) => `failed to run command ‘${command}’: ${why}`,
  notStartedPlain: (command: string, why: string) =>
    `failed to run command ${quotedName(command)}: ${why}`,
  failsLate: () => 'Exiting with failure status due to previous errors',
  // Editors of streams.
  unreadLine: (name: string, why: string) => `can't read ${name}: ${why}`,
  noLabel: (name: string) => `can't find label for jump to \`${name}'`,
  openSubstitution: (place: string, letter: string) =>
    `${place}: unterminated \`${letter}' command`,
  openAddress: (place: string) => `${place}: unterminated address regex`,
  openBlock: (place: string) => `${place}: unmatched \`{'`,
  badCommand: (place: string, letter: string) => `${place}: unknown command: \`${letter}'`,
  badSubstitution: (place: string) => `${place}: unknown option to \`s'`,
  noCommand: (place: string) => `${place}: missing command`,
  noFunction: (line: number, name: string) => `line ${line}: function ${name} never defined`,
  badToken: (line: number, what: string) => `line ${line}: ${what}`,
  unreadProgram: (name: string, why: string) => `cannot open ${name} (${why})`,
  unreadInput: (name: string, why: string) =>
    why === IS_DIRECTORY ? `read error (${why})` : `cannot open ${name} (${why})`,
  // Lines of output.
  disorder: (name: string, line: number, text: string) => `${name}:${line}: disorder: ${text}`,
  differs: (left: string, right: string, byte: number, line: number, bytes: string) =>
    `${left} ${right} differ: byte ${byte}, line ${line}${bytes}`,
  diffFile: (mark: string, name: string, time: string) => `${mark} ${name}\t${time}`,
} as const;

export type Code = keyof typeof GNU;

/** A message of a tool before it is worded: its code and its values. */
export type Message = {
  [C in Code]: readonly [code: C, ...values: Parameters<(typeof GNU)[C]>];
}[Code];

/** How a build of a tool words its messages, where GNU words them otherwise. */
export type Words = { readonly [C in Code]?: (...values: Parameters<(typeof GNU)[C]>) => string };
