import type { YAMLParseError } from 'yaml';
import { flowFault } from './yaml-flow.ts';

const isAfterScalar = (before: string): boolean => {
  const line = before.trimEnd().split('\n').at(-1) ?? '';
  return line !== '' && !/[:-]$/.test(line.trimEnd()) && !/:\s+[|>]/.test(line);
};

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** What is wrong and where; line 0 means that the real tool does not know where. */
interface Complaint {
  readonly text: string;
  readonly line: number;
}

const ANCHOR = 'did not find expected alphabetic or numeric character';
const KEY = 'did not find expected key';
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
    : fromParser(KEY, line);
}

function complaintOf(error: YAMLParseError, source: string): Complaint {
  const line = lineAt(source, error.pos[0]);
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return isAfterScalar(source.slice(0, error.pos[0]))
        ? fromScanner('found a tab character that violates indentation', line)
        : fromScanner('found character that cannot start any token', line);
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return fromScanner(
        'mapping values are not allowed in this context',
        lineAt(source, keyEnd(source, error.pos[0])),
      );
    case 'BAD_SCALAR_START':
      return fromScanner('found character that cannot start any token', line);
    case 'BAD_DQ_ESCAPE':
      return fromScanner('found unknown escape character', line);
    case 'BAD_ALIAS':
      return fromScanner(ANCHOR, line);
    case 'MISSING_CHAR':
      return missingComplaint(error, source);
    case 'BAD_INDENT':
      return fromParser(KEY, line);
    case 'UNEXPECTED_TOKEN':
      if (error.message.startsWith('Block scalar header')) {
        return fromScanner('did not find expected comment or line break', line);
      }
      return fromParser(error.message.includes('flow-') ? NODE : KEY, line);
    default:
      return fromParser(KEY, line);
  }
}

/** Where the colon is that makes the text at `at` look like a key. */
function keyEnd(source: string, at: number): number {
  const colon = source.slice(at).search(/:(\s|$)/);
  return colon < 0 ? at : at + colon;
}

/**
 * What the real tool says about a question mark between brackets, which begins a key for go-yaml
 * wherever it stands: `{path: /x?y}` is YAML for others. Undefined when there is none of these.
 */
export function markComplaint(source: string): string | undefined {
  if (!source.includes('?')) return undefined;
  const fault = flowFault(source);
  if (fault === undefined || source[fault.at] !== '?') return undefined;
  return worded(fromParser(fault.text, lineAt(source, fault.at)));
}

/**
 * What the real tool says about text that is not YAML. Models go-yaml's parser and scanner errors.
 */
export function yamlComplaint(errors: readonly YAMLParseError[], source: string): string {
  const first =
    errors.find((error) => error.message.includes('block-seq-ind')) ??
    errors.find((error) => error.code === 'MULTILINE_IMPLICIT_KEY') ??
    errors[0];
  // The end of the text stands on a line of its own.
  const whole = source.endsWith('\n') ? source : `${source}\n`;
  const fault = flowFault(whole);
  const isBrackets = fault !== undefined && fault.at >= (first as YAMLParseError).pos[0] - 1;
  return worded(
    fault !== undefined && isBrackets
      ? fromParser(fault.text, lineAt(whole, fault.at))
      : complaintOf(first as YAMLParseError, source),
  );
}
