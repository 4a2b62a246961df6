import type { NetworkRequest } from '../../session/engine.ts';
import { create, prefersReducedMotion } from '../dom.ts';
import type { Box, Scene } from './layout.ts';

/** Requests drawn at once; more than these nobody can follow. */
const MOST_AT_ONCE = 14;
const TRAVEL_MS = 900;
/** What came back stays to be read. */
const STAY_MS = 1100;

interface Point {
  readonly x: number;
  readonly y: number;
}

const middle = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** What is written beside a request: the question, then what came of it. */
const labelsOf = ({ what, host, answer, outcome, address, port }: NetworkRequest) => ({
  question: what === '' ? `${host}${port === 0 ? '' : `:${port}`}` : what,
  answer: answer === '' ? (outcome === 'ok' ? address : outcome) : answer,
});

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

/** Moves a label into the picture, and below the answers that stand there already. */
function makeRoom(label: HTMLElement, place: HTMLElement): void {
  const { left, right } = place.getBoundingClientRect();
  const own = label.getBoundingClientRect();
  const shift = Math.max(left - own.left, 0) || Math.min(right - own.right, 0);
  const taken = [...place.querySelectorAll('.request-answered > .request-label')]
    .filter((other) => other !== label)
    .map((other) => other.getBoundingClientRect())
    .filter((other) => other.left < own.right + shift && other.right > own.left + shift)
    .sort((a, b) => a.top - b.top);
  let { top } = own;
  for (const other of taken) {
    if (other.top < top + own.height && other.bottom > top) top = other.bottom + 1;
  }
  label.style.marginLeft = `${shift}px`;
  label.style.marginTop = `${top - own.top}px`;
}

/** Draws requests as they travel. */
export interface Travels {
  /** Sends the requests that are new since the last call on their way. */
  follow(requests: readonly NetworkRequest[], scene: Scene): void;
}

/** Draws into `place`, which lies over the picture. Nothing moves where motion is not wanted. */
export function createTravels(place: HTMLElement): Travels {
  let last: NetworkRequest | undefined;
  let isFirst = true;

  const send = (request: NetworkRequest, scene: Scene): void => {
    const stops = wayOf(request, scene);
    const [start] = stops;
    const end = stops.at(-1);
    if (start === undefined || end === undefined) return;
    const { question, answer } = labelsOf(request);
    const dot = create('span', `request request-${request.outcome === 'ok' ? 'ok' : 'failed'}`);
    const label = create('span', 'request-label', question);
    dot.append(label);
    place.append(dot);
    const at = ({ x, y }: Point): string => `translate(${x}px, ${y}px)`;
    const arrive = (): void => {
      label.textContent = `${question} → ${answer}`;
      dot.classList.add('request-answered');
      makeRoom(label, place);
      setTimeout(() => dot.remove(), STAY_MS);
    };
    if (prefersReducedMotion()) {
      dot.style.transform = at(end);
      arrive();
      return;
    }
    dot.style.transform = at(end);
    const frames = stops.map((stop) => ({ transform: at(stop) }));
    const timing = { duration: TRAVEL_MS, easing: 'cubic-bezier(0.45, 0, 0.3, 1)' };
    dot.animate(frames, timing).finished.then(arrive, () => dot.remove());
  };

  return {
    follow(requests, scene) {
      const from = last === undefined ? 0 : requests.lastIndexOf(last) + 1;
      const fresh = requests.slice(from);
      last = requests.at(-1) ?? last;
      // What was asked before the page looked is not shown.
      if (!isFirst) {
        const room = MOST_AT_ONCE - place.childElementCount;
        for (const request of fresh.slice(-Math.max(0, room) || fresh.length)) {
          if (place.childElementCount < MOST_AT_ONCE) send(request, scene);
        }
      }
      isFirst = false;
    },
  };
}
