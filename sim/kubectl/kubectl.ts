import { type Client, userOf } from '../client/index.ts';
import {
  type Command,
  type CommandContext,
  need,
  type Program,
  sleep,
  suggestions,
} from '../kernel/index.ts';
import { adviceFor, adviceForDone } from './advice/index.ts';
import { completeWords } from './complete/index.ts';
import { hasDiscovered, noteDiscovery } from './discovery-cache.ts';
import {
  exitCodeOf,
  exitWith,
  type Failure,
  message,
  plain,
  printedBefore,
  renderFailure,
  usageFailure,
} from './failure.ts';
import { type Found, find, firstWord, ROOT_FLAGS, without } from './find.ts';
import { parseFlags } from './flags.ts';
import { rootHelp, rootUsage, verbHelp } from './help.ts';
import { contextNamespace } from './kubeconfig.ts';
import { homeKubeconfig, readKubeconfig } from './kubeconfig-files.ts';
import { LOG, type LoggedSession } from './late-log.ts';
import { findPreferred } from './preferences/apply.ts';
import { deadServer, LOCAL, logLine, refuseGlobalFlags, runUnanswered } from './reach.ts';
import { createPrinting, interruptsOf, type KubectlParts, type Session } from './session.ts';
import { SILENT } from './tool-log.ts';
import type { Verb } from './verb.ts';
import { ALL_VERBS, SECTIONS } from './verbs/index.ts';

const usageHint = (path: string): string =>
  `See 'kubectl${path === '' ? '' : ` ${path}`} --help' for usage.`;

/** Words of other tools, and what is meant by them. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['ls', 'get'],
  ['list', 'get'],
  ['rm', 'delete'],
  ['remove', 'delete'],
  ['inspect', 'describe'],
]);

function unknownCommand(word: string): Failure {
  const names = ALL_VERBS.map((verb) => verb.name);
  const like = suggestions(word, names);
  const meant = MEANT.get(word.toLowerCase());
  const near = names.filter((name) => like.includes(name) || name === meant);
  const hint = near.length === 0 ? '' : `\n\nDid you mean this?\n\t${near.join('\n\t')}`;
  return message(`unknown command "${word}" for "kubectl"${hint}`);
}

/** The verb with the flags that the environment asks for. */
function withGated(verb: Verb, { env }: CommandContext): Verb {
  const { gated } = verb;
  const isOn = env.get(gated.variable)?.toLowerCase() === 'true';
  return isOn ? { ...verb, flags: [...verb.flags, ...gated.flags] } : verb;
}

/** A failure with the exit code that the verb has for all of them. */
const asVerbFails = ({ failureCode: code }: Verb, failure: Failure | undefined) =>
  failure === undefined || code === 1 || 'code' in failure
    ? failure
    : { type: 'coded' as const, code, failure };

