import { type Pod, type Service, services } from '../../api/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { type Info, objectOf } from '../resources.ts';

/** One `[LOCAL:]REMOTE`, its ports found out. */
export interface ForwardedPort {
  /** 0 is any that is free. */
  readonly local: number;
  readonly remote: number;
}

const MAX_PORT = 65_535;

function portNumber(text: string, what: string): Outcome<number> {
  const reason = /^\d+$/.test(text)
    ? Number(text) > MAX_PORT
      ? 'value out of range'
      : ''
    : 'invalid syntax';
  if (reason === '') return done(Number(text));
  const parsing = `strconv.ParseUint: parsing "${text}": ${reason}`;
  return failed(message(`error parsing ${what} port '${text}': ${parsing}`));
}

function containerPort(pod: Pod, name: string): number | undefined {
  const ports = pod.spec.containers.flatMap(({ ports: own = [] }) => own);
  return ports.find((port) => port.name === name)?.containerPort;
}

/** The port of a pod behind a port of a Service. */
function servicePort(service: Service, pod: Pod, wanted: string): Outcome<string> {
  const { spec, metadata } = service;
  const isName = !/^\d+$/.test(wanted);
  const port = spec.ports?.find((one) =>
    isName ? one.name === wanted : one.port === Number(wanted),
  );
  if (port === undefined) {
    const what = isName ? `named port '${wanted}'` : `service port ${wanted}`;
    return failed(
      message(
        isName
          ? `Service '${metadata.name}' does not have a ${what}`
          : `Service ${metadata.name} does not have a ${what}`,
      ),
    );
  }
  if (spec.clusterIP === 'None') return done(String(port.port));
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return done(String(target === 0 ? port.port : target));
  const found = containerPort(pod, target);
  if (found !== undefined) return done(String(found));
  const text = `Pod '${pod.metadata.name}' does not have a named port '${target}'`;
  return failed(message(text));
}

/** A `[LOCAL:]REMOTE` with the names of ports found out; '' is any local port. */
export interface PortTexts {
  readonly local: string;
  readonly remote: string;
}

/** Reads `8080:80`, `:80`, `80` and names of ports for what is forwarded to. */
export function portTexts(info: Info, pod: Pod, text: string): Outcome<PortTexts> {
  const [first = '', behind, ...more] = text.split(':');
  // With a second colon, only what stands before the first one counts.
  const second = more.length > 0 ? first : behind;
  const wanted = second ?? first;
  let remoteText = wanted;
  if (info.kind === services) {
    const translated = servicePort(objectOf(info) as Service, pod, wanted);
    if (!translated.ok) return translated;
    remoteText = translated.value;
  } else if (!/^\d+$/.test(wanted)) {
    const named = containerPort(pod, wanted);
    if (named === undefined) {
      return failed(message(`Pod '${pod.metadata.name}' does not have a named port '${wanted}'`));
    }
    remoteText = String(named);
  }
  const own = second === undefined ? (/^\d+$/.test(first) ? first : remoteText) : first;
  return done({ local: own, remote: remoteText });
}

/** The ports as numbers, which are looked at when the pod is known to run. */
export function forwardedPort(texts: PortTexts): Outcome<ForwardedPort> {
  const local = texts.local === '' ? done(0) : portNumber(texts.local, 'local');
  if (!local.ok) return local;
  const remote = portNumber(texts.remote, 'remote');
  if (!remote.ok) return remote;
  if (remote.value === 0) return failed(message('remote port must be > 0'));
  return done({ local: local.value, remote: remote.value });
}
