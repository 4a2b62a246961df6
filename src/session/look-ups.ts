import type { ResolverRules, Session } from '../../sim/lesson/index.ts';

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
  /** The name before the search list completed it. */
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

/** What may have been asked for when this name is tried, the shortest first. */
function wishes(name: string, { search, ndots }: ResolverRules, isFirst: boolean): string[] {
  const cut = search
    .filter((domain) => name.endsWith(`.${domain}`))
    .map((domain) => ({ wish: name.slice(0, -domain.length - 1), domain }));
  // A name with few dots is tried with the first domain behind it before all others.
  const fits = cut.filter(({ wish, domain }) =>
    isFirst ? dotsIn(wish) < ndots && domain === search[0] : true,
  );
  return [...fits.map(({ wish }) => wish), name];
}

interface Draft {
  wishes: readonly string[];
  readonly questions: NetworkRequest[];
}

function belongs(
  question: NetworkRequest,
  { wishes: may, questions }: Draft,
  rules: ResolverRules,
) {
  const last = questions.at(-1);
  if (last === undefined || question.atMs - last.atMs > GAP_MS) return undefined;
  const [type, name] = [recordType(question), nameOf(question)];
  const isKin =
    type === recordType(last) || (ADDRESSES.has(type) && ADDRESSES.has(recordType(last)));
  const isAgain = questions.some((one) => one.what === question.what && one.outcome === 'ok');
  const found = questions.find(isFound);
  if (!isKin || isAgain || (found !== undefined && nameOf(found) !== name)) return undefined;
  const both = wishes(name, rules, false).filter((wish) => may.includes(wish));
  return both.length === 0 ? undefined : both;
}

function lookUpOf({ wishes: may, questions }: Draft): LookUp {
  const names = [...new Set(questions.map(nameOf))];
  const found = questions.find(isFound);
  return {
    atMs: questions[0]?.atMs ?? 0,
    wanted: may[0] ?? '',
    tries: names.map((name) => ({
      name,
      questions: questions.filter((one) => nameOf(one) === name),
    })),
    found: found === undefined ? '' : nameOf(found),
    isAnswered: questions.some(({ outcome }) => outcome === 'ok'),
    servers: [...new Set(questions.map(({ pod }) => pod).filter((pod) => pod !== ''))],
  };
}

/**
 * The questions of one pod to the name server, oldest first, as look-ups: the names that a search
 * list made of one stand together. What was asked for is not in the log and is read from the order
 * in which a resolver tries names (resolv.conf(5)).
 */
export function lookUpsIn(
  questions: readonly NetworkRequest[],
  rules: ResolverRules,
): readonly LookUp[] {
  const drafts: Draft[] = [];
  for (const question of questions) {
    const last = drafts.at(-1);
    const shared = last === undefined ? undefined : belongs(question, last, rules);
    if (last === undefined || shared === undefined) {
      const may = wishes(nameOf(question), rules, true);
      drafts.push({ wishes: may, questions: [question] });
    } else {
      last.wishes = shared;
      last.questions.push(question);
    }
  }
  return drafts.map(lookUpOf);
}
