import type { ServiceSummary } from './services.ts';
import type { ClaimSummary, NodeSummary, PodSummary } from './summary.ts';

/** Pixels. The picture is as wide as its pane and as high as it needs. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedPod extends Box {
  readonly pod: PodSummary;
  /** Its cell within its node, counted from 0. */
  readonly cell: number;
}
export interface PlacedClaim extends Box {
  readonly claim: ClaimSummary;
}
export interface PlacedNode extends Box {
  readonly node: NodeSummary;
  readonly podCount: number;
}
export interface PlacedShelf extends Box {
  /** '' for claims that belong to no ordinal. */
  readonly group: string;
}
export interface PlacedService extends Box {
  readonly service: ServiceSummary;
}
interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A line from one thing to another. It changes its column only between `from` and `to` of its bend
 * and goes straight down before and after, so that it crosses others where nothing else stands.
 */
export interface Link {
  readonly id: string;
  /** The pod's uid. */
  readonly pod: string;
  /** The uid of the claim or Service at its other end. */
  readonly other: string;
  /** False for an endpoint that does not answer. */
  readonly isReady: boolean;
  readonly from: Point;
  readonly to: Point;
  readonly bend: { readonly fromY: number; readonly toY: number };
}

/** Cards that say everything, those of two lines, and those beside claims that are squares. */
export type Cards = 'full' | 'snug' | 'tight';

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Cards that show everything, or squares with no more than the ordinal. */
  readonly isCompact: boolean;
  /** Cards of two lines. */
  readonly isSnug: boolean;
  /** Claims are squares with their ordinal. */
  readonly isTight: boolean;
  readonly nodes: readonly PlacedNode[];
  readonly pods: readonly PlacedPod[];
  /** Where pods wait that are on no node; undefined when none does. */
  readonly waiting: Box | undefined;
  readonly shelves: readonly PlacedShelf[];
  readonly claims: readonly PlacedClaim[];
  /** From pods to their claims. */
  readonly links: readonly Link[];
  readonly services: readonly PlacedService[];
  /** From Services to the pods that they answer with. */
  readonly routes: readonly Link[];
}
