import type { Env } from '../../../sql/index.ts';

/** Seconds that one statement may wait; a day is longer than any lesson. */
const MOST_SECONDS = 86_400;

/** Makes a statement take so many seconds more, which pass when it has been worked out. */
export function spend(env: Env, seconds: number): void {
  const before = env.session.fact('sleep');
  const wanted = Math.min(MOST_SECONDS, Math.max(0, seconds));
  env.session.setFact('sleep', (typeof before === 'number' ? before : 0) + wanted);
}
