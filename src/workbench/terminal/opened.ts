import type { Session } from '../../session/index.ts';

const idsOf = (session: Session, type: 'open' | 'close'): string[] =>
  session.log().inputs.flatMap(({ input }) => (input.type === type ? [input.terminal] : []));

/** The terminals of a session that have not been closed. */
export function openedIn(session: Session): string[] {
  const closed = new Set(idsOf(session, 'close'));
  return idsOf(session, 'open').filter((id) => !closed.has(id));
}

/** A number that no terminal of the session has had; `ids` are those while there is none. */
export function freshId(session: Session | undefined, ids: readonly string[]): string {
  const known = session === undefined ? ids : idsOf(session, 'open');
  return String(Math.max(0, ...known.map(Number)) + 1);
}
