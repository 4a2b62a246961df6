import { ALL_PARTS } from '../../sim/all-parts.ts';
import { createHttpApi } from '../../sim/http/index.ts';
import { type Cluster, createStandardCluster } from '../../sim/index.ts';
import { encodeUtf8 } from '../../sim/kernel/index.ts';

/** What the API answered, whole or up to where nothing more comes at once. */
export interface Answer {
  readonly code: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: any answer of the API
  readonly json: any;
  readonly warnings: readonly string[];
}

/** The HTTP face of a cluster of its own. */
export interface HttpFace {
  readonly cluster: Cluster;
  /** Sends a request with a JSON body, unless a header says otherwise. */
  ask(method: string, target: string, body?: unknown, header?: object): Answer;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export function createHttpFace(): HttpFace {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const api = createHttpApi({
    client: cluster.clientOf(() => ({ id: 0, line: '' })),
    clock: cluster.clock,
    processes: cluster.processes,
    resourceVersion: () => cluster.view.resourceVersion(),
  });
  return {
    cluster,
    ask(method, target, body = '', header = {}) {
      const sent = encodeUtf8(typeof body === 'string' ? body : JSON.stringify(body));
      const headers = new Map(Object.entries({ 'content-type': 'application/json', ...header }));
      const response = api.handle({ method, target, headers, body: sent, isTooLarge: false });
      cluster.world.settle();
      if (response.type === 'command' || response.type === 'port-forward') {
        throw new Error(`${method} ${target} takes the connection over`);
      }
      let text = response.type === 'whole' ? response.body : '';
      if (response.type !== 'whole') {
        for (let piece = response.stream.take(); piece !== ''; piece = response.stream.take()) {
          text += piece;
        }
      }
      const warnings = response.headers.filter(([name]) => name === 'Warning').map(([, w]) => w);
      return { code: response.code, text, json: parsed(text), warnings };
    },
  };
}
