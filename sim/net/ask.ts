import { type Program, sleep } from '../kernel/index.ts';
import type { DnsQuestion } from './message.ts';
import type { DnsReply, Network } from './network.ts';
import type { Caller } from './requests.ts';

interface Asker {
  readonly network: Network;
  readonly from: Caller;
}

/** Asks a name server. An answer that takes longer than `timeoutMs` is none. */
export function* askServer(
  { network, from }: Asker,
  server: string,
  question: DnsQuestion,
  timeoutMs: number,
): Program<DnsReply> {
  const reply = network.ask(from, server, question);
  if (reply.type !== 'answer' || reply.delayMs === 0) return reply;
  if (reply.delayMs >= timeoutMs) return { type: 'timeout' };
  yield* sleep(reply.delayMs);
  return reply;
}
