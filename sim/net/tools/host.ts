import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { type DnsRecord, dataText, messageBytes } from '../message.ts';
import { resolverConfig, reverseName } from '../resolver-config.ts';
import {
  type Answered,
  type Asking,
  askAsBind,
  BIND_VERSION,
  bindCandidates,
  DNS_PORT,
  NO_SERVERS,
  nameProblem,
  serverAddresses,
} from './bind.ts';
import { isQueryClass, isQueryType, typeName } from './dig-options.ts';
import { PLAIN_STYLE, questionLine, recordLine } from './record-lines.ts';

interface Request {
  readonly name: string;
  /** '' when none was named. */
  readonly server: string;
  /** '': addresses and mail servers, or the name of an address. */
  readonly type: string;
  readonly queryClass: string;
  readonly tries: number;
  readonly timeoutMs: number;
  readonly port: number;
  readonly ndots: number | undefined;
  readonly isVerbose: boolean;
  readonly isRecursive: boolean;
  readonly isSixth: boolean;
  /** `-C`: asks for the servers of a zone. */
  readonly comparesServers: boolean;
}

/** The words and the letters of a command line. */
interface Given {
  readonly words: readonly string[];
  readonly letters: string;
  readonly values: ReadonlyMap<string, string>;
}

const DEFAULT_TYPES = ['A', 'AAAA', 'MX'];
const DEFAULT_TIMEOUT_SECONDS = 5;
const NUMBERS: Readonly<Record<string, number>> = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };
const PLAIN_LETTERS = '46aACdilrsTUvVw';
const VALUE_LETTERS = 'ctWRmNp';
const USAGE = `Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]
            [-R number] [-m flag] [-p port] hostname [server]
       -a is equivalent to -v -t ANY
       -A is like -a but omits RRSIG, NSEC, NSEC3
       -c specifies query class for non-IN data
       -C compares SOA records on authoritative nameservers
       -d is equivalent to -v
       -l lists all hosts in a domain, using AXFR
       -m set memory debugging flag (trace|record|usage)
       -N changes the number of dots allowed before root lookup is done
       -p specifies the port on the server to query
       -r disables recursive processing
       -R specifies number of retries for UDP packets
       -s a SERVFAIL response should stop query
       -t specifies the query type
       -T enables TCP/IP mode
       -U enables UDP mode
       -v enables verbose output
       -V print version number and exit
       -w specifies to wait forever for a reply
       -W specifies how long to wait for a reply
       -4 use IPv4 query transport only
       -6 use IPv6 query transport only
`;

/** Takes the words apart; the text when one is no option or lacks its value. */
function collect(args: readonly string[]): Given | string {
  const words: string[] = [];
  const values = new Map<string, string>();
  let letters = '';
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (!/^-./.test(arg)) {
      words.push(arg);
      continue;
    }
    for (let at = 1; at < arg.length; at++) {
      const letter = arg.charAt(at);
      if (PLAIN_LETTERS.includes(letter)) {
        letters += letter;
        continue;
      }
      if (!VALUE_LETTERS.includes(letter)) return `host: illegal option -- ${letter}\n${USAGE}`;
      const value = at + 1 < arg.length ? arg.slice(at + 1) : args[++i];
      if (value === undefined) return `host: option requires an argument -- ${letter}\n${USAGE}`;
      values.set(letter, value);
      break;
    }
  }
  return words.length === 0 && !letters.includes('V') ? USAGE : { words, letters, values };
}

function requestOf({ words, letters, values }: Given): Request {
  const [name = '', server = ''] = words;
  const isAny = /[aA]/.test(letters);
  const seconds = Math.max(1, Number(values.get('W') ?? DEFAULT_TIMEOUT_SECONDS) || 1);
  const ndots = values.get('N');
  const type = /l/.test(letters) ? 'AXFR' : isAny ? 'ANY' : '';
  return {
    name,
    server,
    type: typeName(values.get('t') ?? type),
    queryClass: (values.get('c') ?? 'IN').toUpperCase(),
    tries: Math.max(1, Number(values.get('R') ?? 1) + 1 || 1),
    timeoutMs: seconds * 1000,
    port: Number(values.get('p') ?? DNS_PORT) || 0,
    ndots: ndots === undefined ? undefined : Number(ndots) || 0,
    isVerbose: isAny || /[vd]/.test(letters),
    isRecursive: !letters.includes('r'),
    isSixth: letters.includes('6'),
    comparesServers: letters.includes('C'),
  };
}

