import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { type DnsRecord, dataText } from '../message.ts';
import { resolverConfig, reverseName } from '../resolver-config.ts';
import {
  type Answered,
  type Asking,
  askAsBind,
  bindCandidates,
  NO_SERVERS,
  serverAddresses,
} from './bind.ts';

interface Request {
  readonly name: string;
  /** '' when none was named. */
  readonly server: string;
  /** '': addresses and mail servers, or the name of an address. */
  readonly type: string;
  readonly tries: number;
  readonly timeoutMs: number;
}

const DEFAULT_TYPES = ['A', 'AAAA', 'MX'];
const DEFAULT_TIMEOUT_SECONDS = 5;
const NUMBERS: Readonly<Record<string, number>> = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };

function requestOf(args: readonly string[]): Request {
  const words: string[] = [];
  let [type, retries, seconds] = ['', 1, DEFAULT_TIMEOUT_SECONDS];
  for (let i = 0; i < args.length; i++) {
    const match = /^-([tWRcmpN])(.*)$/.exec(args[i] as string);
    if (match === null) {
      if (!args[i]?.startsWith('-')) words.push(args[i] as string);
      else if (args[i] === '-a') type = 'ANY';
      continue;
    }
    const value = match[2] === '' ? (args[++i] ?? '') : (match[2] as string);
    if (match[1] === 't') type = value.toUpperCase();
    if (match[1] === 'R') retries = Number(value);
    if (match[1] === 'W') seconds = Math.max(1, Number(value));
  }
  const [name = '', server = ''] = words;
  return { name, server, type, tries: Math.max(1, retries + 1), timeoutMs: seconds * 1000 };
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
): Program<{ name: string; answered: Answered } | undefined> {
  for (const [i, name] of names.entries()) {
    const answered = yield* askAsBind(place, asking, { name, type }, context.stdout);
    if (answered === undefined) return undefined;
    if (answered.message.code === 'NOERROR' || i === names.length - 1) return { name, answered };
  }
  return undefined;
}

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stdout, stderr } = context;
  const request = requestOf(args);
  const config = resolverConfig(files);
  const servers =
    request.server === '' ? config.servers : yield* serverAddresses(place, files, request.server);
  if (servers === undefined) {
    yield* stderr.write(`host: couldn't get address for '${request.server}': not found\n`);
    return 1;
  }
  if (request.server !== '') {
    const address = `${servers[0]}#53`;
    const using = `Using domain server:\nName: ${request.server}\nAddress: ${address}\nAliases: \n\n`;
    yield* stdout.write(using);
  }
  const asking: Asking = { servers, tries: request.tries, timeoutMs: request.timeoutMs };
  const reverse = reverseName(request.name);
  let names = reverse === undefined ? bindCandidates(config, request.name) : [reverse];
  const defaults = reverse === undefined ? DEFAULT_TYPES : ['PTR'];
  for (const type of request.type === '' ? defaults : [request.type]) {
    const found = yield* lookUp(place, context, names, type, asking);
    if (found === undefined) {
      yield* stdout.write(NO_SERVERS);
      return 1;
    }
    const { name, answered } = found;
    const { code, answers } = answered.message;
    if (code !== 'NOERROR') {
      const shown = reverse === undefined ? request.name : `${reverse}.`;
      yield* stdout.write(`Host ${shown} not found: ${NUMBERS[code]}(${code})\n`);
      return 1;
    }
    if (answers.length === 0 && request.type !== '') {
      yield* stdout.write(`${name} has no ${type} record\n`);
    }
    yield* stdout.write(answers.map(sentence).join(''));
    // What follows asks for the name that was found, or for what it is an alias of.
    const alias = answers.findLast((each) => each.type === 'CNAME');
    names = [alias?.type === 'CNAME' ? alias.target : name];
  }
  return 0;
}

/** `host` of bind 9.18. */
export const createHost = (place: Place): Command => ({
  name: 'host',
  summary: 'DNS lookup utility',
  run: (context) => run(place, context),
});
