import type { YAMLParseError } from 'yaml';
import { blockAt, isTabInScalar } from './yaml-blocks.ts';
import { flowFault } from './yaml-flow.ts';

const isAfterScalar = (before: string): boolean => {
  const line = before.trimEnd().split('\n').at(-1) ?? '';
  return line !== '' && !/[:-]$/.test(line.trimEnd()) && !/:\s+[|>]/.test(line);
};

const isFirstOnLine = (source: string, at: number): boolean =>
  /(^|\n)\s*$/.test(source.slice(0, at));

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** What is wrong and where; line 0 means that the real tool does not know where. */
interface Complaint {
  readonly text: string;
  readonly line: number;
}

const ANCHOR = 'did not find expected alphabetic or numeric character';
const KEY = 'did not find expected key';
const SEQUENCE_AS_KEY = 'A block sequence may not be used as an implicit map key';
const NODE = 'did not find expected node content';

/** The parser counts lines from 0. */
const fromParser = (text: string, line: number): Complaint => ({ text, line: line - 1 });

/** The scanner counts them from 1, but takes the first line for "unknown". */
const fromScanner = (text: string, line: number): Complaint => ({
  text,
  line: line === 1 ? 0 : line,
});

const worded = ({ text, line }: Complaint): string =>
  line > 0 ? `yaml: line ${line}: ${text}` : `yaml: ${text}`;

function missingComplaint(error: YAMLParseError, source: string): Complaint {
  const line = lineAt(source, error.pos[0]);
  if (error.message.startsWith('Missing closing')) {
    return fromScanner('found unexpected end of stream', lineAt(source, source.length));
  }
  return error.message.startsWith('Implicit map keys')
    ? fromScanner("could not find expected ':'", line + 1)
    : misplaced(source, line);
}

/** What does not continue the collection that it stands in. */
function misplaced(source: string, line: number): Complaint {
  if (isTabInScalar(source, line)) {
    return fromScanner('found a tab character where an indentation space is expected', line);
  }
  const isInSequence = blockAt(source, line)?.type === 'sequence';
  return fromParser(isInSequence ? "did not find expected '-' indicator" : KEY, line);
}

function escapeComplaint(found: string, line: number): Complaint {
  const isCode = /^\\[xuU]/.test(found);
  return fromScanner(
    isCode ? 'did not find expected hexdecimal number' : 'found unknown escape character',
    line,
  );
}

function complaintOf(error: YAMLParseError, source: string): Complaint {
  const line = lineAt(source, error.pos[0]);
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return isAfterScalar(source.slice(0, error.pos[0]))
        ? fromScanner('found a tab character that violates indentation', line)
        : fromScanner('found character that cannot start any token', line);
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (error.message.startsWith(SEQUENCE_AS_KEY)) return misplaced(source, line);
      return unallowedValue(error, source);
    case 'MULTILINE_IMPLICIT_KEY':
      return unallowedValue(error, source);
    case 'BAD_SCALAR_START':
      return fromScanner('found character that cannot start any token', line);
    case 'BAD_DQ_ESCAPE':
      return escapeComplaint(source.slice(error.pos[0]), line);
    case 'BAD_ALIAS':
      return fromScanner(ANCHOR, line);
    case 'MISSING_CHAR':
      return missingComplaint(error, source);
    case 'BAD_INDENT':
      return misplaced(source, line);
    case 'UNEXPECTED_TOKEN':
      if (error.message.startsWith('Block scalar header')) {
        return fromScanner('did not find expected comment or line break', line);
      }
      if (error.message.includes('block-seq-ind') && !isFirstOnLine(source, error.pos[0])) {
        return fromScanner('block sequence entries are not allowed in this context', line);
      }
      if (error.message.includes('flow-')) return fromParser(NODE, line);
      return misplaced(source, line);
    default:
      return misplaced(source, line);
  }
}

