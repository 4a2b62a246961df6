import { type AnyKind, type KubeObject, persistentVolumeClaims, pods } from '../../api/index.ts';
import { type Advice, advice, nearest } from '../../kernel/index.ts';
import type { Kubeconfig } from '../kubeconfig.ts';
import { type FailedCommand, objectAt, operandsOf } from './command.ts';

/** The one of some names that is nearest to a word, in whatever case it was typed. */
function closest(word: string, names: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const same = names.find((name) => name.toLowerCase() === lower);
  const meant = nearest(
    lower,
    names.map((name) => name.toLowerCase()),
  );
  return same ?? names.find((name) => name.toLowerCase() === meant);
}

/** What is refused, with the choices that the same line names in quotes. */
const REFUSED = [
  /Unsupported value: "([^"]*)": supported values: (.*)/,
  /^invalid dry-run value \(([^)]*)\)\. Must be (.*)/i,
  /^invalid cascade value \(([^)]*)\)\. Must be (.*)/i,
];
const RESTART_POLICIES = '"Always" "OnFailure" "Never"';
const PULL_POLICIES = '"Always" "IfNotPresent" "Never"';

/** A value that is none of its choices: `--type nodeport`, `--restart=never`. */
export function forChoice(text: string): Advice | undefined {
  const restart = /^invalid restart policy: (\S+)/.exec(text)?.[1];
  const pull = /^invalid image pull policy: (\S+)/.exec(text)?.[1];
  const [, word, list = ''] = REFUSED.map((form) => form.exec(text)).find(Boolean) ?? [
    '',
    restart ?? pull,
    restart === undefined ? PULL_POLICIES : RESTART_POLICIES,
  ];
  if (word === undefined) return undefined;
  const meant = closest(
    word,
    [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
  );
  return meant === undefined ? undefined : advice('meant', { meant });
}

/** `--since 5`: a time that lacks its unit. */
export function forUnit(text: string): Advice | undefined {
  const [, count, names = ''] =
    /^invalid argument "(\d+)" for "([^"]+)" flag: time: missing unit/.exec(text) ?? [];
  const flag = names.split(', ').at(-1);
  return count === undefined ? undefined : advice('meant', { meant: `${flag}=${count}s` });
}

/** Phases that people take for conditions. */
const PHASES = new Map<AnyKind, readonly string[]>([
  [pods, ['Pending', 'Running', 'Succeeded', 'Failed']],
  [persistentVolumeClaims, ['Bound', 'Pending']],
]);
/** Kinds without conditions, whose rollout is what people wait for. */
const ROLLED_OUT: ReadonlySet<string> = new Set(['statefulset', 'daemonset']);

const conditionsOf = (object: KubeObject): string[] =>
  (
    (object as { status?: { conditions?: readonly { type: string }[] } }).status?.conditions ?? []
  ).map(({ type }) => type);

/** The value of `--for`. */
function awaitedOf({ context }: FailedCommand): string {
  const at = context.args.findIndex((arg) => /^--for(=|$)/.test(arg));
  const [, joined] = /^--for=(.*)$/s.exec(context.args[at] ?? '') ?? [];
  return joined ?? context.args[at + 1] ?? '';
}

/** A condition that was waited for in vain, because such an object never has it. */
export function forAwaited(command: FailedCommand, text: string): Advice | undefined {
  const named = /^timed out waiting for the condition on (\S+)/.exec(text)?.[1];
  const wanted = /^condition=(\w+)/.exec(awaitedOf(command))?.[1];
  if (named === undefined || wanted === undefined) return undefined;
  const object = objectAt(command, named);
  const kind = command.parts.client.discovery.kindFor(named.split('/')[0] ?? '');
  if (object === undefined || kind === undefined) return undefined;
  const lower = wanted.toLowerCase();
  const types = conditionsOf(object);
  if (types.some((type) => type.toLowerCase() === lower)) return undefined;
  const phase = PHASES.get(kind)?.find((one) => one.toLowerCase() === lower);
  if (phase !== undefined) {
    return advice('condition', { meant: `--for=jsonpath='{.status.phase}'=${phase}` });
  }
  if (ROLLED_OUT.has(kind.singular)) {
    const meant = `kubectl rollout status ${kind.singular}/${object.metadata.name}`;
    return advice('instead', { word: `condition=${wanted}`, meant });
  }
  const isReady = lower === 'ready' && types.includes('Available');
  const meant = isReady ? 'Available' : closest(wanted, types);
  return meant === undefined
    ? undefined
    : advice('condition', { meant: `--for=condition=${meant}` });
}

