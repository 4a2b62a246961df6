import {
  type Command,
  type CommandContext,
  createLineReader,
  type Program,
  type Writer,
} from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { type DnsMessage, type DnsRecord, dotted } from '../message.ts';
import { type ResolverConfig, resolverConfig, reverseName } from '../resolver-config.ts';
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

interface Request {
  readonly name: string;
  /** '' when none was named. */
  readonly server: string;
  /** '': A, then AAAA. */
  readonly type: string;
  readonly isDebug: boolean;
  readonly hasSearch: boolean;
  readonly tries: number;
  readonly timeoutMs: number;
  readonly port: number;
  readonly isRecursive: boolean;
}

const VERSION = '9.18.49-1~deb12u1-Debian';
/** The server that was named is unknown: the program ends at once. */
const NO_SERVER = -1;
const TYPE_FLAG = /^(ty|typ|type|q|query|querytype)$/i;
const DEFAULT_TRIES = 3;
const DEFAULT_TIMEOUT_SECONDS = 5;

function requestOf(args: readonly string[]): Request {
  const [name = '', server = ''] = args.filter((arg) => !arg.startsWith('-'));
  const flags = args.filter((arg) => arg.startsWith('-')).map((arg) => arg.slice(1));
  const value = (pattern: RegExp): string => {
    const flag = flags.find((each) => pattern.test(each.split('=')[0] ?? ''));
    return flag?.slice(flag.indexOf('=') + 1) ?? '';
  };
  return {
    name,
    server,
    type: value(TYPE_FLAG).toUpperCase(),
    isDebug: flags.includes('debug') || flags.includes('d2'),
    hasSearch: !flags.includes('nosearch') && !flags.includes('nosea'),
    tries: Number(value(/^(ret|retry)$/) || DEFAULT_TRIES),
    timeoutMs: Number(value(/^(ti|timeout)$/) || DEFAULT_TIMEOUT_SECONDS) * 1000,
    port: Number(value(/^(po|port)$/) || DNS_PORT),
    isRecursive: !flags.some((flag) => /^norec/.test(flag)),
  };
}

const header = (server: string): string => `Server:\t\t${server}\nAddress:\t${server}#53\n\n`;

const soaText = (record: DnsRecord & { type: 'SOA' }): string =>
  `\torigin = ${record.origin}\n\tmail addr = ${record.mail}\n\tserial = ${record.serial}\n` +
  `\trefresh = ${record.refresh}\n\tretry = ${record.retry}\n\texpire = ${record.expire}\n` +
  `\tminimum = ${record.minimum}\n`;

/** What follows the name of a record, where it stands in a line with it. */
function dataOf(record: Exclude<DnsRecord, { type: 'A' | 'SOA' }>): string {
  switch (record.type) {
    case 'CNAME':
      return `canonical name = ${dotted(record.target)}\n`;
    case 'PTR':
      return `name = ${dotted(record.target)}\n`;
    case 'NS':
      return `nameserver = ${dotted(record.target)}\n`;
    case 'TXT':
      return `text = "${record.text}"\n`;
    case 'SRV': {
      const { priority, weight, port, target } = record;
      return `service = ${priority} ${weight} ${port} ${dotted(target)}\n`;
    }
  }
}

/** A record of an answer, as bind prints it. */
function recordText(record: DnsRecord): string {
  if (record.type === 'A') return `Name:\t${record.name}\nAddress: ${record.address}\n`;
  if (record.type === 'SOA') return `${record.name}\n${soaText(record)}`;
  return `${record.name}\t${dataOf(record)}`;
}

function debugRecord(record: DnsRecord): string {
  const head = `    ->  ${record.name === '' ? '.' : record.name}\n`;
  const ttl = `\tttl = ${record.ttl}\n`;
  if (record.type === 'A') return `${head}\tinternet address = ${record.address}\n${ttl}`;
  if (record.type === 'SOA') return `${head}${soaText(record)}${ttl}`;
  return `${head}\t${dataOf(record)}${ttl}`;
}

/** The whole answer, as `-debug` shows it. */
function debugText(name: string, type: string, message: DnsMessage): string {
  const section = (title: string, records: readonly DnsRecord[]): string =>
    `    ${title}:\n${records.map(debugRecord).join('')}`;
  const rule = '------------\n';
  return [
    rule,
    `    QUESTIONS:\n\t${name}, type = ${type}, class = IN\n`,
    section('ANSWERS', message.answers),
    section('AUTHORITY RECORDS', message.authority),
    section('ADDITIONAL RECORDS', message.additional),
    rule,
  ].join('');
}

/** One run of the program. */
interface Run {
  readonly place: Place;
  readonly request: Request;
  readonly asking: Asking;
  readonly stdout: Writer;
}

/** CoreDNS does not offer recursion; bind says so, unless the server was named. */
function* complain({ request, stdout }: Run, { server }: Answered): Program<void> {
  if (request.server !== '' || !request.isRecursive) return;
  yield* stdout.write(`;; Got recursion not available from ${server}\n`);
}

const isUseful = ({ message }: Answered): boolean =>
  message.code === 'NOERROR' && message.answers.length > 0;

/** What stands for the answer to a name when it has none. */
function failureText(name: string, { message }: Answered): string {
  if (message.code !== 'NOERROR') return `** server can't find ${name}: ${message.code}\n`;
  return message.answers.length === 0 ? `*** Can't find ${name}: No answer\n` : '';
}