const unallowedValue = (error: YAMLParseError, source: string): Complaint =>
  fromScanner(
    'mapping values are not allowed in this context',
    lineAt(source, keyEnd(source, error.pos[0])),
  );

/** Where the colon is that makes the text at `at` look like a key. */
function keyEnd(source: string, at: number): number {
  const colon = source.slice(at).search(/:(\s|$)/);
  return colon < 0 ? at : at + colon;
}

/**
 * What the real tool says about what is YAML between brackets for others: a question mark begins a
 * key for go-yaml wherever it stands (`{path: /x?y}`), and a colon needs space behind it
 * (`{labels:{a: b}}`). Undefined when there is none of these.
 */
export function markComplaint(source: string): string | undefined {
  if (!/\?|[^\s"']:[[{]/.test(source)) return undefined;
  const fault = flowFault(source);
  if (fault === undefined) return undefined;
  const isMark = source[fault.at] === '?';
  const isUnspaced = /^:[[{]$/.test(source.slice(fault.at - 1, fault.at + 1));
  if (!isMark && !isUnspaced) return undefined;
  return worded(fromParser(fault.text, lineAt(source, fault.at)));
}

/** Whether brackets begin a line where a key of an open collection, or its next entry, must be. */
function isLoneKey(source: string, at: number): boolean {
  const line = lineAt(source, at);
  const text = source.split('\n')[line - 1] ?? '';
  const indent = text.search(/\S/);
  return /[[{]/.test(text.charAt(indent)) && blockAt(source, line)?.indent === indent;
}

/**
 * What the real tool says about text that is not YAML. Models go-yaml's parser and scanner errors.
 */
export function yamlComplaint(errors: readonly YAMLParseError[], source: string): string {
  const first =
    errors.find(({ message }) => message.includes('block-seq-ind')) ??
    errors.slice(0, 1).find(({ message }) => message.startsWith(SEQUENCE_AS_KEY)) ??
    errors.find(({ code, pos }) => code === 'BAD_SCALAR_START' && pos[0] === 0) ??
    errors.find(({ code }) => code === 'MULTILINE_IMPLICIT_KEY') ??
    errors[0];
  // The end of the text stands on a line of its own.
  const whole = source.endsWith('\n') ? source : `${source}\n`;
  const fault = flowFault(whole);
  if (fault !== undefined && isLoneKey(whole, fault.at)) {
    return worded(fromScanner("could not find expected ':'", lineAt(whole, fault.at) + 1));
  }
  const isBrackets = fault !== undefined && fault.at >= (first as YAMLParseError).pos[0] - 1;
  return worded(
    fault !== undefined && isBrackets
      ? fromParser(fault.text, lineAt(whole, fault.at))
      : complaintOf(first as YAMLParseError, source),
  );
}

/**
 * What is wrong with the directives that a document begins with: behind them there is never a
 * document start, which is where documents are divided. Undefined when it begins with none.
 */
export function directiveComplaint(source: string): string | undefined {
  const lines = source.split('\n');
  const isContent = (text: string): boolean => !/^\s*(#|$)/.test(text);
  const at = lines.findIndex(isContent);
  const [, name, rest = ''] = /^%(\w*)(.*)/.exec(lines[at] ?? '') ?? [];
  if (name === undefined) return undefined;
  if (name !== 'YAML' && name !== 'TAG') {
    return worded(fromScanner('found unknown directive name', at + 1));
  }
  const version = /^\s+(\d+\.\d+)/.exec(rest)?.[1];
  if (name === 'YAML' && version === undefined) {
    return worded(fromScanner('did not find expected version number', at + 1));
  }
  if (name === 'YAML' && version !== '1.1') {
    return worded(fromParser('found incompatible YAML document', at + 1));
  }
  const next = lines.findIndex((text, i) => i > at && isContent(text));
  const end = source.endsWith('\n') ? lines.length : lines.length + 1;
  const line = next < 0 ? end : next + 1;
  return worded(fromParser('did not find expected <document start>', line));
}
