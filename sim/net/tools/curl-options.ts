import { type KnownOption, longOption, shortOption } from './curl-words.ts';

/** One URL, and what is to be done with it. */
export interface CurlTarget {
  /** As it was given. */
  readonly url: string;
  /** A file, `-` for standard output, '' for what is the default. */
  readonly output: string;
  /** Saved under the last part of the URL's path. */
  readonly isRemoteName: boolean;
  /** A file to send; '' for none. */
  readonly upload: string;
}

/** A piece of a body: `--data` and its kin, in the order in which they were given. */
export interface DataPart {
  readonly option: string;
  readonly text: string;
}

/** What `curl` was asked for: everything up to `--next`. */
export interface CurlRequest {
  readonly targets: readonly CurlTarget[];
  readonly flags: ReadonlySet<string>;
  /** The last value of each option that takes one. */
  readonly values: ReadonlyMap<string, string>;
  /** `name: value`, in order. */
  readonly headers: readonly string[];
  readonly cookies: readonly string[];
  readonly data: readonly DataPart[];
  readonly queries: readonly string[];
  readonly forms: readonly string[];
  /** `host:port:address`. */
  readonly resolve: readonly string[];
  /** `host:port:host:port`. */
  readonly connectTo: readonly string[];
  readonly showsErrors: boolean;
  readonly failsOnError: boolean;
  /** 0: no limit. */
  readonly maxMs: number;
  readonly connectMs: number;
  readonly maxRedirects: number;
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly retryMaxMs: number;
}

export type CurlOptions =
  | { readonly ok: true; readonly requests: readonly CurlRequest[] }
  | { readonly ok: false; readonly message: string };

/** A line without a name: the URL or the output that the next of its kind goes with. */
interface Draft {
  readonly flags: Set<string>;
  readonly values: Map<string, string>;
  readonly lists: Map<string, string[]>;
  readonly data: DataPart[];
  readonly urls: string[];
  readonly outputs: { output: string; isRemoteName: boolean }[];
  readonly uploads: string[];
}

const DATA: ReadonlySet<string> = new Set([
  ...['data', 'data-ascii', 'data-binary', 'data-raw', 'data-urlencode', 'json'],
]);
const NUMBERS: ReadonlySet<string> = new Set([
  ...['max-time', 'connect-timeout', 'retry', 'retry-delay', 'retry-max-time', 'max-redirs'],
  ...['speed-time', 'speed-limit', 'keepalive-time'],
]);
const DEFAULT_REDIRECTS = 50;
const SECOND_MS = 1000;

const emptyDraft = (): Draft => ({
  flags: new Set(),
  values: new Map(),
  lists: new Map(),
  data: [],
  urls: [],
  outputs: [],
  uploads: [],
});

/** Takes a switch or a value; returns what is wrong with it, '' when nothing is. */
function apply(draft: Draft, option: KnownOption, word: string, value: string): string {
  const { name, takesValue, isOff } = option;
  if (!takesValue) {
    if (name === 'remote-name') draft.outputs.push({ output: '', isRemoteName: true });
    if (isOff) draft.flags.delete(name);
    draft.flags.add(isOff ? `no-${name}` : name);
    if (!isOff) draft.flags.delete(`no-${name}`);
    return '';
  }
  if (NUMBERS.has(name) && !/^-?\d*\.?\d+$/.test(value)) {
    return `option ${word}: expected a proper numerical parameter`;
  }
  if (DATA.has(name)) draft.data.push({ option: name, text: value });
  else if (name === 'url') draft.urls.push(value);
  else if (name === 'output') draft.outputs.push({ output: value, isRemoteName: false });
  else if (name === 'upload-file') draft.uploads.push(value);
  draft.lists.set(name, [...(draft.lists.get(name) ?? []), value]);
  draft.values.set(name, value);
  return '';
}

/** Takes the words apart; the message when one is no option or lacks its value. */
function collect(args: readonly string[]): Draft[] | string {
  const drafts = [emptyDraft()];
  const queue = [...args];
  let onlyUrls = false;
  const take = (option: KnownOption, word: string, attached: string): string => {
    const draft = drafts.at(-1) as Draft;
    if (option.name === 'next') {
      drafts.push(emptyDraft());
      return '';
    }
    if (!option.takesValue) return apply(draft, option, word, '');
    const value = attached === '' ? queue.shift() : attached;
    return value === undefined
      ? `option ${word}: requires parameter`
      : apply(draft, option, word, value);
  };
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (onlyUrls || word === '-' || !word.startsWith('-')) {
      (drafts.at(-1) as Draft).urls.push(word);
      continue;
    }
    if (word === '--') {
      onlyUrls = true;
      continue;
    }
    if (word.startsWith('--')) {
      const option = longOption(word.slice(2));
      if (typeof option === 'string') return `option ${word}: is ${option}`;
      const problem = take(option, word, '');
      if (problem !== '') return problem;
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const option = shortOption(word.charAt(at));
      if (option === undefined) return `option ${word}: is unknown`;
      const problem = take(option, word, option.takesValue ? word.slice(at + 1) : '');
      if (problem !== '') return problem;
      if (option.takesValue) break;
    }
  }
  return drafts;
}

/** Each URL with the output and the upload that have its place. */
function targetsOf({ urls, outputs, uploads, flags }: Draft): CurlTarget[] {
  return urls.map((url, i) => ({
    url,
    output: outputs[i]?.output ?? '',
    isRemoteName: outputs[i]?.isRemoteName ?? flags.has('remote-name-all'),
    upload: uploads[i] ?? '',
  }));
}

function finished(draft: Draft): CurlRequest {
  const { flags, values, lists } = draft;
  const number = (name: string, other: number): number => Number(values.get(name) ?? other);
  const ms = (name: string): number => Math.round(number(name, 0) * SECOND_MS);
  const list = (name: string): string[] => lists.get(name) ?? [];
  return {
    targets: targetsOf(draft),
    flags,
    values,
    headers: list('header'),
    cookies: list('cookie'),
    data: draft.data,
    queries: list('url-query'),
    forms: [...list('form'), ...list('form-string')],
    resolve: list('resolve'),
    connectTo: list('connect-to'),
    showsErrors: !flags.has('silent') || flags.has('show-error'),
    failsOnError: flags.has('fail') && !flags.has('fail-with-body'),
    maxMs: ms('max-time'),
    connectMs: ms('connect-timeout'),
    maxRedirects: number('max-redirs', DEFAULT_REDIRECTS),
    retries: number('retry', 0),
    retryDelayMs: ms('retry-delay'),
    retryMaxMs: ms('retry-max-time'),
  };
}

/** Reads a command line of curl. */
export function curlOptions(args: readonly string[]): CurlOptions {
  const drafts = collect(args);
  if (typeof drafts === 'string') return { ok: false, message: drafts };
  return { ok: true, requests: drafts.map(finished) };
}
