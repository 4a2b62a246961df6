import type { Clock } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { type DnsMessage, type DnsRecord, dataText, dotted, messageBytes } from '../message.ts';
import { type Answered, BIND_VERSION, shownName } from './bind.ts';
import type { DigRequest } from './dig-options.ts';
import { questionLine, type RecordStyle, recordLine } from './record-lines.ts';

const DAYS = 'SunMonTueWedThuFriSat';
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const HEX = '0123456789abcdef';
const COOKIE_DIGITS = 16;
const OPT_BYTES = 11;
const COOKIE_BYTES = 12;
const NSID_BYTES = 4;
const LOCAL_WARNING =
  ';; WARNING: .local is reserved for Multicast DNS\n' +
  ';; You are currently testing what happens when an mDNS query is leaked to DNS\n';

const styleOf = ({ on, queryClass }: DigRequest): RecordStyle => ({
  hasTtl: on.has('ttlid'),
  hasTtlUnits: on.has('ttlunits'),
  hasClass: on.has('class'),
  isMultiline: on.has('multiline'),
  queryClass,
});

/** `Mon Nov 23 06:30:00 UTC 2026`. */
function dateText(clock: Clock): string {
  const date = new Date(clock.epochMs());
  const day = DAYS.slice(date.getUTCDay() * 3, date.getUTCDay() * 3 + 3);
  const month = MONTHS.slice(date.getUTCMonth() * 3, date.getUTCMonth() * 3 + 3);
  const time = date.toISOString().slice(11, 19);
  const number = String(date.getUTCDate()).padStart(2, '0');
  return `${day} ${month} ${number} ${time} UTC ${date.getUTCFullYear()}`;
}

const isLocal = (name: string): boolean =>
  name.toLowerCase() === 'local' || name.toLowerCase().endsWith('.local');

const ednsBytes = ({ on }: DigRequest): number =>
  on.has('edns')
    ? OPT_BYTES + (on.has('cookie') ? COOKIE_BYTES : 0) + (on.has('nsid') ? NSID_BYTES : 0)
    : 0;

const sizeOf = (name: string, request: DigRequest, message: DnsMessage): number =>
  messageBytes({ name, type: request.type }, message) + ednsBytes(request);

/** What CoreDNS says of itself: that it has authority, and that it does not recurse. */
const flagsOf = ({ on }: DigRequest, { code }: DnsMessage): string =>
  `qr${code === 'REFUSED' ? '' : ' aa'}${on.has('recurse') ? ' rd' : ''}`;

function headText(place: Place, name: string, request: DigRequest, message: DnsMessage): string {
  const { on } = request;
  const additional = message.additional.length + (on.has('edns') ? 1 : 0);
  const counts =
    `QUERY: 1, ANSWER: ${message.answers.length}, AUTHORITY: ${message.authority.length}, ` +
    `ADDITIONAL: ${additional}`;
  return [
    ';; Got answer:\n',
    isLocal(name) ? LOCAL_WARNING : '',
    `;; ->>HEADER<<- opcode: QUERY, status: ${message.code}, id: ${place.prng.below(65536)}\n`,
    `;; flags: ${flagsOf(request, message)}; ${counts}\n`,
    on.has('recurse') ? ';; WARNING: recursion requested but not available\n' : '',
    '\n',
  ].join('');
}

function optionText({ on, edns }: DigRequest, cookie: string): string {
  if (!on.has('edns')) return '';
  return [
    ';; OPT PSEUDOSECTION:\n',
    `; EDNS: version: ${edns.version}, flags:${on.has('dnssec') ? ' do' : ''}; udp: ${edns.size}\n`,
    on.has('nsid') ? '; NSID:\n' : '',
    on.has('cookie') ? `; COOKIE: ${cookie}\n` : '',
  ].join('');
}

const cookieOf = (place: Place): string => place.prng.text(COOKIE_DIGITS, HEX);

/** The question, as `+qr` shows it before it is sent. */
export function queryText(place: Place, name: string, request: DigRequest): string {
  const { on } = request;
  const flags = `${on.has('recurse') ? ' rd' : ''}${on.has('adflag') ? ' ad' : ''}`;
  const additional = on.has('edns') ? 1 : 0;
  const nothing: DnsMessage = { code: 'NOERROR', answers: [], authority: [], additional: [] };
  return [
    ';; Sending:\n',
    isLocal(name) ? LOCAL_WARNING : '',
    `;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: ${place.prng.below(65536)}\n`,
    `;; flags:${flags}; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: ${additional}\n\n`,
    optionText(request, cookieOf(place)),
    `;; QUESTION SECTION:\n${questionLine(name, request.type, styleOf(request))}\n`,
    `;; QUERY SIZE: ${sizeOf(name, request, nothing)}\n\n`,
  ].join('');
}

/** `10.96.0.10#53(10.96.0.10)`. */
const serverText = ({ server: named, port }: DigRequest, { server }: Answered): string =>
  `${server}#${port}(${named === '' ? server : named})`;

