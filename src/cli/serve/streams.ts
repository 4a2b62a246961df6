import type { ServerResponse } from 'node:http';
import type { ResponseStream } from '../../../sim/http/index.ts';

/** The answers that go on, each with the connection that it goes to. */
export interface OpenStreams {
  open(response: ServerResponse, stream: ResponseStream): void;
  /** Hands over what is ready. A connection that does not keep up gets nothing until it does. */
  pump(): void;
  count(): number;
}

export function createOpenStreams(): OpenStreams {
  const open = new Map<ServerResponse, ResponseStream>();
  const pumpOne = (response: ServerResponse, stream: ResponseStream): void => {
    while (!response.writableNeedDrain) {
      const text = stream.take();
      if (text === '') break;
      response.write(text);
    }
    if (response.writableNeedDrain || !stream.isEnded()) return;
    open.delete(response);
    response.end();
  };
  return {
    open(response, stream) {
      open.set(response, stream);
      response.on('drain', () => pumpOne(response, stream));
      response.on('close', () => {
        open.delete(response);
        stream.close();
      });
      response.flushHeaders();
      pumpOne(response, stream);
    },
    pump() {
      for (const [response, stream] of open) pumpOne(response, stream);
    },
    count: () => open.size,
  };
}
