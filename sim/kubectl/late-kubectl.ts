import type { Column, FieldError, KubeObject } from '../api/index.ts';
import { type Access, type Client, type LocalClientParts, REQUESTS } from '../client/index.ts';
import {
  type Advice,
  ANY_FILE,
  type Clock,
  type Command,
  type CommandContext,
  definePart,
  lateCommand,
  need,
  type Part,
  type Program,
} from '../kernel/index.ts';
import type { NewCluster } from './bootstrap/objects.ts';
import type { KubectlParts } from './session.ts';

/** What comes when kubectl first runs: itself, and what only its users ever look at. */
export interface LateKubectl {
  create(parts: KubectlParts): Command;
  /** What a new cluster has of a kind (by name) besides what it runs on, and what goes with it. */
  bootstrapObjects(kind: string, cluster: NewCluster): readonly KubeObject[];
  /** The table of a kind that nothing acts upon, by the kind's name. */
  columnsOf(kind: string): readonly Column<KubeObject>[];
  /** Who may do what, by the roles that a client sees. */
  createAccess(client: Client): Access;
  /** Makes tokens for accounts, at the clock's time. */
  createTokens(clock: Clock): LocalClientParts['requestToken'];
  /** What is suggested to somebody whose program of these words failed, in a pod or outside. */
  adviceForProgram(
    client: Client,
    from: { readonly namespace: string; readonly pod: string },
    words: readonly string[],
    status: number,
  ): Advice | undefined;
  /** What a client may not write to a subresource of an object. */
  subresourceErrors(
    subresource: string,
    object: KubeObject,
    old: KubeObject,
  ): readonly FieldError[];
}

export const KUBECTL: Part<LateKubectl> = definePart('kubectl');

function* afterRequests(late: Command, context: CommandContext): Program {
  yield* need(REQUESTS);
  return yield* late.run(context);
}

/**
 * kubectl for one terminal; its code comes when it first runs, and with it what its requests go
 * through: only then `parts` are asked for.
 */
export function createLateKubectl(parts: () => KubectlParts): Command {
  let kubectl: Command | undefined;
  const late = lateCommand('kubectl', 'Controls the Kubernetes cluster.', KUBECTL, ({ create }) => {
    kubectl ??= create(parts());
    return kubectl;
  });
  return {
    ...late,
    run: (context) => afterRequests(late, context),
    complete: (words, at, context) =>
      REQUESTS.of(context.parts) === undefined
        ? ANY_FILE
        : (late.complete?.(words, at, context) ?? ANY_FILE),
  };
}