function* runVerb(
  parts: KubectlParts,
  context: CommandContext,
  found: Found & { type: 'verb' },
): Program<Failure | undefined> {
  const { path, rest } = found;
  const verb = withGated(found.verb, context);
  const printing = createPrinting(context, parts.requestMs);
  const parsed = parseFlags([...verb.flags, ...ROOT_FLAGS], rest);
  if (!parsed.ok) {
    const text = parsed.failure.type === 'message' ? parsed.failure.text : '';
    if (verb.failureCode !== 1) return usageFailure(path, text);
    return message(`${text}\n${usageHint(path)}`);
  }
  const { flags } = parsed.value;
  if (flags.bool('help')) {
    yield* printing.out(verbHelp(path, verb));
    return undefined;
  }
  for (const name of flags.given()) {
    const text = verb.flags.find((flag) => flag.name === name)?.deprecated ?? '';
    if (text !== '') yield* printing.err(`Flag --${name} has been deprecated, ${text}\n`);
  }
  const absent = verb.required.filter((name) => !flags.isSet(name));
  if (absent.length > 0) return message(`required flag(s) "${absent.join('", "')}" not set`);
  const isConfig = path.startsWith('config');
  const isAlone = LOCAL.has(path) || (path === 'version' && flags.bool('client'));
  const file = readKubeconfig(parts, context, flags.text('kubeconfig'));
  if (!file.ok && !isAlone) return file.failure;
  const read = file.ok ? file.value : homeKubeconfig(parts, context.files);
  const named = flags.text('context');
  // The configuration itself is shown and changed as it is.
  const isUsed = !isConfig || (flags.isDefined('minify') && flags.bool('minify'));
  const config = named === '' || !isUsed ? read : { ...read, current: named };
  const isFar = !isConfig && !isAlone;
  const isOwn = (name: string): boolean => verb.flags.some((flag) => flag.name === name);
  const textOf = (name: string): string =>
    isOwn(name) ? '' : flags.text(name) || flags.list(name).join(',');
  const isFirst = verb.isServerFirst(flags);
  const refusedFlags = isFar ? refuseGlobalFlags(context, isFirst, textOf, config) : undefined;
  if (refusedFlags !== undefined) return refusedFlags;
  const base: LoggedSession = {
    ...parsed.value,
    ...printing,
    parts,
    context,
    config,
    path,
    namespace: flags.text('namespace') || contextNamespace(config) || 'default',
    isNamespaceGiven: flags.text('namespace') !== '',
    help: () => verbHelp(path, verb),
    endAt: interruptsOf(context),
  };
  const session = yield* withClients(base, clientFor(parts.client, flags), isFar, isAlone);
  if (flags.isDefined('dry-run') && flags.text('dry-run') === 'unchanged') {
    const text = '--dry-run is deprecated and can be replaced with --dry-run=client.';
    yield* session.err(logLine(session, 'W', 'helpers.go:719', text));
  }
  const dead = isFar ? deadServer(session) : undefined;
  const ended = yield* dead === undefined ? verb.run(session) : runUnanswered(session, verb, dead);
  yield* printing.warn([]);
  const refused = ended ?? warningsFailure(session, printing.warned());
  if (refused !== undefined) session.log.end(refused);
  yield* printing.warn([]);
  const advice = refused === undefined ? adviceForDone(parts, path, parsed.value) : undefined;
  if (advice !== undefined) context.tty?.advise(advice);
  return refused;
}

/** The session with what it asks the cluster with; `-v` brings the log of it. */
function* withClients(
  base: LoggedSession,
  client: Client,
  isFar: boolean,
  isAlone: boolean,
): Program<Session> {
  const level = base.flags.int('v');
  if (level > 0 && !isAlone) {
    const { start } = yield* need(LOG);
    return { ...base, peek: client, ...start(base, client, level, isFar) };
  }
  if (isFar && !hasDiscovered(base)) noteDiscovery(base);
  return { ...base, client, typed: client, peek: client, log: SILENT };
}

/** With `--warnings-as-errors`, what a command with warnings ends with. */
function warningsFailure({ flags }: Session, count: number): Failure | undefined {
  if (count === 0 || !flags.bool('warnings-as-errors')) return undefined;
  return message(`${count} warning${count === 1 ? '' : 's'} received`);
}

/** The API for whom the command line names, if it names somebody. */
function clientFor(client: Client, flags: Session['flags']): Client {
  const name = flags.text('as');
  if (name === '') return client;
  return client.as(userOf(name, flags.list('as-group'), flags.text('as-uid')));
}

/** `kubectl help …`: the help of what the words name. */
function* runHelp(
  printing: Pick<Session, 'out' | 'err'>,
  words: readonly string[],
): Program<Failure | undefined> {
  const found = find(words);
  if (found.type === 'verb') yield* printing.out(verbHelp(found.path, found.verb));
  else if (found.type === 'group') yield* printing.out(verbHelp(found.path, found.group));
  else if (firstWord(words, ROOT_FLAGS) < 0) yield* printing.out(rootHelp(SECTIONS));
  else {
    const topics = words.map((word) => `\`${word}\``).join(' ');
    yield* printing.err(`Unknown help topic [${topics}]\n\n\n${rootUsage(SECTIONS)}`);
  }
  return undefined;
}

