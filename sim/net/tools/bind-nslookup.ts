import {
  type Command,
  type CommandContext,
  createLineReader,
  type Program,
} from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import type { DnsQuestion } from '../message.ts';
import { type ResolverConfig, resolverConfig, reverseName } from '../resolver-config.ts';
import {
  type Answered,
  askAsBind,
  BIND_VERSION,
  bindCandidates,
  NO_SERVERS,
  nameProblem,
  serverAddresses,
  shownName,
} from './bind.ts';
import { type Settings, setOption, settingsOf, settingsText } from './nslookup-settings.ts';
import { debugText, recordText } from './nslookup-text.ts';

const DEFAULT_TIMEOUT_SECONDS = 5;

/** One run of the program. */
interface Run {
  readonly place: Place;
  readonly context: CommandContext;
  readonly config: ResolverConfig;
  readonly settings: Settings;
  hasReached: boolean;
  hasFailed: boolean;
}

/** A question as it was asked for: later settings do not change its type. */
interface Lookup {
  /** As it was typed: a name or an address. */
  readonly wanted: string;
  readonly name: string;
  readonly type: string;
  readonly isReverse: boolean;
}

const write = ({ context }: Run, text: string): Program<boolean> => context.stdout.write(text);

/** What the program dies of. */
function* die({ context }: Run, why: string): Program<'dead'> {
  yield* context.stderr.write(`nslookup: ${why}\n`);
  return 'dead';
}

function lookupOf({ settings }: Run, name: string): Lookup {
  const reverse = reverseName(name);
  return reverse === undefined
    ? { wanted: name, name, type: settings.type.toUpperCase(), isReverse: false }
    : { wanted: name, name: `${reverse}.`, type: 'PTR', isReverse: true };
}

const noAnswer = ({ name }: Lookup): string =>
  `*** Can't find ${name.replace(/\.$/, '')}: No answer\n`;

/** Asks one question. */
function* ask(run: Run, question: DnsQuestion): Program<Answered | undefined> {
  const { place, settings, config, context } = run;
  const asking = {
    servers: settings.server?.addresses ?? config.servers,
    queryClass: settings.queryClass.toUpperCase(),
    tries: Math.max(1, settings.tries),
    timeoutMs: (settings.timeoutSeconds || DEFAULT_TIMEOUT_SECONDS) * 1000,
    port: settings.port,
  };
  const answered = yield* askAsBind(place, asking, question, context.stdout);
  if (answered === undefined) yield* write(run, NO_SERVERS);
  else if (settings.checksRecursion && settings.isRecursive) {
    // CoreDNS does not offer recursion.
    yield* write(run, `;; Got recursion not available from ${answered.server}\n`);
  }
  return answered;
}

/** Prints an answer. `isSecond`: that of the IPv6 address, after the other one. */
function* show(
  run: Run,
  lookup: Lookup,
  name: string,
  answered: Answered,
  isSecond: boolean,
): Program<void> {
  const { settings } = run;
  const { server, message } = answered;
  run.hasReached = true;
  const hasHead = !settings.isDefaultType || lookup.type === 'A';
  if (hasHead && !isSecond) {
    const named = settings.server?.name ?? server;
    yield* write(run, `Server:\t\t${named}\nAddress:\t${server}#${settings.port}\n\n`);
  }
  const type = isSecond ? 'AAAA' : lookup.type;
  const queryClass = settings.queryClass.toUpperCase();
  if (settings.isDebug) yield* write(run, debugText(name, type, queryClass, message));
  if (message.code !== 'NOERROR') {
    run.hasFailed = true;
    yield* write(run, `** server can't find ${shownName(name)}: ${message.code}\n`);
    return;
  }
  yield* write(run, message.answers.map(recordText).join(''));
}

/** After an address the IPv6 address is asked for too. */
function* lookUpSixth(run: Run, lookup: Lookup, name: string, first: Answered): Program<void> {
  const alias = first.message.answers.findLast((each) => each.type === 'CNAME');
  const target = alias?.type === 'CNAME' ? alias.target : name;
  const answered = yield* ask(run, { name: target, type: 'AAAA', wanted: lookup.wanted });
  if (answered === undefined) return;
  yield* show(run, lookup, target, answered, true);
  const isEmpty = first.message.answers.length === 0 && answered.message.answers.length === 0;
  if (isEmpty) yield* write(run, noAnswer(lookup));
}

