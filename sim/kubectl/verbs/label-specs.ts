import { labelValueErrors } from '../../api/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';

/** Changes of labels, annotations or variables: what is set, and what is removed. */
export interface PairChanges {
  readonly set: Readonly<Record<string, string>>;
  readonly removed: readonly string[];
}

/** Models GetResourcesAndPairs of kubectl's pkg/cmd/util. */
const isChange = (word: string): boolean => word.indexOf('=') > 0 || /.-$/.test(word);

/** The arguments: what is changed, and how. */
export interface SplitWords {
  readonly resources: readonly string[];
  readonly changes: readonly string[];
}

/** Divides arguments into resources and, after them, changes. */
export function splitChanges(args: readonly string[], what: string): Outcome<SplitWords> {
  const at = args.findIndex(isChange);
  const resources = at < 0 ? args : args.slice(0, at);
  const changes = at < 0 ? [] : args.slice(at);
  const late = changes.find((word) => !isChange(word));
  if (late !== undefined) {
    return failed(message(`all resources must be specified before ${what} changes: ${late}`));
  }
  return done({ resources, changes });
}

/** Reads `key=value` and `key-`; `isLabel` adds the checks of label values. */
export function parseChanges(words: readonly string[], isLabel: boolean): Outcome<PairChanges> {
  const set: Record<string, string> = {};
  const removed: string[] = [];
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 0) {
      removed.push(word.slice(0, -1));
      continue;
    }
    const [key, value] = [word.slice(0, at), word.slice(at + 1)];
    if (isLabel && (value.includes('=') || key === '')) {
      return failed(message(`invalid label spec: ${word}`));
    }
    const errors = isLabel ? labelValueErrors(value) : [];
    if (errors.length > 0) {
      return failed(message(`invalid label value: "${word}": ${errors.join(';')}`));
    }
    if (key === '') return failed(message(`invalid annotation format: ${word}`));
    set[key] = value;
  }
  const both = removed.filter((key) => Object.hasOwn(set, key));
  if (both.length > 0) {
    const text = 'can not both modify and remove';
    return failed(
      message(
        isLabel
          ? `${text} a label in the same command`
          : `${text} the following annotation(s) in the same command: ${both.join(',')}`,
      ),
    );
  }
  return done({ set, removed });
}
