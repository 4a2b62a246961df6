import { type JsonObject, pods } from '../../api/index.ts';
import { type Program, resolvePath } from '../../kernel/index.ts';
import { applyStrategicPatch } from '../../schema/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { parseYaml } from '../manifest/yaml.ts';
import type { Session } from '../session.ts';
import { attachToAdded } from './attached.ts';
import { type ProfileName, withProfile } from './debug-profiles.ts';

/** Who `debug` writes as. */
export const MANAGER = 'kubectl-debug';

/** What the flags say about the container that is made. */
export interface Plan {
  readonly image: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly profile: ProfileName;
  readonly isAttached: boolean;
  /** Fields that the container is to have besides; undefined for none. */
  readonly custom: JsonObject | undefined;
}

/** How everything that `debug` makes is written. */
export const WRITE = {
  fieldManager: 'kubectl',
  isDryRun: false,
  fieldValidation: 'Ignore' as const,
};

/** The fields of `--custom`, merged into the container that is made. */
export function customized({ custom }: Plan, container: JsonObject): Outcome<JsonObject> {
  if (custom === undefined) return done(container);
  // Lists within a container are merged by what they are keyed with in a pod.
  const podWith = (one: JsonObject): JsonObject => ({ spec: { containers: [one] } });
  const patch = podWith({ ...custom, name: container.name as string });
  const merged = applyStrategicPatch(pods, podWith(container), patch);
  if (!merged.ok) return failed(message(merged.error));
  const { containers } = merged.value.spec as { containers: JsonObject[] };
  return done(containers[0] as JsonObject);
}

/** The container of `--custom`; undefined without the flag. */
export function customContainer({ flags, context }: Session): Outcome<JsonObject | undefined> {
  const path = flags.text('custom');
  if (path === '') return done(undefined);
  const file = context.files.read(resolvePath(context.directory, path));
  if (!file.ok) {
    const what = 'must pass a container spec json file for custom profile';
    return failed(message(`${what}: open ${path}: no such file or directory`));
  }
  const parsed = parseYaml(file.value);
  if (!parsed.ok) {
    const why = `error converting YAML to JSON: ${parsed.error}`;
    return failed(message(`${path} does not contain a valid container spec: ${why}`));
  }
  return done((parsed.value ?? {}) as JsonObject);
}

/** The variables of `--env`. */
export const envOf = ({ flags }: Session): JsonObject[] =>
  flags.list('env').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });

/** The container that is made, with the changes of its profile. */
export function debugContainer(
  session: Session,
  plan: Plan,
  isNode: boolean,
  extra: JsonObject,
): Outcome<JsonObject> {
  const { flags } = session;
  const env = envOf(session);
  const policy = flags.text('image-pull-policy');
  const { command } = plan;
  const container: JsonObject = {
    name: plan.container,
    image: plan.image,
    ...(command.length === 0
      ? {}
      : flags.bool('arguments-only')
        ? { args: [...command] }
        : { command: [...command] }),
    ...(env.length === 0 ? {} : { env }),
    ...(policy === '' ? {} : { imagePullPolicy: policy }),
    resources: {},
    ...(flags.bool('stdin') ? { stdin: true } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
    terminationMessagePolicy: 'File',
    ...extra,
  };
  return customized(plan, withProfile(container, plan.profile, isNode));
}

/** Shows the new container, when that was asked for. */
export function* attached(session: Session, plan: Plan, pod: string): Program<Failure | undefined> {
  if (!plan.isAttached) return undefined;
  const target = { namespace: session.namespace, pod, container: plan.container };
  return yield* attachToAdded(session, target);
}
