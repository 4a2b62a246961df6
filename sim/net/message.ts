export interface SoaData {
  readonly origin: string;
  readonly mail: string;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

/** What a record says, by its type. Names are complete and without a dot at their end. */
export type RecordData =
  | { readonly type: 'A'; readonly address: string }
  | { readonly type: 'CNAME'; readonly target: string }
  | { readonly type: 'PTR'; readonly target: string }
  | { readonly type: 'NS'; readonly target: string }
  | { readonly type: 'TXT'; readonly text: string }
  | {
      readonly type: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    }
  | ({ readonly type: 'SOA' } & SoaData);

/** A resource record. The name of the root is ''. */
export type DnsRecord = RecordData & { readonly name: string; readonly ttl: number };

export interface DnsQuestion {
  readonly name: string;
  /** `A`, `SRV`, …: any type that a tool can name. */
  readonly type: string;
  /** What the program was asked for, where a search list made `name` of it. */
  readonly wanted?: string;
}

export type DnsCode = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';

/** An answer of a server. */
export interface DnsMessage {
  readonly code: DnsCode;
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
}

/** A name in text, with the dot at its end. */
export const dotted = (name: string): string => `${name}.`;

/** The data of a record as zone files and `dig` write it. */
export function dataText(record: RecordData): string {
  switch (record.type) {
    case 'A':
      return record.address;
    case 'TXT':
      return `"${record.text}"`;
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${dotted(record.target)}`;
    case 'SOA': {
      const { origin, mail, serial, refresh, retry, expire, minimum } = record;
      return `${dotted(origin)} ${dotted(mail)} ${serial} ${refresh} ${retry} ${expire} ${minimum}`;
    }
    default:
      return dotted(record.target);
  }
}

/** The addresses of an answer, in its order. */
export const addressesOf = ({ answers }: DnsMessage): string[] =>
  answers.flatMap((record) => (record.type === 'A' ? [record.address] : []));

const nameBytes = (name: string): number => (name === '' ? 1 : name.length + 2);
const RECORD_HEAD_BYTES = 10;

function dataBytes(record: RecordData): number {
  switch (record.type) {
    case 'A':
      return 4;
    case 'TXT':
      return record.text.length + 1;
    case 'SRV':
      return 6 + nameBytes(record.target);
    case 'SOA':
      return nameBytes(record.origin) + nameBytes(record.mail) + 20;
    default:
      return nameBytes(record.target);
  }
}

const HEADER_BYTES = 12;
const QUESTION_BYTES = 4;

/** The size of an answer without EDNS. CoreDNS does not compress names. */
export function messageBytes({ name }: DnsQuestion, message: DnsMessage): number {
  const { answers, authority, additional } = message;
  const records = [...answers, ...authority, ...additional]
    .map((record) => nameBytes(record.name) + RECORD_HEAD_BYTES + dataBytes(record))
    .reduce((sum, bytes) => sum + bytes, 0);
  return HEADER_BYTES + nameBytes(name) + QUESTION_BYTES + records;
}
