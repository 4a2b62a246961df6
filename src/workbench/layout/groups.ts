/** The panels of the workbench's upper half. */
export const PANELS = ['cluster', 'details', 'events', 'editor'] as const;
export type Panel = (typeof PANELS)[number];

/** Which panels stand in the group at the side, and which one of each group is seen. */
export interface Groups {
  readonly side: readonly Panel[];
  readonly main: Panel;
  /** '' when the side is empty. */
  readonly sideMain: Panel | '';
}

export const ALL_IN_ONE: Groups = { side: [], main: 'cluster', sideMain: '' };

export const isPanel = (name: string): name is Panel => PANELS.some((panel) => panel === name);
const mainOf = (side: readonly Panel[]): readonly Panel[] =>
  PANELS.filter((panel) => !side.includes(panel));

/** Brings a panel up in the group where it stands. */
export const show = (groups: Groups, panel: Panel): Groups =>
  groups.side.includes(panel) ? { ...groups, sideMain: panel } : { ...groups, main: panel };

/** Moves a panel to the other group, where it is seen. The main group is never left empty. */
export function move(groups: Groups, panel: Panel): Groups {
  if (groups.side.includes(panel)) {
    const side = groups.side.filter((other) => other !== panel);
    return { side, main: panel, sideMain: side[0] ?? '' };
  }
  const side = [...groups.side, panel];
  const [next] = mainOf(side);
  if (next === undefined) return groups;
  return { side, main: groups.main === panel ? next : groups.main, sideMain: panel };
}

/** In a form that `restore` reads. */
export const keep = ({ side, main, sideMain }: Groups): string =>
  `${side.join(',')} ${main} ${sideMain}`;

/** What was kept; the usual arrangement when it cannot be read. */
export function restore(kept: string | undefined): Groups {
  const [names = '', main = '', sideMain = ''] = (kept ?? '').split(' ');
  const side = names.split(',').filter(isPanel);
  if (!isPanel(main) || side.includes(main)) return ALL_IN_ONE;
  const seen = side.find((panel) => panel === sideMain) ?? side[0] ?? '';
  return { side, main, sideMain: seen };
}