/** Answers one question along the search list. */
function* lookUp(run: Run, lookup: Lookup): Program<'ok' | 'dead'> {
  const { settings, config } = run;
  const problem = nameProblem(lookup.name);
  if (problem !== '') {
    return yield* die(run, `'${lookup.name}' is not in legal name syntax (${problem})`);
  }
  const search = settings.hasSearch ? settings.search : [];
  const names = bindCandidates({ ...config, search, ndots: settings.ndots }, lookup.name);
  for (const [i, name] of names.entries()) {
    const answered = yield* ask(run, { name, type: lookup.type, wanted: lookup.wanted });
    if (answered === undefined) return 'ok';
    const isLast = i === names.length - 1 || answered.message.code !== 'NXDOMAIN';
    if (!isLast && !settings.isDebug) continue;
    yield* show(run, lookup, name, answered, false);
    if (!isLast) continue;
    if (answered.message.code !== 'NOERROR') break;
    if (settings.isDefaultType && lookup.type === 'A') {
      yield* lookUpSixth(run, lookup, name, answered);
    } else if (!settings.isDefaultType && answered.message.answers.length === 0) {
      yield* write(run, noAnswer(lookup));
    }
    break;
  }
  return 'ok';
}

/** Takes another server; 'dead' when nobody knows it. */
function* setServer(run: Run, name: string): Program<'ok' | 'dead'> {
  const addresses = yield* serverAddresses(run.place, run.context.files, name);
  if (addresses === undefined) {
    return yield* die(run, `couldn't get address for '${name}': not found`);
  }
  run.settings.server = { name, addresses };
  return 'ok';
}

const NOT_YET: ReadonlySet<string> = new Set(['help', '?']);
const NEVER: ReadonlySet<string> = new Set(['finger', 'root', 'ls', 'view']);

/** Does what one line says. */
function* obey(run: Run, line: string): Program<'ok' | 'dead' | 'exit'> {
  const { settings, config } = run;
  const [word = '', argument] = line.trim().split(/\s+/);
  const command = word.toLowerCase();
  if (word === '') return 'ok';
  if (command === 'exit') return 'exit';
  if (command === 'set' && argument !== undefined) {
    yield* write(run, setOption(settings, argument, config.servers));
  } else if (command === 'server' || command === 'lserver') {
    if (argument !== undefined && (yield* setServer(run, argument)) === 'dead') return 'dead';
    settings.checksRecursion = false;
    yield* write(run, settingsText(settings, config.servers, false));
  } else if (NOT_YET.has(command)) {
    yield* write(run, `The '${word}' command is not yet implemented.\n`);
  } else if (NEVER.has(command)) {
    yield* write(run, `The '${word}' command is not implemented.\n`);
  } else return yield* lookUp(run, lookupOf(run, word));
  return 'ok';
}

/** Reads questions and settings line by line, to `exit` or to the end. */
function* converse(run: Run): Program<'ok' | 'dead'> {
  const { stdin, tty } = run.context;
  const lines = createLineReader(stdin);
  for (;;) {
    if (tty !== undefined) yield* write(run, '> ');
    const line = yield* lines.next();
    if (line === undefined) return 'ok';
    const outcome = yield* obey(run, line);
    if (outcome !== 'ok') return outcome === 'dead' ? 'dead' : 'ok';
  }
}

/** Takes the arguments: options, a name, a server. The first name has the type set before it. */
function* takeArguments(run: Run): Program<Lookup | 'none' | 'dead'> {
  let lookup: Lookup | undefined;
  let isNamed = false;
  for (const arg of run.context.args) {
    if (arg === '-') isNamed = true;
    else if (arg.startsWith('-')) {
      yield* write(run, setOption(run.settings, arg.slice(1), run.config.servers));
    } else if (isNamed) {
      if ((yield* setServer(run, arg)) === 'dead') return 'dead';
      run.settings.checksRecursion = false;
    } else {
      isNamed = true;
      lookup = lookupOf(run, arg);
    }
  }
  return lookup ?? 'none';
}

function* run(place: Place, context: CommandContext): Program {
  if (context.args.some((arg) => /^-ver/i.test(arg))) {
    yield* context.stderr.write(`nslookup ${BIND_VERSION}\n`);
    return 0;
  }
  const config = resolverConfig(context.files);
  const settings = settingsOf(config);
  const own: Run = { place, context, config, settings, hasReached: false, hasFailed: false };
  const asked = yield* takeArguments(own);
  if (asked === 'dead') return 1;
  const outcome = asked === 'none' ? yield* converse(own) : yield* lookUp(own, asked);
  if (outcome === 'dead') return 1;
  yield* context.stdout.write('\n');
  return own.hasReached && !own.hasFailed ? 0 : 1;
}

/** `nslookup` of bind 9.18; without a name it asks for questions. Models bin/dig/nslookup.c. */
export const createBindNslookup = (place: Place): Command => ({
  name: 'nslookup',
  summary: 'query Internet name servers',
  run: (context) => run(place, context),
});
