import type { Clock, Command, CommandContext, Program } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { type DnsMessage, type DnsRecord, dataText, dotted, messageBytes } from '../message.ts';
import { resolverConfig } from '../resolver-config.ts';
import {
  type Answered,
  type Asking,
  askAsBind,
  bindCandidates,
  NO_SERVERS,
  serverAddresses,
} from './bind.ts';
import { type DigRequest, digRequest } from './dig-options.ts';

const VERSION = '9.18.49-1~deb12u1-Debian';
const NO_SERVER_CODE = 9;
const BAD_SERVER_CODE = 10;
const TAB = 8;
/** Where name, time to live, class and data begin, as far as those before leave room. */
const COLUMNS = { ttl: 24, class: 32, type: 40, data: 48 } as const;

/** White space from a column to another, in tabs as far as they reach; at least one character. */
function gap(from: number, to: number): string {
  const target = Math.max(to, from + 1);
  const tabs = Math.max(0, Math.floor(target / TAB) - Math.floor(from / TAB));
  const start = tabs > 0 ? Math.floor(target / TAB) * TAB : from;
  return '\t'.repeat(tabs) + ' '.repeat(target - start);
}

/** Words in columns; each starts at its column or after the word before. */
function inColumns(cells: readonly (readonly [text: string, column: number])[]): string {
  let text = '';
  let at = 0;
  for (const [cell, column] of cells) {
    if (text !== '') {
      text += gap(at, column);
      at = Math.max(column, at + 1);
    }
    text += cell;
    at += cell.length;
  }
  return text;
}

const recordLine = (record: DnsRecord, { on }: DigRequest): string => {
  const owner = record.name === '' ? '.' : dotted(record.name);
  return `${inColumns([
    [owner, 0],
    ...(on.has('ttlid') ? [[String(record.ttl), COLUMNS.ttl] as const] : []),
    ...(on.has('class') ? [['IN', COLUMNS.class] as const] : []),
    [record.type, COLUMNS.type],
    [dataText(record), COLUMNS.data],
  ])}\n`;
};

const questionLine = (name: string, type: string): string =>
  `;${inColumns([
    [name === '' ? '.' : dotted(name), 0],
    ['IN', COLUMNS.class],
    [type, COLUMNS.type],
  ])}\n`;

const DAYS = 'SunMonTueWedThuFriSat';
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** `Mon Nov 23 06:30:00 UTC 2026`. */
function dateText(clock: Clock): string {
  const date = new Date(clock.epochMs());
  const day = DAYS.slice(date.getUTCDay() * 3, date.getUTCDay() * 3 + 3);
  const month = MONTHS.slice(date.getUTCMonth() * 3, date.getUTCMonth() * 3 + 3);
  const time = date.toISOString().slice(11, 19);
  const number = String(date.getUTCDate()).padStart(2, '0');
  return `${day} ${month} ${number} ${time} UTC ${date.getUTCFullYear()}`;
}

function headText(place: Place, name: string, { on }: DigRequest, message: DnsMessage): string {
  const isLocal = name === 'local' || name.toLowerCase().endsWith('.local');
  const additional = message.additional.length + (on.has('edns') ? 1 : 0);
  const counts =
    `QUERY: 1, ANSWER: ${message.answers.length}, AUTHORITY: ${message.authority.length}, ` +
    `ADDITIONAL: ${additional}`;
  const hasRecursion = on.has('recurse');
  return [
    ';; Got answer:\n',
    isLocal
      ? ';; WARNING: .local is reserved for Multicast DNS\n' +
        ';; You are currently testing what happens when an mDNS query is leaked to DNS\n'
      : '',
    `;; ->>HEADER<<- opcode: QUERY, status: ${message.code}, id: ${place.prng.below(65536)}\n`,
    `;; flags: qr aa${hasRecursion ? ' rd' : ''}; ${counts}\n`,
    hasRecursion ? ';; WARNING: recursion requested but not available\n' : '',
    '\n',
  ].join('');
}

function optionText(place: Place, { on }: DigRequest): string {
  if (!on.has('edns')) return '';
  const cookie = on.has('cookie')
    ? `; COOKIE: ${place.prng.text(16, '0123456789abcdef')} (echoed)\n`
    : '';
  return `;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n${cookie}`;
}

