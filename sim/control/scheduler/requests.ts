import { type Container, milliValue, type PodSpec, wholeValue } from '../../api/index.ts';

/** What a pod asks of a node: millicores, bytes, and other resources in whole units. */
export interface Requests {
  readonly milliCpu: number;
  readonly memory: number;
  readonly others: Readonly<Record<string, number>>;
}

type Amounts = Record<string, number>;

/** What scoring takes a container for that asks for nothing. Models GetNonzeroRequests. */
export const DEFAULT_MILLI_CPU = 100;
export const DEFAULT_MEMORY = 200 * 1024 * 1024;

const amountOf = (resource: string, quantity: string): number =>
  resource === 'cpu' ? milliValue(quantity) : wholeValue(quantity);

function amountsOf(quantities: Readonly<Record<string, string>> | undefined): Amounts {
  const amounts: Amounts = {};
  for (const [resource, quantity] of Object.entries(quantities ?? {})) {
    amounts[resource] = amountOf(resource, quantity);
  }
  return amounts;
}

const combine = (a: Amounts, b: Amounts, how: (x: number, y: number) => number): Amounts => {
  const all: Amounts = { ...a };
  for (const [resource, amount] of Object.entries(b)) {
    all[resource] = how(all[resource] ?? 0, amount);
  }
  return all;
};

const plus = (a: number, b: number): number => a + b;

const toRequests = ({ cpu = 0, memory = 0, ...others }: Amounts): Requests => ({
  milliCpu: cpu,
  memory,
  others,
});

function totalOf(spec: PodSpec, of: (container: Container) => Amounts): Amounts {
  const { containers, initContainers = [], overhead } = spec;
  let sidecars: Amounts = {};
  let peak: Amounts = {};
  for (const container of initContainers) {
    if (container.restartPolicy === 'Always') {
      sidecars = combine(sidecars, of(container), plus);
      peak = combine(peak, sidecars, Math.max);
    } else peak = combine(peak, combine(sidecars, of(container), plus), Math.max);
  }
  const running = containers.reduce((sum, c) => combine(sum, of(c), plus), sidecars);
  return combine(combine(running, peak, Math.max), amountsOf(overhead), plus);
}

/** What a pod reserves. Models resource.PodRequests. */
export const requestsOf = (spec: PodSpec): Requests =>
  toRequests(totalOf(spec, (container) => amountsOf(container.resources?.requests)));

/** The same, where a container that asks for nothing counts a little. */
export const scoredRequestsOf = (spec: PodSpec): Requests =>
  toRequests(
    totalOf(spec, (container) => ({
      cpu: DEFAULT_MILLI_CPU,
      memory: DEFAULT_MEMORY,
      ...amountsOf(container.resources?.requests),
    })),
  );

/** What a node can give. */
export const allocatableOf = (quantities: Readonly<Record<string, string>> | undefined): Requests =>
  toRequests(amountsOf(quantities));
