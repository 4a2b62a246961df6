import type { Session } from '../../sim/lesson/index.ts';

type NetworkRequest = ReturnType<Session['requests']>[number];

/** One of the names that stood for what was asked for, and what the name server said of it. */
export interface Try {
  readonly name: string;
  /** One for each type of record, as they were asked. */
  readonly questions: readonly NetworkRequest[];
}

/** Everything that was asked to find one name. */
export interface LookUp {
  readonly atMs: number;
  /** The name as the program was given it, before a search list completed it. */
  readonly wanted: string;
  readonly tries: readonly Try[];
  /** The name that there is; '' for none. */
  readonly found: string;
  /** Whether a server answered at all. */
  readonly isAnswered: boolean;
  /** The pods that answered. */
  readonly servers: readonly string[];
}

/** Retries of one look-up are not farther apart. */
const GAP_MS = 15_000;
const ADDRESSES: ReadonlySet<string> = new Set(['A', 'AAAA']);

export const recordType = ({ what }: NetworkRequest): string => what.split(' ')[0] ?? '';
const nameOf = ({ what }: NetworkRequest): string => what.slice(what.indexOf(' ') + 1);
const isFound = ({ outcome, answer }: NetworkRequest): boolean =>
  outcome === 'ok' && !/^(NXDOMAIN|SERVFAIL|REFUSED)$/.test(answer);
export const dotsIn = (name: string): number => name.split('.').length - 1;

/** How the names that were tried came out of the one that was asked for. */
export type LookUpOrder =
  | 'reverse'
  | 'complete'
  | 'asIsFirst'
  | 'alone'
  | 'searched'
  | 'onlySearched';

/** Whether this question is one more of the look-up. */
function belongs(question: NetworkRequest, questions: readonly NetworkRequest[]): boolean {
  const last = questions.at(-1);
  if (last === undefined || question.atMs - last.atMs > GAP_MS) return false;
  if (question.wanted !== last.wanted) return false;
  const [type, before] = [recordType(question), recordType(last)];
  const isKin = type === before || (ADDRESSES.has(type) && ADDRESSES.has(before));
  // What was answered is not asked again: that is the next look-up.
  return (
    isKin && !questions.some(({ what, outcome }) => what === question.what && outcome === 'ok')
  );
}

function lookUpOf(questions: readonly NetworkRequest[]): LookUp {
  const names = [...new Set(questions.map(nameOf))];
  const found = questions.find(isFound);
  return {
    atMs: questions[0]?.atMs ?? 0,
    wanted: questions[0]?.wanted ?? '',
    tries: names.map((name) => ({
      name,
      questions: questions.filter((one) => nameOf(one) === name),
    })),
    found: found === undefined ? '' : nameOf(found),
    isAnswered: questions.some(({ outcome }) => outcome === 'ok'),
    servers: [...new Set(questions.map(({ pod }) => pod).filter((pod) => pod !== ''))],
  };
}

/** Why these names were tried, and in this order (resolv.conf(5)). */
export function orderOf({ wanted, tries, found, isAnswered }: LookUp, ndots: number): LookUpOrder {
  const [first = ''] = tries.map(({ name }) => name);
  if (first.endsWith('.arpa') && !/\.arpa\.?$/.test(wanted)) return 'reverse';
  if (wanted.endsWith('.')) return 'complete';
  if (first === wanted) return dotsIn(wanted) >= ndots ? 'asIsFirst' : 'alone';
  const isWhole = found !== '' || !isAnswered || tries.some(({ name }) => name === wanted);
  return isWhole ? 'searched' : 'onlySearched';
}

/**
 * The questions of one pod to the name server, oldest first, as look-ups: the names that a search
 * list made of one stand together.
 */
export function lookUpsIn(questions: readonly NetworkRequest[]): readonly LookUp[] {
  const found: NetworkRequest[][] = [];
  for (const question of questions) {
    const last = found.at(-1);
    if (last !== undefined && belongs(question, last)) last.push(question);
    else found.push([question]);
  }
  return found.map(lookUpOf);
}
