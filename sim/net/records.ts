/** A resource record, or what the answer to a question consists of. */
export type DnsRecord =
  | { readonly type: 'A'; readonly name: string; readonly address: string }
  | { readonly type: 'CNAME'; readonly name: string; readonly target: string }
  | { readonly type: 'PTR'; readonly name: string; readonly target: string }
  | {
      readonly type: 'SRV';
      readonly name: string;
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    };

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'PTR' | 'SRV' | 'TXT' | 'NS' | 'SOA' | 'MX' | 'ANY';

export interface DnsAnswer {
  readonly code: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  readonly records: readonly DnsRecord[];
}

export const NOT_FOUND: DnsAnswer = { code: 'NXDOMAIN', records: [] };
/** The name exists, but has no record of the wanted type. */
export const NO_DATA: DnsAnswer = { code: 'NOERROR', records: [] };

export const answerOf = (records: readonly DnsRecord[]): DnsAnswer => ({
  code: 'NOERROR',
  records,
});
