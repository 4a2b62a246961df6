import { utf8Length } from '../../../kernel/index.ts';

/** What is wrong with a text that is no JSON, and at which byte. */
export interface JsonFault {
  readonly reason: string;
  readonly position: number;
}

interface Reader {
  readonly text: string;
  at: number;
}

/** Thrown from within a document; caught where its reading began. */
class Fault extends Error {
  readonly at: number;
  constructor(reason: string, at: number) {
    super(reason);
    this.at = at;
  }
}

const failAt = (reason: string, at: number): never => {
  throw new Fault(reason, at);
};

const here = ({ text, at }: Reader): string => text[at] ?? '';

function skipBlanks(reader: Reader): void {
  while (/[ \t\n\r]/.test(here(reader))) reader.at++;
}

/** Goes past a sign, if it is there. */
function takes(reader: Reader, sign: string): boolean {
  if (here(reader) !== sign) return false;
  reader.at++;
  return true;
}

function readWord(reader: Reader, word: string): void {
  for (const c of word) if (!takes(reader, c)) failAt('Invalid value.', reader.at);
}

function readDigits(reader: Reader, reason: string): void {
  if (!/\d/.test(here(reader))) failAt(reason, reader.at);
  while (/\d/.test(here(reader))) reader.at++;
}

function readNumber(reader: Reader): void {
  takes(reader, '-');
  if (!takes(reader, '0')) readDigits(reader, 'Invalid value.');
  if (takes(reader, '.')) readDigits(reader, 'Miss fraction part in number.');
  if (!takes(reader, 'e') && !takes(reader, 'E')) return;
  if (!takes(reader, '+')) takes(reader, '-');
  readDigits(reader, 'Miss exponent in number.');
}

function readEscape(reader: Reader): void {
  const start = reader.at;
  reader.at++;
  const c = here(reader);
  reader.at++;
  if (c === 'u') {
    if (!/^[\da-fA-F]{4}/.test(reader.text.slice(reader.at))) {
      failAt('Incorrect hex digit after \\u escape in string.', start);
    }
    reader.at += 4;
  } else if (!/^["\\/bfnrt]$/.test(c)) failAt('Invalid escape character in string.', start);
}

function readString(reader: Reader): void {
  reader.at++;
  for (;;) {
    const c = here(reader);
    if (c === '') failAt('Missing a closing quotation mark in string.', reader.at);
    if (c < ' ') failAt('Invalid encoding in string.', reader.at);
    if (c === '\\') readEscape(reader);
    else reader.at++;
    if (c === '"') return;
  }
}

function readMember(reader: Reader): void {
  if (here(reader) !== '"') failAt('Missing a name for object member.', reader.at);
  readString(reader);
  skipBlanks(reader);
  if (!takes(reader, ':')) failAt('Missing a colon after a name of object member.', reader.at);
  skipBlanks(reader);
  readValue(reader);
}

/** Members or elements, up to the sign that closes them; an empty list has only that. */
function readList(
  reader: Reader,
  close: string,
  readOne: (reader: Reader) => void,
  missing: string,
): void {
  reader.at++;
  skipBlanks(reader);
  if (takes(reader, close)) return;
  for (;;) {
    readOne(reader);
    skipBlanks(reader);
    if (takes(reader, close)) return;
    if (!takes(reader, ',')) failAt(missing, reader.at);
    skipBlanks(reader);
  }
}

function readValue(reader: Reader): void {
  const c = here(reader);
  const word = WORDS[c];
  if (c === '{') readList(reader, '}', readMember, NO_MEMBER);
  else if (c === '[') readList(reader, ']', readValue, NO_ELEMENT);
  else if (c === '"') readString(reader);
  else if (word !== undefined) readWord(reader, word);
  else readNumber(reader);
}

const WORDS: Readonly<Record<string, string>> = { n: 'null', t: 'true', f: 'false' };
const NO_MEMBER = "Missing a comma or '}' after an object member.";
const NO_ELEMENT = "Missing a comma or ']' after an array element.";

function readDocument(reader: Reader): void {
  skipBlanks(reader);
  if (here(reader) === '') failAt('The document is empty.', reader.at);
  readValue(reader);
  skipBlanks(reader);
  if (here(reader) !== '') {
    failAt('The document root must not be followed by other values.', reader.at);
  }
}

/** Levels of a document. Models JSON_DOCUMENT_MAX_DEPTH of MySQL. */
const MOST_LEVELS = 100;

/** How deep lists and objects stand in each other; what is within strings does not count. */
function levelsOf(text: string): number {
  let [level, most] = [0, 0];
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (sign === '[' || sign === '{') most = Math.max(most, ++level);
    else if (sign === ']' || sign === '}') level--;
  }
  return most;
}

/** Whether a document is deeper than the server keeps. */
export const isTooDeep = (text: string): boolean =>
  text.length > MOST_LEVELS && levelsOf(text) > MOST_LEVELS;

/** Why a text that is not too deep is no JSON; undefined for one that is. Models RapidJSON. */
export function jsonFault(text: string): JsonFault | undefined {
  try {
    readDocument({ text, at: 0 });
    return undefined;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { reason: fault.message, position: utf8Length(text.slice(0, fault.at)) };
  }
}
