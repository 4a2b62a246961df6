import type { NetworkRequest } from '../../session/engine.ts';
import { create, prefersReducedMotion } from '../dom.ts';
import { isGranted, shortName } from './requests.ts';
import type { Box, Scene } from './scene.ts';

/** Requests drawn at once; more than these nobody can follow. */
const MOST_AT_ONCE = 14;
const TRAVEL_MS = 900;
/** The answer comes back. */
const RETURN_MS = 700;
/** What came of it is to be seen before it goes back. */
const STAY_MS = 250;
/** Requests of one instant leave one after the other, so that they can be told apart. */
const APART_MS = 150;
const EASING = 'cubic-bezier(0.45, 0, 0.3, 1)';

interface Point {
  readonly x: number;
  readonly y: number;
}

const middle = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });
const at = ({ x, y }: Point): string => `translate(${x}px, ${y}px)`;

/** The places that a request goes through: from its pod, over a Service, to who answers. */
function wayOf(request: NetworkRequest, scene: Scene): Point[] {
  const podNamed = (name: string): Box | undefined =>
    scene.pods.find(({ pod }) => pod.name === name);
  const from = scene.pods.find(
    ({ pod }) => pod.name === request.from.pod && pod.namespace === request.from.namespace,
  );
  const isQuestion = request.protocol === 'dns';
  const service = scene.services.find(({ service: { name, address } }) =>
    isQuestion
      ? name === 'kube-dns'
      : address === request.address || request.host.split('.')[0] === name,
  );
  const to = podNamed(request.pod);
  const stops = [from, service, to].filter((stop) => stop !== undefined).map(middle);
  // The name server is not always to be seen; then the question leaves upwards.
  const [first] = stops;
  if (first !== undefined && stops.length === 1) stops.push({ x: first.x, y: 4 });
  return from === undefined ? [] : stops;
}

/** Draws requests as they travel. */
export interface Travels {
  /**
   * Sends the requests that are new since the last call on their way. Those of an instant of the
   * past have travelled, so they stay unmoved.
   */
  follow(requests: readonly NetworkRequest[], scene: Scene, isPast: boolean): void;
}

/** Draws into `place`, which lies over the picture. Nothing moves where motion is not wanted. */
export function createTravels(place: HTMLElement): Travels {
  let last: NetworkRequest | undefined;
  // What was asked before the page looked is not shown.
  let isCurrent = false;

  const send = (request: NetworkRequest, scene: Scene, delay: number): void => {
    const stops = wayOf(request, scene);
    const end = stops.at(-1);
    if (end === undefined) return;
    const dot = create('span', `request request-${isGranted(request) ? 'ok' : 'failed'}`);
    dot.append(create('span', 'request-label', shortName(request)));
    dot.style.transform = at(end);
    place.append(dot);
    const arrive = (): void => dot.classList.add('request-answered');
    const leave = (): void => dot.remove();
    if (prefersReducedMotion()) {
      arrive();
      setTimeout(leave, TRAVEL_MS + STAY_MS);
      return;
    }
    const way = stops.map((stop) => ({ transform: at(stop) }));
    const timing = { duration: TRAVEL_MS, delay, easing: EASING, fill: 'backwards' } as const;
    const back = { duration: RETURN_MS, delay: STAY_MS, easing: EASING };
    dot
      .animate(way, timing)
      .finished.then(() => {
        arrive();
        return dot.animate(way.toReversed(), back).finished;
      })
      .then(leave, leave);
  };

  return {
    follow(requests, scene, isPast) {
      const known = last === undefined ? -1 : requests.lastIndexOf(last);
      const fresh = isPast || !isCurrent ? [] : requests.slice(known + 1);
      isCurrent = !isPast;
      last = requests.at(-1);
      if (isPast) place.replaceChildren();
      const room = Math.min(fresh.length, Math.max(0, MOST_AT_ONCE - place.childElementCount));
      for (const [i, request] of fresh.slice(fresh.length - room).entries()) {
        send(request, scene, i * APART_MS);
      }
    },
  };
}
