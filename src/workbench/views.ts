import type { Filter } from './cluster/summary.ts';

export const DETAILS_VIEWS = ['why', 'events', 'yaml', 'describe', 'states'] as const;

/** How a learner has set the panels: it stays when another session takes the place of one. */
export interface Views {
  /** The uid of what is selected; '' for nothing. */
  selected: string;
  details: (typeof DETAILS_VIEWS)[number];
  cluster: Filter;
  events: { readonly isWarningsOnly: boolean; readonly namespace: string; readonly query: string };
  /** Hints shown of each task, by its id. */
  hints: Readonly<Record<string, number>>;
}

/** The panels as a page begins with them. */
export const createViews = (): Views => ({
  selected: '',
  details: 'why',
  cluster: { namespace: '', hasRollouts: true, hasServices: true, hasClaims: true },
  events: { isWarningsOnly: false, namespace: '', query: '' },
  hints: {},
});