function* runFound(
  parts: KubectlParts,
  context: CommandContext,
  found: Found,
): Program<Failure | undefined> {
  if (found.type === 'verb') {
    return asVerbFails(found.verb, yield* runVerb(parts, context, found));
  }
  const printing = createPrinting(context, parts.requestMs);
  const at = found.type === 'root' ? firstWord(found.rest, ROOT_FLAGS) : -1;
  if (at >= 0 && found.rest[at] === 'help')
    return yield* runHelp(printing, without(found.rest, at));
  const isHelpAsked = found.rest.some((word) => word === '--help' || word === '-h');
  if (found.type === 'root' && isHelpAsked) {
    yield* printing.out(rootHelp(SECTIONS));
    return undefined;
  }
  if (at >= 0) {
    const [first = ''] = found.rest;
    const isFlag = at > 0 && first.startsWith('-');
    return isFlag
      ? plain(`Error: flags cannot be placed before plugin name: ${first}`)
      : unknownCommand(found.rest[at] as string);
  }
  const parsed = parseFlags(ROOT_FLAGS, found.rest);
  const path = found.type === 'group' ? found.path : '';
  if (!parsed.ok) {
    const text = parsed.failure.type === 'message' ? parsed.failure.text : '';
    return message(`${text}\n${usageHint(path)}`);
  }
  const { args, flags } = parsed.value;
  if (found.type === 'root') {
    yield* printing.out(rootHelp(SECTIONS));
    return undefined;
  }
  const isHelp = flags.bool('help');
  const { alone } = found.group;
  if (args.length > 0 && !isHelp && alone.code !== 0) {
    return message(
      `unknown command "${args.join(' ')}"\nSee 'kubectl ${path} -h' for help and examples`,
    );
  }
  const print = isHelp || alone.stream === 'stdout' ? printing.out : printing.err;
  yield* print(verbHelp(path, found.group));
  return isHelp || alone.code === 0 ? undefined : exitWith(alone.code);
}

/** Tells a person at a terminal what kubectl knows about a failure. */
function advise(
  parts: KubectlParts,
  context: CommandContext,
  found: Found,
  failure: Failure,
): void {
  const own = found.type === 'verb' ? found.verb.flags : [];
  const flags = [...own, ...ROOT_FLAGS];
  const path = found.type === 'root' ? '' : found.path;
  const parsed = parseFlags(flags, found.rest);
  const textOf = (name: string): string => (parsed.ok ? parsed.value.flags.text(name) : '');
  const read = readKubeconfig(parts, context, textOf('kubeconfig'));
  const config = read.ok ? read.value : homeKubeconfig(parts, context.files);
  const current = textOf('context') || config.current;
  const usual = contextNamespace({ ...config, current });
  const namespace = textOf('namespace') || usual || 'default';
  const holder = found.type === 'group' ? found.group : found.type === 'verb' ? found.verb : found;
  const verbs = 'verbs' in holder ? holder.verbs.map(({ name }) => name) : [];
  const advice = adviceFor({ parts, context, config, path, flags, verbs, namespace, failure });
  if (advice !== undefined) context.tty?.advise(advice);
}

function* runKubectl(parts: KubectlParts, context: CommandContext): Program {
  yield* sleep(parts.latencyMs);
  const preferred = yield* findPreferred(context);
  const found = preferred.ok ? preferred.value : find(context.args);
  const failure = preferred.ok ? yield* runFound(parts, context, found) : preferred.failure;
  if (failure === undefined) return 0;
  if (context.tty !== undefined) advise(parts, context, found, failure);
  const printed = printedBefore(failure);
  if (printed !== '') yield* context.stdout.write(printed);
  const text = renderFailure(failure);
  if (text !== '') yield* context.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
  return exitCodeOf(failure);
}

/** Creates kubectl as one command. It keeps nothing between invocations but the kubeconfig file. */
export function createKubectl(parts: KubectlParts): Command {
  return {
    name: 'kubectl',
    summary: 'Talk to the API server of the cluster',
    run: (context) => runKubectl(parts, context),
    complete: (words, at, context) => completeWords(parts, words, at, context),
  };
}
