import type { Conversation, Peer, Program, Service } from '../kernel/index.ts';

/** A service each of whose requests tells `served`; a message of a connection is a request. */
export function metered(service: Service, served: () => void): Service {
  if (service.protocol === 'http') {
    const { handle } = service;
    return {
      ...service,
      handle(request) {
        served();
        return handle(request);
      },
    };
  }
  if (service.protocol !== 'stream') return service;
  return {
    ...service,
    *accept(peer: Peer): Program<Conversation> {
      const conversation = yield* service.accept(peer);
      return {
        receive(text) {
          served();
          conversation.receive(text);
        },
        end: () => conversation.end(),
      };
    },
  };
}
