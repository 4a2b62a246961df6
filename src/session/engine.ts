// What needs the simulator. A page loads it after its terminal takes input.
import type { Session } from '../../sim/lesson/index.ts';

export { HOME } from '../../sim/index.ts';

export type { RunningMachine, Trial, TriedObject } from '../../sim/lesson/index.ts';
export { isForetold } from '../../sim/lesson/index.ts';
export * from './again.ts';
export * from './amounts.ts';
export * from './causes.ts';
export * from './cluster-objects.ts';
export { dotsIn, type LookUp, orderOf, recordType } from './look-ups.ts';
export * from './object-facts.ts';
export { objectsNamedIn } from './object-named.ts';
export * from './open.ts';
export * from './parts.ts';
export { SETTLE_LIMIT_MS } from './plan-solution.ts';
export { finishReplay, playAgain, UNWATCHED } from './play-again.ts';
export type { PlayedOut } from './play-out.ts';
export { createStandby } from './standby.ts';
export * from './time/index.ts';

export type NetworkRequest = ReturnType<Session['requests']>[number];
export { ofVariant } from './variant.ts';