const receivedText = (name: string, type: string, { message, server }: Answered): string =>
  `Received ${messageBytes({ name, type }, message)} bytes from ${server}#53 in 0 ms\n`;

/** The whole answer, as `-v` shows it. */
function verboseText(
  place: Place,
  name: string,
  request: Request,
  type: string,
  answered: Answered,
): string {
  const { message } = answered;
  const style = { ...PLAIN_STYLE, queryClass: request.queryClass };
  const section = (title: string, records: readonly DnsRecord[]): string =>
    records.length === 0
      ? ''
      : `;; ${title} SECTION:\n${records.map((each) => recordLine(each, style)).join('')}\n`;
  const counts =
    `QUERY: 1, ANSWER: ${message.answers.length}, AUTHORITY: ${message.authority.length}, ` +
    `ADDITIONAL: ${message.additional.length}`;
  const id = place.prng.below(65_536);
  return (
    `;; ->>HEADER<<- opcode: QUERY, status: ${message.code}, id: ${id}\n` +
    `;; flags: qr aa${request.isRecursive ? ' rd' : ''}; ${counts}\n\n` +
    `;; QUESTION SECTION:\n${questionLine(name, type, style)}\n` +
    section('ANSWER', message.answers) +
    section('AUTHORITY', message.authority) +
    section('ADDITIONAL', message.additional) +
    receivedText(name, type, answered)
  );
}

/** A record as a sentence. */
function sentence(record: DnsRecord): string {
  const data = dataText(record);
  const name = record.name === '' ? '.' : record.name;
  switch (record.type) {
    case 'A':
      return `${name} has address ${data}\n`;
    case 'CNAME':
      return `${name} is an alias for ${data}\n`;
    case 'PTR':
      return `${name} domain name pointer ${data}\n`;
    case 'TXT':
      return `${name} descriptive text ${data}\n`;
    case 'NS':
      return `${name} name server ${data}\n`;
    default:
      return `${name} has ${record.type} record ${data}\n`;
  }
}

/** One run of the program. */
interface Run {
  readonly place: Place;
  readonly context: CommandContext;
  readonly request: Request;
  readonly asking: Asking;
  hasNamedServer: boolean;
}

/** Says once which server was named, when it has answered. */
function* nameServer(run: Run): Program<void> {
  const { request, asking, context } = run;
  if (request.server === '' || run.hasNamedServer) return;
  run.hasNamedServer = true;
  const address = `${asking.servers[0]}#${request.port}`;
  yield* context.stdout.write(
    `Using domain server:\nName: ${request.server}\nAddress: ${address}\nAliases: \n\n`,
  );
}

/** Asks along the search list. */
function* lookUp(
  run: Run,
  names: readonly string[],
  type: string,
): Program<{ name: string; answered: Answered } | undefined> {
  const { place, context, request, asking } = run;
  for (const [i, name] of names.entries()) {
    if (request.isVerbose) yield* context.stdout.write(`Trying "${name}"\n`);
    const answered = yield* askAsBind(
      place,
      asking,
      { name, type, wanted: request.name },
      context.stdout,
    );
    if (answered === undefined) return undefined;
    const isLast = i === names.length - 1 || answered.message.code !== 'NXDOMAIN';
    if (isLast) return { name, answered };
  }
  return undefined;
}

