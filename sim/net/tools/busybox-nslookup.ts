import { type Command, type CommandContext, type Program, sleep } from '../../kernel/index.ts';
import { askServer } from '../ask.ts';
import type { Place } from '../host-names.ts';
import { type DnsMessage, type DnsQuestion, type DnsRecord, dataText } from '../message.ts';
import { resolverConfig, reverseName } from '../resolver-config.ts';
import { nameProblem, serverAddresses } from './bind.ts';
import { busyboxUsage } from './busybox-usage.ts';

interface Request {
  readonly name: string;
  /** '' when none was named. */
  readonly server: string;
  /** '': A and AAAA, or the name of an address. */
  readonly type: string;
  readonly timeoutMs: number;
  readonly isDebug: boolean;
}

const USAGE = `nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]

Query DNS about HOST

QUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any
`;
const TYPES: ReadonlySet<string> = new Set([
  'SOA',
  'NS',
  'A',
  'AAAA',
  'CNAME',
  'MX',
  'TXT',
  'PTR',
  'SRV',
  'ANY',
]);
const OPTION = /^-(type|querytype|query|q|port|retry|t|timeout|debug|d2|sil)(=|$)/;

const DEFAULT_TIMEOUT_SECONDS = 5;
/** Older ones say that there is no answer; newer ones print nothing. */
const SILENT_SINCE_MINOR = 33;

function requestOf(args: readonly string[]): Request {
  const [name = '', server = ''] = args.filter((arg) => !arg.startsWith('-'));
  const value = (pattern: RegExp): string => {
    const flag = args.find((arg) => pattern.test(arg));
    return flag?.slice(flag.indexOf('=') + 1) ?? '';
  };
  return {
    name,
    server,
    type: value(/^-(type|querytype|query|q)=/).toUpperCase(),
    timeoutMs: (Number(value(/^-t(imeout)?=/)) || DEFAULT_TIMEOUT_SECONDS) * 1000,
    isDebug: args.includes('-debug'),
  };
}

/** What is asked for: a name without a dot is only searched for, any other is complete. */
function questionsOf({ name, type, server }: Request, search: readonly string[]): DnsQuestion[] {
  const reverse = reverseName(name);
  if (reverse !== undefined && type === '') return [{ name: reverse, type: 'PTR', wanted: name }];
  const complete = name === '.' ? name : name.replace(/\.$/, '');
  // With a server on the command line /etc/resolv.conf is not read.
  const isSearched = !name.includes('.') && search.length > 0 && server === '';
  const names = isSearched ? search.map((domain) => `${name}.${domain}`) : [complete];
  const types = type === '' ? ['A', 'AAAA'] : [type];
  return types.flatMap((each) => names.map((asked) => ({ name: asked, type: each, wanted: name })));
}

function recordText(record: DnsRecord): string {
  const data = dataText(record).replace(/\.$/, '');
  switch (record.type) {
    case 'A':
      return `Name:\t${record.name}\nAddress: ${data}\n`;
    case 'CNAME':
      return `${record.name}\tcanonical name = ${data}\n`;
    case 'PTR':
      return `${record.name}\tname = ${data}\n`;
    case 'SRV':
      return `${record.name}\tservice = ${data}\n`;
    case 'TXT':
      return `${record.name}\ttext = ${data}\n`;
    case 'NS':
      return `${record.name}\tnameserver = ${data}\n`;
    case 'SOA': {
      const { origin, mail, serial, refresh, retry, expire, minimum } = record;
      return (
        `${record.name}\n\torigin = ${origin}\n\tmail addr = ${mail}\n\tserial = ${serial}\n` +
        `\trefresh = ${refresh}\n\tretry = ${retry}\n\texpire = ${expire}\n\tminimum = ${minimum}\n`
      );
    }
  }
}

function messageText({ name }: DnsQuestion, message: DnsMessage, minor: number): string {
  if (message.code !== 'NOERROR') return `** server can't find ${name}: ${message.code}\n\n`;
  const isSilent = message.answers.length > 0 || minor >= SILENT_SINCE_MINOR;
  const nothing = isSilent ? '' : `*** Can't find ${name}: No answer\n`;
  return `${nothing}${message.answers.map(recordText).join('')}\n`;
}

/** Prints why there is no answer from any server. */
function* giveUp(context: CommandContext, server: string, isRefused: boolean): Program {
  const { stdout, stderr } = context;
  if (isRefused) {
    yield* stderr.write(`nslookup: write to '${server}': Connection refused\n`);
  }
  yield* stdout.write(';; connection timed out; no servers could be reached\n\n');
  return 1;
}

/** What is wrong with the command line, on standard error; '' when nothing is. */
function problemOf(args: readonly string[], { type }: Request, minor: number): string {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const isKnown = args.every((arg) => !arg.startsWith('-') || OPTION.test(arg));
  if (!isKnown || words.length === 0 || words.length > 2) return busyboxUsage(minor, USAGE);
  if (type === '' || TYPES.has(type)) return '';
  return `nslookup: invalid query type "${type.toLowerCase()}"\n`;
}

function* run(place: Place, context: CommandContext, minor: number): Program {
  const { args, files, stdout, stderr } = context;
  const request = requestOf(args);
  const problem = problemOf(args, request, minor);
  if (problem !== '') {
    yield* stderr.write(problem);
    return 1;
  }
  const config = resolverConfig(files);
  const named = request.server.replace(/:\d+$/, '');
  const servers = named === '' ? config.servers : yield* serverAddresses(place, files, named);
  const server = servers?.[0];
  if (server === undefined) {
    yield* stderr.write(`nslookup: bad address '${request.server}'\n`);
    return 1;
  }
  const shown = request.server === '' ? server : request.server;
  if (nameProblem(request.name) !== '') {
    yield* stderr.write(`nslookup: write to '${shown}': Message too long\n`);
    return yield* giveUp(context, shown, false);
  }
  const texts: string[] = [];
  let code = 0;
  for (const [i, question] of questionsOf(request, config.search).entries()) {
    const reply = yield* askServer(place, server, question, request.timeoutMs);
    if (reply.type !== 'answer') {
      const isRefused = reply.type === 'refused';
      if (!isRefused) yield* sleep(request.timeoutMs);
      return yield* giveUp(context, shown, isRefused);
    }
    if (reply.message.code !== 'NOERROR') code = 1;
    const debug = request.isDebug ? `Query #${i} completed in 0ms:\nauthoritative answer:\n` : '';
    texts.push(`${debug}${messageText(question, reply.message, minor)}`);
  }
  yield* stdout.write(`Server:\t\t${shown}\nAddress:\t${server}:53\n\n${texts.join('')}`);
  return code;
}

/** `nslookup` of BusyBox 1.`minor`, from 1.29 on. */
export const createBusyboxNslookup = (place: Place, minor: number): Command => ({
  name: 'nslookup',
  summary: 'query DNS about a host',
  run: (context) => run(place, context, minor),
});
