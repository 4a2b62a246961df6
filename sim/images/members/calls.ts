import type { Dial, Program, Service } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';

/** A request or an answer on a connection: one line of JSON. */
export type Message = Readonly<Record<string, unknown>>;

/** Asks a server once; undefined when nobody answers within the time. */
export function* call(
  dial: Dial,
  address: { readonly host: string; readonly port: number },
  request: Message,
  timeoutMs: number,
): Program<Message | undefined> {
  const answer = yield* dial(address.host, address.port, timeoutMs);
  if (!answer.ok) return undefined;
  const { socket } = answer;
  socket.write(`${JSON.stringify(request)}\n`);
  let text = '';
  while (!text.endsWith('\n')) {
    const more = yield* socket.readWithin(timeoutMs);
    if (more === undefined || more === '') break;
    text += more;
  }
  socket.close();
  return text.endsWith('\n') ? (JSON.parse(text) as Message) : undefined;
}

/**
 * Answers each line of JSON with what `answer` gives, which may take its time; `from` is the
 * client's address. `answerWord` is for
 * a client that speaks otherwise: its text is sent back, and the connection ends.
 */
export const answering = (
  host: ContainerHost,
  answer: (request: Message, from: string) => Program<Message>,
  answerWord: (word: string) => string = () => '',
): Service => ({
  protocol: 'stream',
  speaksFirst: false,
  *accept(peer) {
    let text = '';
    return {
      receive(more) {
        text += more;
        if (!text.endsWith('\n') && !/^\w{4}$/.test(text)) return;
        const line = text.trim();
        text = '';
        if (!line.startsWith('{')) {
          peer.send(answerWord(line));
          peer.close();
          return;
        }
        host.spawn('connection', function* (): Program {
          const reply = yield* answer(JSON.parse(line) as Message, peer.address);
          peer.send(`${JSON.stringify(reply)}\n`);
          return 0;
        });
      },
      end: () => undefined,
    };
  },
});
