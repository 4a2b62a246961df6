import { inputValue, NOTHING, toText, type Value } from './values.ts';

/** The record at hand and its fields, which are split only when somebody asks. */
export interface RecordFields {
  /** `$index`; 0 is the record itself. */
  get(index: number): Value;
  set(index: number, value: Value): void;
  count(): number;
  setCount(count: number): void;
}

/** What of the variables decides how records are split and joined. */
export interface RecordRules {
  /** Splits text as `FS` says now. */
  split(text: string): string[];
  outputSeparator(): string;
  numberFormat(): string;
}

/** Creates an empty record. */
export function createRecord(rules: RecordRules): RecordFields {
  let record: Value = '';
  let isRecordFresh = true;
  let fields: Value[] | undefined = [];

  const text = (value: Value): string => toText(value, rules.numberFormat());
  const whole = (): Value => {
    if (!isRecordFresh) {
      record = (fields ?? []).map(text).join(rules.outputSeparator());
      isRecordFresh = true;
    }
    return record;
  };
  const parts = (): Value[] => {
    fields ??= rules.split(text(record)).map(inputValue);
    return fields;
  };
  return {
    get(index) {
      if (index === 0) {
        const value = whole();
        return typeof value === 'string' ? inputValue(value) : value;
      }
      return parts()[index - 1] ?? NOTHING;
    },
    set(index, value) {
      if (index === 0) {
        record = value;
        isRecordFresh = true;
        fields = undefined;
        return;
      }
      const all = parts();
      while (all.length < index - 1) all.push('');
      all[index - 1] = value;
      isRecordFresh = false;
    },
    count: () => parts().length,
    setCount(count) {
      const all = parts();
      while (all.length < count) all.push('');
      all.length = count;
      isRecordFresh = false;
    },
  };
}

/** Splits text by a separator in awk's way: a space means runs of blanks. */
export function splitText(
  text: string,
  separator: string,
  pattern: (source: string) => RegExp,
): string[] {
  if (separator === ' ') return text.match(/[^ \t\n]+/g) ?? [];
  if (text === '') return [];
  if (separator === '') return [...text];
  if (separator.length === 1 && separator !== '\\') return text.split(separator);
  return splitByPattern(text, pattern(separator));
}

/** Splits by a regular expression; an empty match does not separate. */
export function splitByPattern(text: string, pattern: RegExp): string[] {
  if (text === '') return [];
  const out: string[] = [];
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    if (found[0] === '') continue;
    out.push(text.slice(from, found.index));
    from = found.index + found[0].length;
  }
  out.push(text.slice(from));
  return out;
}
