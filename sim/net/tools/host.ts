import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { type DnsRecord, dataText, messageBytes } from '../message.ts';
import { resolverConfig, reverseName } from '../resolver-config.ts';
import {
  type Answered,
  type Asking,
  askAsBind,
  bindCandidates,
  DNS_PORT,
  NO_SERVERS,
  serverAddresses,
} from './bind.ts';
import { isQueryType } from './dig-options.ts';
import { PLAIN_STYLE, questionLine, recordLine } from './record-lines.ts';

interface Request {
  readonly name: string;
  /** '' when none was named. */
  readonly server: string;
  /** '': addresses and mail servers, or the name of an address. */
  readonly type: string;
  readonly tries: number;
  readonly timeoutMs: number;
  readonly port: number;
  readonly ndots: number | undefined;
  readonly isVerbose: boolean;
}

const DEFAULT_TYPES = ['A', 'AAAA', 'MX'];
const DEFAULT_TIMEOUT_SECONDS = 5;
const NUMBERS: Readonly<Record<string, number>> = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };

function requestOf(args: readonly string[]): Request {
  const words: string[] = [];
  const values = new Map<string, string>();
  let letters = '';
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    const match = /^-([46aAdlrsTUvVwCi]*)([tWRcmpN])?(.*)$/.exec(arg);
    if (match === null) {
      words.push(arg);
      continue;
    }
    letters += match[1] ?? '';
    if (match[2] !== undefined) {
      values.set(match[2], match[3] === '' ? (args[++i] ?? '') : (match[3] ?? ''));
    }
  }
  const [name = '', server = ''] = words;
  const isAny = /[aA]/.test(letters);
  const seconds = Math.max(1, Number(values.get('W') ?? DEFAULT_TIMEOUT_SECONDS));
  const ndots = values.get('N');
  const type = /l/.test(letters) ? 'AXFR' : isAny ? 'ANY' : '';
  return {
    name,
    server,
    type: (values.get('t') ?? type).toUpperCase(),
    tries: Math.max(1, Number(values.get('R') ?? 1) + 1),
    timeoutMs: seconds * 1000,
    port: Number(values.get('p') ?? DNS_PORT),
    ndots: ndots === undefined ? undefined : Number(ndots),
    isVerbose: isAny || /[vd]/.test(letters),
  };
}

