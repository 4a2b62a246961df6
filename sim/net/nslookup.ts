import type { Command, Program, Writer } from '../kernel/index.ts';
import type { DnsRecord, DnsType } from './records.ts';
import { type Resolution, resolve, resolverConfig, reverseName } from './resolver.ts';
import type { DnsWorld } from './zone.ts';

interface Question {
  readonly name: string;
  readonly server: string;
  /** Undefined: A, then AAAA. */
  readonly type: DnsType | undefined;
}

function questionOf(args: readonly string[]): Question {
  const flags = args.filter((arg) => arg.startsWith('-'));
  const [name = '', server = ''] = args.filter((arg) => !arg.startsWith('-'));
  const flag = flags.map((each) => /^-(?:query)?(?:type|ty|q)=(\w+)$/i.exec(each)).find(Boolean);
  const type = flag?.[1]?.toUpperCase() as DnsType | undefined;
  return { name, server, type };
}

const header = (server: string): string => `Server:\t\t${server}\nAddress:\t${server}#53\n\n`;

/** A record as bind prints it. */
function recordText(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
      return `Name:\t${record.name}\nAddress: ${record.address}\n`;
    case 'CNAME':
      return `${record.name}\tcanonical name = ${record.target}.\n`;
    case 'PTR':
      return `${record.name}\tname = ${record.target}.\n`;
    case 'SRV': {
      const { name, priority, weight, port, target } = record;
      return `${name}\tservice = ${priority} ${weight} ${port} ${target}.\n`;
    }
  }
}

/** CoreDNS does not offer recursion, and bind says so once for every answer. */
const complaints = (server: string, count: number): string =>
  `;; Got recursion not available from ${server}\n`.repeat(count);

function* print(stdout: Writer, text: string, code: number): Program {
  yield* stdout.write(text);
  return code;
}

/** What follows the header, for an answer or for none. */
function body(question: Question, { answer }: Resolution): { text: string; code: number } {
  const name = question.name.replace(/\.$/, '');
  if (answer.code !== 'NOERROR') {
    return { text: `** server can't find ${name}: ${answer.code}\n`, code: 1 };
  }
  if (answer.records.length === 0) return { text: `*** Can't find ${name}: No answer\n`, code: 0 };
  return { text: answer.records.map(recordText).join(''), code: 0 };
}

/** `nslookup` of bind, without its interactive mode. */
export const createNslookup = (world: DnsWorld): Command => ({
  name: 'nslookup',
  summary: 'query Internet name servers',
  *run({ args, files, stdout }) {
    const config = resolverConfig(files);
    const question = questionOf(args);
    const server = question.server === '' ? (config.servers[0] ?? '127.0.0.1') : question.server;
    const counted = (count: number): string =>
      question.server === '' ? complaints(server, count) : '';
    const reverse = reverseName(question.name);
    if (reverse !== undefined) {
      const found = resolve(world, config, `${reverse}.`, 'PTR');
      const { text, code } = body({ ...question, name: reverse }, found);
      return yield* print(stdout, `${counted(1)}${text}\n`, code);
    }
    // Unlike glibc, bind does not search for a name with enough dots.
    const isComplete = question.name.split('.').length - 1 >= config.ndots;
    const asked = isComplete ? `${question.name.replace(/\.$/, '')}.` : question.name;
    const found = resolve(world, config, asked, question.type ?? 'A');
    const { text, code } = body(question, found);
    const isFound = found.answer.code === 'NOERROR' && found.answer.records.length > 0;
    const second = question.type === undefined && isFound ? counted(1) : '';
    const before = counted(found.questions);
    return yield* print(stdout, `${before}${header(server)}${text}${second}\n`, code);
  },
});
