/** Who a program runs as. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
  /** All groups, the first one among them. */
  readonly groups: readonly number[];
}

export const ROOT: Identity = { uid: 0, gid: 0, groups: [0] };
