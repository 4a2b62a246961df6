import { type Pod, pods } from '../../api/index.ts';
import type { Accepted, Listening, Program } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome, usageFailure } from '../failure.ts';
import { durationFlag, type Flag, listFlag } from '../flags.ts';
import { getObjects, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { choosePod, podSelection, podTimeoutError } from './pod-choice.ts';
import { type ForwardedPort, forwardedPort, type PortTexts, portTexts } from './port-specs.ts';

/** A connection over which nothing comes back. */
const SILENT = { protocol: 'tcp', speaksFirst: false } as const;

/** One port that is listened on, and what happened to it that was not told yet. */
interface Forwarding {
  readonly port: ForwardedPort;
  readonly listening: Listening;
}

const refusedText = (pod: Pod, port: number): string => {
  const { uid, name } = pod.metadata;
  return (
    `an error occurred forwarding PORT -> ${port}: error forwarding port ${port} to pod ` +
    `${uid}, uid : failed to execute portforward in network namespace of "${name}": failed to ` +
    `connect to localhost:${port} inside namespace of "${name}", IPv4: dial tcp4 ` +
    `127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: ` +
    'connection refused '
  );
};

/** What happened to connections since the last look. */
type Event =
  /** `rest` is what is left of telling it. */
  | { readonly type: 'handled'; readonly rest: Program<void> }
  | { readonly type: 'refused' | 'lost'; readonly local: number; readonly remote: number };

function listen(
  session: Session,
  pod: Pod,
  port: ForwardedPort,
  events: Event[],
): Forwarding | undefined {
  const { client, parts } = session;
  const { name, namespace = '' } = pod.metadata;
  const accept = (): Accepted => {
    const local = own?.port ?? port.local;
    const event = { local, remote: port.remote };
    // It is told before anything of the connection is.
    const rest = session.out(`Handling connection for ${local}\n`);
    if (rest.next().done !== true) events.push({ type: 'handled', rest });
    const current = client.get(pathOf({ kind: pods, namespace, name }));
    const isHere = current.ok && current.value.metadata.uid === pod.metadata.uid;
    const find = () => client.serviceOf(namespace, name, port.remote);
    const service = isHere ? find() : undefined;
    if (service === undefined) events.push({ type: isHere ? 'refused' : 'lost', ...event });
    const isUp = (): boolean => isOpen && (service === undefined || find() === service);
    return { service: service ?? SILENT, pod: name, isUp };
  };
  let isOpen = true;
  const own = parts.ports.listen(port.local, accept);
  if (own === undefined) return undefined;
  const close = (): void => {
    isOpen = false;
    own.close();
  };
  return { port, listening: { port: own.port, close } };
}

function* announce(session: Session, { port, listening }: Forwarding): Program<void> {
  for (const address of addressesOf(session)) {
    yield* session.out(`Forwarding from ${address}:${listening.port} -> ${port.remote}\n`);
  }
}

/** The addresses as they are told; the machine has one set of ports for all of them. */
function addressesOf({ flags }: Session): string[] {
  const given = flags.list('address');
  const wanted = given.length === 0 ? ['localhost'] : given;
  return wanted.flatMap((address) =>
    address === 'localhost' ? ['127.0.0.1', '[::1]'] : [address],
  );
}

/** Addresses that the computer has. */
const isOwn = (address: string): boolean => /^(127\.|0\.0\.0\.0$|\[?::1?\]?$)/.test(address);

function* complain(session: Session, { local }: ForwardedPort): Program<void> {
  const errors = addressesOf(session).map((address) => {
    const family = address.startsWith('[') ? 'tcp6' : 'tcp4';
    const why = isOwn(address) ? 'address already in use' : 'cannot assign requested address';
    const where = `listen ${family} ${address}:${local}: bind: ${why}`;
    return `unable to create listener: Error ${where}`;
  });
  const list = `Listeners failed to create with the following errors: [${errors.join(' ')}]`;
  yield* session.err(`Unable to listen on port ${local}: ${list}\n`);
}

/** Tells of connections until the pod is lost. */
function* serve(session: Session, pod: Pod, events: Event[]): Program<Failure> {
  for (;;) {
    if (events.length === 0) yield { ready: () => events.length > 0 };
    const event = events.shift();
    if (event === undefined) continue;
    if (event.type === 'handled') {
      yield* event.rest;
      continue;
    }
    const text =
      event.type === 'lost'
        ? `error forwarding port ${event.remote} to pod ${pod.metadata.uid}: not found`
        : refusedText(pod, event.remote);
    yield* session.err(`${text.replace('PORT', String(event.local))}\n`);
    return message('lost connection to pod');
  }
}

interface Target {
  readonly pod: Pod;
  readonly ports: readonly ForwardedPort[];
}

function* targetOf(session: Session): Program<Outcome<Target>> {
  const [word = '', ...texts] = session.args;
  const selection = podSelection(session, [word]);
  if (!selection.ok) return selection;
  if (selection.value.type !== 'objects') return failed(message('TYPE/NAME is required'));
  const { infos, failures } = yield* getObjects(session, selection.value.objects);
  const [info] = infos;
  if (info === undefined) return failed(failures[0] as Failure);
  const pod = yield* choosePod(session, [word]);
  if (!pod.ok) return pod;
  const wanted: PortTexts[] = [];
  for (const text of texts) {
    const one = portTexts(info, pod.value, text);
    if (!one.ok) return one;
    wanted.push(one.value);
  }
  const { phase } = pod.value.status;
  if (phase !== 'Running') {
    const reason = `pod is not running. Current status=${phase}`;
    return failed(message(`unable to forward port because ${reason}`));
  }
  const refused = addressRefusal(session);
  if (refused !== undefined) return failed(refused);
  const ports: ForwardedPort[] = [];
  for (const one of wanted) {
    const port = forwardedPort(one);
    if (!port.ok) return port;
    ports.push(port.value);
  }
  return done({ pod: pod.value, ports });
}

const isAddress = (text: string): boolean =>
  text === 'localhost' ||
  text.includes(':') ||
  (/^\d+(\.\d+){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256));

/** What is wrong with `--address`. */
function addressRefusal({ flags }: Session): Failure | undefined {
  const given = flags.list('address');
  if (flags.isSet('address') && given.length === 0) {
    return message('you must specify at least 1 address');
  }
  const wrong = given.find((address) => !isAddress(address));
  return wrong === undefined ? undefined : message(`${wrong} is not a valid IP`);
}

function* run(session: Session): Program<Failure | undefined> {
  if (session.args.length < 2) {
    const text = 'TYPE/NAME and list of ports are required for port-forward';
    return usageFailure('port-forward', text);
  }
  const wrongTimeout = podTimeoutError(session);
  if (wrongTimeout !== '') return usageFailure('port-forward', wrongTimeout);
  const target = yield* targetOf(session);
  if (!target.ok) return target.failure;
  const { pod, ports } = target.value;
  const events: Event[] = [];
  const open: Forwarding[] = [];
  try {
    for (const port of ports) {
      const isThere = addressesOf(session).some(isOwn);
      const forwarding = isThere ? listen(session, pod, port, events) : undefined;
      if (forwarding === undefined) yield* complain(session, port);
      else {
        open.push(forwarding);
        yield* announce(session, forwarding);
      }
    }
    session.endAt('interrupt', 0);
    if (open.length > 0) return yield* serve(session, pod, events);
    const list = ports.map(({ local, remote }) => `{${local} ${remote}}`).join(' ');
    return message(`unable to listen on any of the requested ports: [${list}]`);
  } finally {
    for (const { listening } of open) listening.close();
  }
}

const ADDRESS: Flag = {
  ...listFlag('address', 'Addresses to listen on; localhost is 127.0.0.1 and ::1'),
  value: 'localhost',
};

export const portForwardVerb: Verb = {
  ...PLAIN_VERB,
  name: 'port-forward',
  aliases: [],
  summary: 'Let ports of this computer lead to a pod',
  usage: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  examples: [
    { does: 'Port 8080 here, port 80 of the pod', line: 'kubectl port-forward pod/web-0 8080:80' },
    { does: 'A port of a Service', line: 'kubectl port-forward svc/web 8080:http' },
  ],
  flags: [
    ADDRESS,
    durationFlag('pod-running-timeout', 'How long to wait for a running pod', '1m0s'),
  ],
  verbs: [],
  run,
};
