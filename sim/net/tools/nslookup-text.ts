import { type DnsMessage, type DnsRecord, dotted } from '../message.ts';
import { shownName } from './bind.ts';

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

/** A record of an answer. */
export function recordText(record: DnsRecord): string {
  if (record.type === 'A') return `Name:\t${record.name}\nAddress: ${record.address}\n`;
  if (record.type === 'SOA') return `${shownName(record.name)}\n${soaText(record)}`;
  return `${record.name}\t${dataOf(record)}`;
}

function debugRecord(record: DnsRecord): string {
  const head = `    ->  ${shownName(record.name)}\n`;
  const ttl = `\tttl = ${record.ttl}\n`;
  if (record.type === 'A') return `${head}\tinternet address = ${record.address}\n${ttl}`;
  if (record.type === 'SOA') return `${head}${soaText(record)}${ttl}`;
  return `${head}\t${dataOf(record)}${ttl}`;
}

/** The whole answer, as `debug` shows it. */
export function debugText(
  name: string,
  type: string,
  queryClass: string,
  message: DnsMessage,
): string {
  const section = (title: string, records: readonly DnsRecord[]): string =>
    `    ${title}:\n${records.map(debugRecord).join('')}`;
  const rule = '------------\n';
  return [
    rule,
    `    QUESTIONS:\n\t${shownName(name)}, type = ${type}, class = ${queryClass}\n`,
    section('ANSWERS', message.answers),
    section('AUTHORITY RECORDS', message.authority),
    section('ADDITIONAL RECORDS', message.additional),
    rule,
  ].join('');
}