/** `cp web-0 /etc/hosts .`: a pod and a path of its own are one word. */
export function forCopied(command: FailedCommand, text: string): Advice | undefined {
  if (command.path !== 'cp' || !/^source and destination are required/.test(text)) return undefined;
  const [pod = '', path = '', more] = operandsOf(command);
  const isPod = objectAt(command, `pod/${pod}`) !== undefined;
  return isPod && more !== undefined ? advice('oneWord', { meant: `${pod}:${path}` }) : undefined;
}

/** The entries of a kubeconfig whose names may be mistyped. */
type EntryLists = Pick<Kubeconfig, 'contexts' | 'clusters' | 'users'>;

/** An entry that was named and that the kubeconfig has not. */
interface Unknown {
  readonly name: string;
  readonly list: keyof EntryLists;
  /** The flag that named it; '' for an operand. */
  readonly flag: string;
  /** What leads to the namespace of that name; '' where none can be meant. */
  readonly toNamespace: string;
}

type Role = Omit<Unknown, 'name'>;

const USED: Role = {
  list: 'contexts',
  flag: '',
  toNamespace: 'kubectl config set-context --current --namespace=',
};
const CONTEXT: Role = { list: 'contexts', flag: '', toNamespace: '' };
const CONTEXT_FLAG: Role = { list: 'contexts', flag: '--context=', toNamespace: '--namespace=' };
const CLUSTER: Role = { list: 'clusters', flag: '', toNamespace: '' };
const CLUSTER_FLAG: Role = { ...CLUSTER, flag: '--cluster=' };
const USER: Role = { list: 'users', flag: '', toNamespace: '' };
const USER_FLAG: Role = { ...USER, flag: '--user=' };

/** How each of them is said. */
const UNKNOWN: readonly (readonly [RegExp, Role])[] = [
  [/^no context exists with the name: "([^"]+)"/, USED],
  [/^cannot delete context (\S+), not in /, CONTEXT],
  [/^cannot rename the context "([^"]+)", it's not in /, CONTEXT],
  [/^context (\S+) not found$/, CONTEXT],
  [/context was not found for specified context: (\S+)/, CONTEXT_FLAG],
  [/^context "([^"]+)" does not exist$/, CONTEXT_FLAG],
  [/^cannot delete cluster (\S+), not in /, CLUSTER],
  [/^no server found for cluster "([^"]+)"$/, CLUSTER_FLAG],
  [/^cluster "([^"]+)" does not exist$/, CLUSTER_FLAG],
  [/^cannot delete user (\S+), not in /, USER],
  [/^auth info "([^"]+)" does not exist$/, USER_FLAG],
];

/** The entry that a failure says the kubeconfig has not. */
export function unknownEntry(text: string): Unknown | undefined {
  for (const [form, role] of UNKNOWN) {
    const name = form.exec(text)?.[1];
    if (name !== undefined) return { name, ...role };
  }
  return undefined;
}

/** `config use-context minkube`, `--context minkube`: the entry that was meant. */
export function forUnknownEntry(
  { name, list, flag }: Unknown,
  config: EntryLists,
): Advice | undefined {
  const meant = closest(
    name,
    config[list].map((entry) => entry.name),
  );
  return meant === undefined ? undefined : advice('meant', { meant: `${flag}${meant}` });
}