function statsText(place: Place, name: string, request: DigRequest, answered: Answered): string {
  const { on } = request;
  const size = sizeOf(name, request, answered.message);
  if (!on.has('stats')) {
    if (!on.has('identify')) return '';
    return `;; Received ${size} bytes from ${serverText(request, answered)} in 0 ms\n\n`;
  }
  const isTcp = on.has('tcp') || on.has('vc') || request.type === 'ANY';
  const took = request.isFine ? '470 usec' : '0 msec';
  return (
    `;; Query time: ${took}\n;; SERVER: ${serverText(request, answered)} ` +
    `(${isTcp ? 'TCP' : 'UDP'})\n;; WHEN: ${dateText(place.clock)}\n` +
    `;; MSG SIZE  rcvd: ${size}\n\n`
  );
}

/** All sections of an answer that were asked for. `isTwice`: the figures, as the real one does. */
export function answerText(
  place: Place,
  name: string,
  request: DigRequest,
  answered: Answered,
  isTwice: boolean,
): string {
  const { on } = request;
  const { message } = answered;
  const isCommented = on.has('comments');
  const style = styleOf(request);
  const section = (title: string, option: string, records: readonly DnsRecord[]): string => {
    if (!on.has(option) || records.length === 0) return '';
    const lines = records.map((record) => recordLine(record, style)).join('');
    return isCommented ? `;; ${title} SECTION:\n${lines}\n` : lines;
  };
  const question = on.has('question') ? questionLine(name, request.type, style) : '';
  const stats = statsText(place, name, request, answered);
  return [
    isCommented ? headText(place, name, request, message) : '',
    isCommented ? optionText(request, `${cookieOf(place)} (echoed)`) : '',
    isCommented && question !== '' ? `;; QUESTION SECTION:\n${question}\n` : question,
    section('ANSWER', 'answer', message.answers),
    section('AUTHORITY', 'authority', message.authority),
    section('ADDITIONAL', 'additional', message.additional),
    isTwice ? stats + stats : stats,
  ].join('');
}

/** What `+trace` shows of a server that knows no other. */
export function traceText(request: DigRequest, answered: Answered): string {
  const { answers, authority } = answered.message;
  const lines = [...answers, ...authority].map((each) => recordLine(each, styleOf(request)));
  const size = sizeOf('', request, answered.message);
  const from = serverText(request, answered);
  return `${lines.join('')};; Received ${size} bytes from ${from} in 0 ms\n\n`;
}

const yamlRecord = (record: DnsRecord): string =>
  `        - '${shownDotted(record.name)} ${record.ttl} IN ${record.type} ${dataText(record)}'\n`;

const shownDotted = (name: string): string => (name === '' ? '.' : dotted(shownName(name)));

/** An answer as `+yaml` writes it. */
export function yamlText(
  place: Place,
  name: string,
  request: DigRequest,
  { message, server }: Answered,
): string {
  const { edns, on, type } = request;
  const time = new Date(place.clock.epochMs()).toISOString();
  const section = (title: string, records: readonly DnsRecord[]): string =>
    records.length === 0 ? '' : `      ${title}_SECTION:\n${records.map(yamlRecord).join('')}`;
  const isTcp = on.has('tcp') || on.has('vc') || type === 'ANY';
  const cookie = on.has('cookie') ? `          COOKIE: ${cookieOf(place)} (echoed)\n` : '';
  const option =
    `      OPT_PSEUDOSECTION:\n        EDNS:\n          version: ${edns.version}\n` +
    `          flags:${on.has('dnssec') ? ' do' : ''}\n          udp: ${edns.size}\n${cookie}`;
  return (
    '- type: MESSAGE\n  message:\n    type: AUTH_RESPONSE\n' +
    `    query_time: !!timestamp ${time}\n    response_time: !!timestamp ${time}\n` +
    `    message_size: ${sizeOf(name, request, message)}b\n    socket_family: INET\n` +
    `    socket_protocol: ${isTcp ? 'TCP' : 'UDP'}\n    response_address: "${server}"\n` +
    `    response_port: ${request.port}\n    query_address: "0.0.0.0"\n    query_port: 0\n` +
    `    response_message_data:\n      opcode: QUERY\n      status: ${message.code}\n` +
    `      id: ${place.prng.below(65536)}\n      flags: ${flagsOf(request, message)}\n` +
    `      QUESTION: 1\n      ANSWER: ${message.answers.length}\n` +
    `      AUTHORITY: ${message.authority.length}\n` +
    `      ADDITIONAL: ${message.additional.length + (on.has('edns') ? 1 : 0)}\n` +
    `${on.has('edns') ? option : ''}` +
    `      QUESTION_SECTION:\n        - '${shownDotted(name)} ${request.queryClass} ${type}'\n` +
    section('ANSWER', message.answers) +
    section('AUTHORITY', message.authority) +
    section('ADDITIONAL', message.additional)
  );
}

/** The lines above the first answer. */
export const bannerText = (args: readonly string[], { on, server }: DigRequest): string => {
  if (!on.has('cmd') || on.has('yaml')) return '';
  const found = server === '' ? '' : '; (1 server found)\n';
  const words = ['<<>>', ...args].join(' ');
  return `\n; <<>> DiG ${BIND_VERSION} ${words}\n${found};; global options: +cmd\n`;
};