/** Prints an answer under the header. Returns whether it was none. */
function* show(run: Run, name: string, asked: string, answered: Answered): Program<boolean> {
  const { request, stdout } = run;
  const { message, server } = answered;
  const type = request.type === '' ? 'A' : request.type;
  const debug = request.isDebug ? debugText(asked, type, message) : '';
  const records = message.answers.map(recordText).join('');
  const text = `${header(server)}${debug}${failureText(name, answered)}${records}`;
  yield* stdout.write(text);
  return message.code !== 'NOERROR';
}

function* lookUpReverse(run: Run, name: string): Program {
  const answered = yield* askAsBind(run.place, run.asking, { name, type: 'PTR' }, run.stdout);
  if (answered === undefined) return yield* unreachable(run);
  yield* complain(run, answered);
  const records = answered.message.answers.map(recordText).join('');
  // Who asks for a type by name is told who answered.
  const head = run.request.type === '' ? '' : header(answered.server);
  yield* run.stdout.write(`${head}${failureText(name, answered)}${records}`);
  return answered.message.code === 'NOERROR' ? 0 : 1;
}

function* unreachable({ stdout }: Run): Program {
  yield* stdout.write(NO_SERVERS);
  return 1;
}

/** After an address bind asks for the IPv6 address too, and says nothing when there is none. */
function* lookUpSixth(run: Run, name: string): Program<void> {
  const question = { name, type: 'AAAA' };
  const answered = yield* askAsBind(run.place, run.asking, question, run.stdout);
  if (answered === undefined) return;
  yield* complain(run, answered);
  if (!run.request.isDebug) return;
  yield* run.stdout.write(debugText(name, 'AAAA', answered.message));
}

function* lookUpName(run: Run, config: ResolverConfig): Program {
  const { place, request, asking, stdout } = run;
  const search = request.hasSearch ? config.search : [];
  const names = bindCandidates({ ...config, search }, request.name);
  const type = request.type === '' ? 'A' : request.type;
  let code = 0;
  for (const [i, name] of names.entries()) {
    const answered = yield* askAsBind(place, asking, { name, type }, stdout);
    if (answered === undefined) return yield* unreachable(run);
    yield* complain(run, answered);
    const isLast = i === names.length - 1 || answered.message.code === 'NOERROR';
    if (!isLast && !request.isDebug) continue;
    const shown = request.isDebug ? name : request.name.replace(/\.$/, '');
    const isFailure = yield* show(run, shown, name, answered);
    if (isFailure) code = 1;
    if (!isLast) continue;
    const alias = answered.message.answers.findLast((each) => each.type === 'CNAME');
    if (request.type === '' && isUseful(answered)) {
      yield* lookUpSixth(run, alias?.type === 'CNAME' ? alias.target : name);
    }
    break;
  }
  return code;
}

/** Answers one question, in the words of a command line. */
function* lookUp(
  place: Place,
  { files, stdout, stderr }: CommandContext,
  args: readonly string[],
): Program {
  const given = requestOf(args);
  const isKnown = given.type === '' || isQueryType(given.type);
  if (!isKnown) yield* stdout.write(`unknown query type: ${given.type.toLowerCase()}\n`);
  const request = isKnown ? given : { ...given, type: '' };
  const config = resolverConfig(files);
  let servers: readonly string[] = config.servers;
  if (request.server !== '') {
    const named = yield* serverAddresses(place, files, request.server);
    if (named === undefined) {
      yield* stderr.write(`nslookup: couldn't get address for '${request.server}': not found\n`);
      return NO_SERVER;
    }
    servers = named;
  }
  const { tries, timeoutMs, port } = request;
  const asking: Asking = { servers, tries, timeoutMs, port };
  const run: Run = { place, request, asking, stdout };
  const reverse = reverseName(request.name);
  if (reverse !== undefined) return yield* lookUpReverse(run, reverse);
  return yield* lookUpName(run, config);
}

/** Reads questions and settings line by line, to `exit` or to the end. */
function* converse(place: Place, context: CommandContext): Program {
  const { stdin, stdout, args, tty } = context;
  const lines = createLineReader(stdin);
  let flags = args.filter((arg) => arg.startsWith('-') && arg !== '-');
  let server = '';
  let code = 0;
  for (;;) {
    if (tty !== undefined) yield* stdout.write('> ');
    const line = yield* lines.next();
    const [word = '', ...rest] = (line ?? 'exit').trim().split(/\s+/);
    if (word === 'exit') return code;
    if (word === 'set') {
      flags = [...rest.map((each) => `-${each}`), ...flags];
    } else if (word === 'server' || word === 'lserver') {
      const [address] = (yield* serverAddresses(place, context.files, rest[0] ?? '')) ?? [];
      server = address ?? server;
      yield* stdout.write(
        address === undefined
          ? `nslookup: couldn't get address for '${rest[0]}': not found\n`
          : `Default server: ${rest[0]}\nAddress: ${address}#53\n`,
      );
    } else if (word !== '') {
      code = yield* lookUp(place, context, [...flags, word, rest[0] ?? server].filter(Boolean));
    }
  }
}

function* run(place: Place, context: CommandContext): Program {
  if (context.args.includes('-version')) {
    yield* context.stderr.write(`nslookup ${VERSION}\n`);
    return 0;
  }
  const hasName = context.args.some((arg) => !arg.startsWith('-'));
  if (!hasName) return yield* converse(place, context);
  const code = yield* lookUp(place, context, context.args);
  if (code === NO_SERVER) return 1;
  yield* context.stdout.write('\n');
  return code;
}

/** `nslookup` of bind 9.18; without a name it asks for questions. */
export const createBindNslookup = (place: Place): Command => ({
  name: 'nslookup',
  summary: 'query Internet name servers',
  run: (context) => run(place, context),
});