/** All sections of an answer that were asked for. */
function answerText(place: Place, name: string, request: DigRequest, answered: Answered): string {
  const { on } = request;
  const { message, server } = answered;
  const isCommented = on.has('comments');
  const section = (title: string, option: string, records: readonly DnsRecord[]): string => {
    if (!on.has(option) || records.length === 0) return '';
    const lines = records.map((record) => recordLine(record, request)).join('');
    return isCommented ? `;; ${title} SECTION:\n${lines}\n` : lines;
  };
  const question = on.has('question') ? questionLine(name, request.type) : '';
  const protocol = on.has('tcp') || on.has('vc') ? 'TCP' : 'UDP';
  const stats = on.has('stats')
    ? `;; Query time: 0 msec\n;; SERVER: ${server}#53(${server}) (${protocol})\n` +
      `;; WHEN: ${dateText(place.clock)}\n` +
      `;; MSG SIZE  rcvd: ${messageBytes({ name, type: request.type }, message)}\n\n`
    : '';
  return [
    isCommented ? headText(place, name, request, message) + optionText(place, request) : '',
    isCommented && question !== '' ? `;; QUESTION SECTION:\n${question}\n` : question,
    section('ANSWER', 'answer', message.answers),
    section('AUTHORITY', 'authority', message.authority),
    section('ADDITIONAL', 'additional', message.additional),
    stats,
  ].join('');
}

/** Asks for the name, along the search list when that is wanted. */
function* lookUp(
  place: Place,
  context: CommandContext,
  request: DigRequest,
  asking: Asking,
): Program<{ name: string; answered: Answered } | undefined> {
  const config = resolverConfig(context.files);
  const isSearching = request.on.has('search') || request.on.has('defname');
  const names = isSearching
    ? bindCandidates(config, request.name)
    : [request.name.replace(/\.$/, '')];
  for (const [i, name] of names.entries()) {
    const question = { name, type: request.type };
    const answered = yield* askAsBind(place, asking, question, context.stdout);
    if (answered === undefined) return undefined;
    if (answered.message.code !== 'NXDOMAIN' || i === names.length - 1) return { name, answered };
  }
  return undefined;
}

const bannerText = (args: readonly string[], { on, server }: DigRequest): string => {
  if (!on.has('cmd')) return '';
  const found = server === '' ? '' : '; (1 server found)\n';
  return `\n; <<>> DiG ${VERSION} <<>> ${args.join(' ')}\n${found};; global options: +cmd\n`;
};

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stdout, stderr } = context;
  if (args[0] === '-v') {
    yield* stderr.write(`DiG ${VERSION}\n`);
    return 0;
  }
  const parsed = digRequest(args);
  if (!parsed.ok) {
    yield* stderr.write(
      `Invalid option: ${parsed.option}\n` +
        'Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}\n' +
        '            {global-d-opt} host [@local-server] {local-d-opt}\n' +
        '            [ host [@local-server] {local-d-opt} [...]]\n\n' +
        'Use "dig -h" (or "dig -h | more") for complete list of options\n',
    );
    return 1;
  }
  const { request } = parsed;
  const servers =
    request.server === ''
      ? resolverConfig(files).servers
      : yield* serverAddresses(place, files, request.server);
  if (servers === undefined) {
    yield* stderr.write(`dig: couldn't get address for '${request.server}': not found\n`);
    return BAD_SERVER_CODE;
  }
  const asking: Asking = { servers, tries: request.tries, timeoutMs: request.timeoutMs };
  const found = yield* lookUp(place, context, request, asking);
  const banner = bannerText(args, request);
  if (found === undefined) {
    yield* stdout.write(`${banner}${NO_SERVERS}`);
    return NO_SERVER_CODE;
  }
  const { name, answered } = found;
  if (request.on.has('short')) {
    yield* stdout.write(answered.message.answers.map((each) => `${dataText(each)}\n`).join(''));
    return 0;
  }
  yield* stdout.write(`${banner}${answerText(place, name, request, answered)}`);
  return 0;
}

/** `dig` of bind 9.18. */
export const createDig = (place: Place): Command => ({
  name: 'dig',
  summary: 'DNS lookup utility',
  run: (context) => run(place, context),
});
