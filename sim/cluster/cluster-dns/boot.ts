import type { KubeObject } from '../../api/index.ts';
import type { Prng } from '../../kernel/index.ts';
import type { NetworkOptions } from '../../net/index.ts';

/** Where the DNS of a cluster lives. */
export const NAMESPACE = 'kube-system';

/** An object, with the kind under which it is kept. */
export type Put = (kind: string, object: KubeObject) => void;

export interface DnsBoot {
  readonly network: NetworkOptions;
  readonly prng: Prng;
  /** When everything of it was made, and runs since. */
  readonly epochMs: number;
  readonly hostIp: string;
  /** The first address of the first node's range that is free. */
  readonly firstPodAddress: string;
}

/** What has been made once, at the boot of a cluster. */
export interface Made {
  readonly boot: DnsBoot;
  readonly time: string;
  /** The object's own metadata. */
  meta(name: string, rest?: object): KubeObject['metadata'];
}

/** The reference to an object that owns another. */
export const owner = (apiVersion: string, kind: string, name: string, uid: string) => ({
  ownerReferences: [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }],
});