/** The whole answer, as `-v` shows it. */
function verboseText(place: Place, name: string, type: string, answered: Answered): string {
  const { message, server } = answered;
  const section = (title: string, records: readonly DnsRecord[]): string =>
    records.length === 0
      ? ''
      : `;; ${title} SECTION:\n${records.map((each) => recordLine(each, PLAIN_STYLE)).join('')}\n`;
  const counts =
    `QUERY: 1, ANSWER: ${message.answers.length}, AUTHORITY: ${message.authority.length}, ` +
    `ADDITIONAL: ${message.additional.length}`;
  const id = place.prng.below(65_536);
  const bytes = messageBytes({ name, type }, message) - EDNS_BYTES;
  return (
    `;; ->>HEADER<<- opcode: QUERY, status: ${message.code}, id: ${id}\n` +
    `;; flags: qr aa rd; ${counts}\n\n` +
    `;; QUESTION SECTION:\n${questionLine(name, type, PLAIN_STYLE)}\n` +
    section('ANSWER', message.answers) +
    section('AUTHORITY', message.authority) +
    section('ADDITIONAL', message.additional) +
    `Received ${bytes} bytes from ${server}#53 in 0 ms\n`
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

/** Asks along the search list. */
function* lookUp(
  place: Place,
  context: CommandContext,
  names: readonly string[],
  type: string,
  asking: Asking,
  isVerbose: boolean,
): Program<{ name: string; answered: Answered } | undefined> {
  for (const [i, name] of names.entries()) {
    if (isVerbose) yield* context.stdout.write(`Trying "${name}"\n`);
    const answered = yield* askAsBind(place, asking, { name, type }, context.stdout);
    if (answered === undefined) return undefined;
    if (answered.message.code === 'NOERROR' || i === names.length - 1) return { name, answered };
  }
  return undefined;
}

const VERSION = '9.18.49-1~deb12u1-Debian';
/** What EDNS adds to the messages of dig, which host does without. */
const EDNS_BYTES = 39;
const USAGE = `Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]
            [-R number] [-m flag] [-p port] hostname [server]
`;

/** What can be said without asking anybody; undefined when there is something to ask. */
function* answerAtOnce({ args, stderr }: CommandContext, request: Request): Program<number> {
  if (args.includes('-V')) {
    yield* stderr.write(`host ${VERSION}\n`);
    return 0;
  }
  if (request.name === '') {
    yield* stderr.write(USAGE);
    return 1;
  }
  if (request.type === '' || isQueryType(request.type)) return -1;
  yield* stderr.write(`host: invalid type: ${request.type}\n`);
  return 2;
}

function* answerFor(
  place: Place,
  context: CommandContext,
  request: Request,
  servers: readonly string[],
): Program {
  const { files, stdout } = context;
  const found = resolverConfig(files);
  const config = { ...found, ndots: request.ndots ?? found.ndots };
  const { tries, timeoutMs, port, isVerbose } = request;
  const asking: Asking = { servers, tries, timeoutMs, port };
  const reverse = reverseName(request.name);
  let names = reverse === undefined ? bindCandidates(config, request.name) : [reverse];
  const defaults = reverse === undefined ? DEFAULT_TYPES : ['PTR'];
  if (request.type === 'AXFR') {
    yield* stdout.write(names.map(() => '; Transfer failed.\n').join(''));
    return 0;
  }
  for (const type of request.type === '' ? defaults : [request.type]) {
    const answer = yield* lookUp(place, context, names, type, asking, isVerbose);
    if (answer === undefined) {
      yield* stdout.write(NO_SERVERS);
      return 1;
    }
    const { name, answered } = answer;
    const { code, answers } = answered.message;
    if (code !== 'NOERROR') {
      const shown = reverse === undefined ? request.name : `${reverse}.`;
      yield* stdout.write(`Host ${shown} not found: ${NUMBERS[code]}(${code})\n`);
      if (isVerbose) {
        yield* stdout.write(
          `Received ${messageBytes({ name, type }, answered.message) - EDNS_BYTES} bytes from ${answered.server}#53 in 0 ms\n`,
        );
      }
      return 1;
    }
    if (isVerbose) yield* stdout.write(verboseText(place, name, type, answered));
    else {
      if (answers.length === 0 && request.type !== '') {
        yield* stdout.write(`${name} has no ${type} record\n`);
      }
      yield* stdout.write(answers.map(sentence).join(''));
    }
    // What follows asks for the name that was found, or for what it is an alias of.
    const alias = answers.findLast((each) => each.type === 'CNAME');
    names = [alias?.type === 'CNAME' ? alias.target : name];
  }
  return 0;
}

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stdout, stderr } = context;
  const request = requestOf(args);
  const atOnce = yield* answerAtOnce(context, request);
  if (atOnce >= 0) return atOnce;
  const servers =
    request.server === ''
      ? resolverConfig(files).servers
      : yield* serverAddresses(place, files, request.server);
  if (servers === undefined) {
    yield* stderr.write(`host: couldn't get address for '${request.server}': not found\n`);
    return 1;
  }
  if (request.server !== '') {
    const address = `${servers[0]}#${request.port}`;
    const using = `Using domain server:\nName: ${request.server}\nAddress: ${address}\nAliases: \n\n`;
    yield* stdout.write(using);
  }
  return yield* answerFor(place, context, request, servers);
}

/** `host` of bind 9.18. */
export const createHost = (place: Place): Command => ({
  name: 'host',
  summary: 'DNS lookup utility',
  run: (context) => run(place, context),
});
