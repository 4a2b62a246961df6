/** More shells than this nobody can keep apart, and each holds a screen of its own. */
export const MOST_TERMINALS = 6;

/** Which terminals are open, and which of them are seen: one, or two side by side. */
export interface TabState {
  /** Ids in the session, in the order of their tabs; never empty. */
  readonly ids: readonly string[];
  readonly left: string;
  /** '' while there is only one to be seen. */
  readonly right: string;
  /** The one of the two that has the focus. */
  readonly active: string;
}

export const FIRST_TAB: TabState = { ids: ['1'], left: '1', right: '', active: '1' };

/** Shows a terminal where the active one is, or goes to it when it is seen already. */
export function show(state: TabState, id: string): TabState {
  if (!state.ids.includes(id)) return state;
  if (id === state.left || id === state.right) return { ...state, active: id };
  const isRight = state.active === state.right;
  return { ...state, [isRight ? 'right' : 'left']: id, active: id };
}

/** Adds a terminal and shows it. */
export const add = (state: TabState, id: string): TabState =>
  show({ ...state, ids: [...state.ids, id] }, id);

/** The terminal that comes to stand beside the first; '' when a new one is needed. */
export const nextBeside = (state: TabState): string =>
  state.ids.find((id) => id !== state.active) ?? '';

/** Puts a terminal beside the active one. */
export const beside = (state: TabState, id: string): TabState => ({
  ids: state.ids.includes(id) ? state.ids : [...state.ids, id],
  left: state.active,
  right: id,
  active: id,
});

/** Shows the active one alone. */
export const alone = (state: TabState): TabState => ({ ...state, left: state.active, right: '' });

/** Takes a terminal away; the last one stays. */
export function close(state: TabState, id: string): TabState {
  const ids = state.ids.filter((other) => other !== id);
  const [first] = ids;
  if (first === undefined || ids.length === state.ids.length) return state;
  if (id !== state.left && id !== state.right) return { ...state, ids };
  if (state.right !== '') {
    const left = id === state.left ? state.right : state.left;
    return { ids, left, right: '', active: left };
  }
  const at = Math.max(0, state.ids.indexOf(id) - 1);
  const left = ids[at] ?? first;
  return { ids, left, right: '', active: left };
}

/** The terminal so many places behind the active one, round and round. */
export const neighbour = ({ ids, active }: TabState, by: number): string | undefined =>
  ids[(ids.indexOf(active) + by + ids.length) % ids.length];

/** The terminals that a session has now, which is played elsewhere: a new one is shown. */
export function follow(state: TabState, opened: readonly string[]): TabState {
  const isNew = (id: string): boolean => !state.ids.includes(id);
  const all = opened.filter(isNew).slice(0, MOST_TERMINALS).reduce(add, state);
  return all.ids.filter((id) => !opened.includes(id)).reduce(close, all);
}

/** What was kept, as far as the session still has it. */
export function restore(kept: string | undefined, opened: readonly string[]): TabState {
  const first = opened[0] ?? '1';
  const fallback = { ids: [first], left: first, right: '', active: first };
  if (kept === undefined && opened.length > 0)
    return { ...fallback, ids: opened.slice(0, MOST_TERMINALS) };
  const [ids = '', left = '', right = ''] = (kept ?? '').split(' ');
  const known = ids.split(',').filter((id) => opened.includes(id));
  if (known.length === 0) return fallback;
  const seen = known.includes(left) ? left : (known[0] as string);
  const isBeside = known.includes(right) && right !== seen;
  return { ids: known, left: seen, right: isBeside ? right : '', active: seen };
}

/** In a form that `restore` reads. */
export const keep = ({ ids, left, right }: TabState): string => `${ids.join(',')} ${left} ${right}`;
