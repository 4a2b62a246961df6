import type { AnyKind, JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome, usageFailure } from '../failure.ts';
import type { Flag } from '../flags.ts';
import { pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { type Example, PLAIN_VERB, type Verb } from '../verb.ts';
import {
  dryRunOf,
  LAST_APPLIED,
  reportFor,
  SAVE_CONFIG_FLAG,
  VALIDATE_FLAG,
  validationOf,
  writeFlags,
  writeOptions,
} from '../verbs/common.ts';
import { withCause } from '../verbs/record.ts';

/** A verb that makes one object from its arguments. */
export interface GeneratorSpec {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly usage: string;
  readonly examples: readonly Example[];
  readonly flags: readonly Flag[];
  /** Flags that must be given. */
  readonly required: readonly string[];
  /** `v1/ConfigMap`: what is made. */
  readonly makes: string;
  /**
   * How the failure of the request begins: `failed to create configmap: `; '' as the server says
   * it.
   */
  readonly failurePrefix: string;
  /** What is said of the flags before the object is made. */
  readonly warnings?: (session: Session) => readonly string[];
  /** The object, in the order of fields that the real tool prints. */
  build(session: Session, name: string): Outcome<JsonObject>;
}

/** The object with itself, in the order of its fields, in the annotation of `apply`. */
function withItself(object: JsonObject): JsonObject {
  const metadata = object.metadata as JsonObject;
  const annotations = {
    ...((metadata.annotations ?? {}) as JsonObject),
    [LAST_APPLIED]: `${JSON.stringify(object)}\n`,
  };
  return { ...object, metadata: { ...metadata, annotations } };
}

/** Verbs that make objects without the clients of their groups. */
const DYNAMIC = new Set(['run', 'expose']);

/** Asks the server to make an object, unless `--dry-run` says that it is only to be printed. */
export function* makeObject(
  session: Session,
  kind: AnyKind,
  body: JsonObject,
  failurePrefix: string,
  printing: 'known to print' | 'print later' = 'known to print',
): Program<Outcome<JsonObject>> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun;
  const validation = validationOf(session);
  if (!validation.ok) return validation;
  if (printing === 'known to print') {
    const report = reportFor(session, dryRun.value, 'typed');
    if (!report.ok) return report;
  }
  const metadata = { ...((body.metadata ?? {}) as JsonObject) };
  const isShownWithNamespace = kind.isNamespaced && session.isNamespaceGiven;
  if (isShownWithNamespace) metadata.namespace = session.namespace;
  const saved = session.flags.bool('save-config');
  const plain = withCause(session, { ...body, metadata });
  const isKept = saved && (dryRun.value !== 'client' || session.path !== 'run');
  const object = isKept ? withItself(plain) : plain;
  if (dryRun.value === 'client') return done(object);
  const options = writeOptions(session, dryRun.value, validation.value);
  const path = pathOf({ kind, namespace: session.namespace, name: '' });
  const client = DYNAMIC.has(session.path) ? session.client : session.typed;
  const made = yield* session.call(client.create(path, object, options));
  if (made.ok) return done(made.value as unknown as JsonObject);
  const { failure } = made;
  if (failurePrefix === '' || failure.type !== 'status') return failed(failure);
  return failed(message(`${failurePrefix}${failure.status.message}`));
}

/** Prints an object that was made, as `-o` says. */
export function* reportMade(
  session: Session,
  kind: AnyKind,
  object: JsonObject,
  did = 'created',
): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value, 'typed');
  if (!report.ok) return report.failure;
  const { name = '' } = (object.metadata ?? {}) as { name?: string };
  return yield* report.value({ kind, name }, object, did);
}

/** Makes an object and prints it. */
export function* createObject(
  session: Session,
  kind: AnyKind,
  body: JsonObject,
  failurePrefix: string,
  did = 'created',
): Program<Failure | undefined> {
  const made = yield* makeObject(session, kind, body, failurePrefix);
  return made.ok ? yield* reportMade(session, kind, made.value, did) : made.failure;
}

function namesOf(session: Session): readonly string[] {
  return session.dashAt < 0 ? session.args : session.args.slice(0, session.dashAt);
}

/** Why what is made could not be sent or printed: known before it is looked at. */
function refusedOptions(session: Session): Failure | undefined {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value, 'typed');
  if (!report.ok) return report.failure;
  const validation = validationOf(session);
  return validation.ok ? undefined : validation.failure;
}

/** The verb of a generator. */
export function generatorVerb(spec: GeneratorSpec): Verb {
  function* run(session: Session): Program<Failure | undefined> {
    const names = namesOf(session);
    const [name] = names;
    if (name === undefined || names.length > 1) {
      return usageFailure(session.path, `exactly one NAME is required, got ${names.length}`);
    }
    const refused = refusedOptions(session);
    if (refused !== undefined) return refused;
    const body = spec.build(session, name);
    yield* session.warn(spec.warnings?.(session) ?? []);
    if (!body.ok) return body.failure;
    const kind = session.client.discovery.kindOf(
      spec.makes.slice(0, spec.makes.lastIndexOf('/')),
      spec.makes.slice(spec.makes.lastIndexOf('/') + 1),
    );
    if (kind === undefined) return message(`no matches for kind ${spec.makes}`);
    return yield* createObject(session, kind, body.value, spec.failurePrefix);
  }
  return {
    ...PLAIN_VERB,
    name: spec.name,
    aliases: spec.aliases,
    summary: spec.summary,
    usage: spec.usage,
    examples: spec.examples,
    flags: [...writeFlags('kubectl-create'), VALIDATE_FLAG, SAVE_CONFIG_FLAG, ...spec.flags],
    required: spec.required,
    verbs: [],
    isServerFirst: () => true,
    run,
  };
}

/** The words after `--`. */
export const commandWords = (session: Session): readonly string[] =>
  session.dashAt < 0 ? [] : session.args.slice(session.dashAt);
