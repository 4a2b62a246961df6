import {
  type Clock,
  type Command,
  type CommandContext,
  type Program,
  readAll,
  resolvePath,
} from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { type DnsMessage, type DnsRecord, dataText, messageBytes } from '../message.ts';
import { resolverConfig } from '../resolver-config.ts';
import {
  type Answered,
  type Asking,
  askAsBind,
  bindCandidates,
  NO_SERVERS,
  serverAddresses,
} from './bind.ts';
import { type DigRequest, digRequests } from './dig-options.ts';
import { questionLine, type RecordStyle, recordLine } from './record-lines.ts';

const VERSION = '9.18.49-1~deb12u1-Debian';
const NO_SERVER_CODE = 9;
const BAD_SERVER_CODE = 1;
const styleOf = ({ on }: DigRequest): RecordStyle => ({
  hasTtl: on.has('ttlid'),
  hasClass: on.has('class'),
  isMultiline: on.has('multiline'),
});

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
  const style = styleOf(request);
  const section = (title: string, option: string, records: readonly DnsRecord[]): string => {
    if (!on.has(option) || records.length === 0) return '';
    const lines = records.map((record) => recordLine(record, style)).join('');
    return isCommented ? `;; ${title} SECTION:\n${lines}\n` : lines;
  };
  const question = on.has('question') ? questionLine(name, request.type, style) : '';
  const isTcp = on.has('tcp') || on.has('vc') || request.type === 'ANY';
  const protocol = isTcp ? 'TCP' : 'UDP';
  const stats = on.has('stats')
    ? `;; Query time: 0 msec\n;; SERVER: ${server}#${request.port}(${server}) (${protocol})\n` +
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
  const found = resolverConfig(context.files);
  const config = {
    ...found,
    ndots: request.ndots ?? found.ndots,
    search: request.domain === '' ? found.search : [request.domain],
  };
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

/** One of the look-ups of a command line; the first one shows the banner. */
function* answerOne(
  place: Place,
  context: CommandContext,
  request: DigRequest,
  banner: string,
): Program {
  const { files, stdout, stderr } = context;
  const servers =
    request.server === ''
      ? resolverConfig(files).servers
      : yield* serverAddresses(place, files, request.server);
  if (servers === undefined) {
    yield* stderr.write(`dig: couldn't get address for '${request.server}': not found\n`);
    return BAD_SERVER_CODE;
  }
  if (request.type === 'AXFR') {
    yield* stdout.write(`${banner}; Transfer failed.\n`);
    return 0;
  }
  const { tries, timeoutMs, port } = request;
  const found = yield* lookUp(place, context, request, { servers, tries, timeoutMs, port });
  if (found === undefined) {
    yield* stdout.write(`${banner}${NO_SERVERS}`);
    return NO_SERVER_CODE;
  }
  const { name, answered } = found;
  if (request.on.has('short')) {
    const { server } = answered;
    const from = request.on.has('identify') ? ` from server ${server} in 0 ms.` : '';
    const lines = answered.message.answers.map((each) => `${dataText(each)}${from}\n`);
    yield* stdout.write(lines.join(''));
    return 0;
  }
  yield* stdout.write(`${banner}${answerText(place, name, request, answered)}`);
  return 0;
}

const USAGE =
  'Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}\n' +
  '            {global-d-opt} host [@local-server] {local-d-opt}\n' +
  '            [ host [@local-server] {local-d-opt} [...]]\n\n' +
  'Use "dig -h" (or "dig -h | more") for complete list of options\n';

/** The look-ups of one command line, or of one line of a file of them. */
function* answerAll(place: Place, context: CommandContext, args: readonly string[]): Program {
  const { stderr } = context;
  const parsed = digRequests(args);
  for (const warning of parsed.warnings) yield* stderr.write(`;; Warning, ${warning}\n`);
  if (!parsed.ok) {
    yield* stderr.write(`Invalid option: ${parsed.option}\n${USAGE}`);
    return 1;
  }
  let code = 0;
  for (const [i, request] of parsed.requests.entries()) {
    const banner = i === 0 ? bannerText(args, request) : '';
    const own = yield* answerOne(place, context, request, banner);
    if (own !== 0) code = own;
    if (own === BAD_SERVER_CODE) break;
  }
  return code;
}

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stdin, stderr, directory } = context;
  if (args.includes('-v')) {
    yield* stderr.write(`DiG ${VERSION}\n`);
    return 0;
  }
  const at = args.indexOf('-f');
  if (at < 0) return yield* answerAll(place, context, args);
  const name = args[at + 1] ?? '';
  const content = files.read(resolvePath(directory, name));
  if (name !== '-' && !content.ok) {
    yield* stderr.write(`dig: couldn't open specified batch file: ${name}\n`);
    return 1;
  }
  const text = name === '-' ? yield* readAll(stdin) : content.ok ? content.value : '';
  const others = args.filter((_, i) => i !== at && i !== at + 1);
  let code = 0;
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/).filter(Boolean);
    if (words.length === 0 || /^[#;]/.test(line)) continue;
    code = yield* answerAll(place, context, [...others, ...words]);
  }
  return code;
}

/** `dig` of bind 9.18. */
export const createDig = (place: Place): Command => ({
  name: 'dig',
  summary: 'DNS lookup utility',
  run: (context) => run(place, context),
});