/** Prints one answer; returns whether it was one. */
function* show(
  run: Run,
  name: string,
  shown: string,
  type: string,
  answered: Answered,
): Program<boolean> {
  const { place, request, context } = run;
  const { stdout } = context;
  const { code, answers } = answered.message;
  yield* nameServer(run);
  if (code !== 'NOERROR') {
    yield* stdout.write(`Host ${shown} not found: ${NUMBERS[code]}(${code})\n`);
    if (request.isVerbose) yield* stdout.write(receivedText(name, type, answered));
    return false;
  }
  if (request.isVerbose) {
    yield* stdout.write(verboseText(place, name, request, type, answered));
    return true;
  }
  if (answers.length === 0 && request.type !== '') {
    yield* stdout.write(`${name} has no ${type} record\n`);
  }
  yield* stdout.write(answers.map(sentence).join(''));
  return true;
}

function* answerFor(run: Run): Program {
  const { place, context, request, asking } = run;
  const { files, stdout } = context;
  const found = resolverConfig(files);
  const config = { ...found, ndots: request.ndots ?? found.ndots };
  const reverse = reverseName(request.name);
  let names = reverse === undefined ? bindCandidates(config, request.name) : [reverse];
  const defaults = reverse === undefined ? DEFAULT_TYPES : ['PTR'];
  if (request.type === 'AXFR') {
    yield* stdout.write(names.map(() => '; Transfer failed.\n').join(''));
    return 0;
  }
  if (request.comparesServers) {
    const name = names.at(-1) ?? '';
    const answered = yield* askAsBind(
      place,
      asking,
      { name, type: 'NS', wanted: request.name },
      stdout,
    );
    const isKnown = (answered?.message.answers.length ?? 0) > 0;
    if (isKnown) yield* stdout.write(';; NS servers could not be reached\n');
    return 1;
  }
  for (const type of request.type === '' ? defaults : [request.type]) {
    const answer = yield* lookUp(run, names, type);
    if (answer === undefined) {
      yield* stdout.write(NO_SERVERS);
      return 1;
    }
    const { name, answered } = answer;
    const dot = reverse?.endsWith('.in-addr.arpa') === true ? '.' : '';
    const asked = name === names.at(-1) && reverse === undefined ? request.name : name;
    const shown = reverse === undefined ? asked : `${reverse}${dot}`;
    if (!(yield* show(run, name, shown, type, answered))) return 1;
    // What follows asks for the name that was found, or for what it is an alias of.
    const alias = answered.message.answers.findLast((each) => each.type === 'CNAME');
    names = [alias?.type === 'CNAME' ? alias.target : name];
  }
  return 0;
}

/** What is wrong with what was asked for, and the exit code of that. */
function complaint({ name, type, queryClass }: Request, given: Given): readonly [string, number] {
  if (type !== '' && !isQueryType(type)) {
    return [`host: invalid type: ${given.values.get('t')}\n\n`, 2];
  }
  if (!isQueryClass(queryClass)) {
    return [`host: invalid class: ${given.values.get('c')}\n\n`, 2];
  }
  const problem = nameProblem(name);
  return problem === ''
    ? ['', 0]
    : [`host: '${name}' is not in legal name syntax (${problem})\n`, 1];
}

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stderr } = context;
  const given = collect(args);
  if (typeof given === 'string') {
    yield* stderr.write(given);
    return 1;
  }
  if (given.letters.includes('V')) {
    yield* stderr.write(`host ${BIND_VERSION}\n`);
    return 0;
  }
  const request = requestOf(given);
  const [problem, problemCode] = complaint(request, given);
  if (problem !== '') {
    yield* stderr.write(problem);
    return problemCode;
  }
  const own = request.isSixth ? ['::1'] : resolverConfig(files).servers;
  const servers =
    request.server === '' ? own : yield* serverAddresses(place, files, request.server);
  if (servers === undefined) {
    yield* stderr.write(`host: couldn't get address for '${request.server}': not found\n`);
    return 1;
  }
  const { tries, timeoutMs, port, queryClass } = request;
  const asking: Asking = { servers, tries, timeoutMs, port, queryClass };
  return yield* answerFor({ place, context, request, asking, hasNamedServer: false });
}

/** `host` of bind 9.18. */
export const createHost = (place: Place): Command => ({
  name: 'host',
  summary: 'DNS lookup utility',
  run: (context) => run(place, context),
});
