import { type Command, type CommandContext, type Program, sleep } from '../../kernel/index.ts';
import { askServer } from '../ask.ts';
import type { Place } from '../host-names.ts';
import { type DnsMessage, type DnsQuestion, type DnsRecord, dataText } from '../message.ts';
import { resolverConfig, reverseName } from '../resolver-config.ts';
import { serverAddresses } from './bind.ts';

interface Request {
  readonly name: string;
  /** '' when none was named. */
  readonly server: string;
  /** '': A and AAAA, or the name of an address. */
  readonly type: string;
  readonly timeoutMs: number;
}

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
    timeoutMs: Number(value(/^-t(imeout)?=/) || DEFAULT_TIMEOUT_SECONDS) * 1000,
  };
}

/** What is asked for: a name without a dot is only searched for, any other is complete. */
function questionsOf({ name, type }: Request, search: readonly string[]): DnsQuestion[] {
  const reverse = reverseName(name);
  if (reverse !== undefined && type === '') return [{ name: reverse, type: 'PTR' }];
  const complete = name.replace(/\.$/, '');
  const isSearched = !name.includes('.') && search.length > 0;
  const names = isSearched ? search.map((domain) => `${name}.${domain}`) : [complete];
  const types = type === '' ? ['A', 'AAAA'] : [type];
  return types.flatMap((each) => names.map((asked) => ({ name: asked, type: each })));
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

function* run(place: Place, context: CommandContext, minor: number): Program {
  const { args, files, stdout, stderr } = context;
  const request = requestOf(args);
  const config = resolverConfig(files);
  const servers =
    request.server === '' ? config.servers : yield* serverAddresses(place, files, request.server);
  const server = servers?.[0];
  if (server === undefined) {
    yield* stderr.write(`nslookup: bad address '${request.server}'\n`);
    return 1;
  }
  const texts: string[] = [];
  let code = 0;
  for (const question of questionsOf(request, config.search)) {
    const reply = yield* askServer(place, server, question, request.timeoutMs);
    if (reply.type !== 'answer') {
      const isRefused = reply.type === 'refused';
      if (!isRefused) yield* sleep(request.timeoutMs);
      return yield* giveUp(context, server, isRefused);
    }
    if (reply.message.code !== 'NOERROR') code = 1;
    texts.push(messageText(question, reply.message, minor));
  }
  yield* stdout.write(`Server:\t\t${server}\nAddress:\t${server}:53\n\n${texts.join('')}`);
  return code;
}

/** `nslookup` of BusyBox 1.`minor`, from 1.29 on. */
export const createBusyboxNslookup = (place: Place, minor: number): Command => ({
  name: 'nslookup',
  summary: 'query DNS about a host',
  run: (context) => run(place, context, minor),
});
