import {
  type AnyKind,
  type JsonObject,
  type KubeObject,
  OTHER_VERSIONS,
  type OtherVersion,
  type Result,
  type Status,
  success,
} from '../api/index.ts';
import type { Client, ListOptions, ListResult, ObjectPath, Watch } from '../client/index.ts';
import { decode } from '../schema/index.ts';
import type { WriteOptions } from '../store/index.ts';
import { applyPatch } from './patch.ts';

const versionOf = (kind: AnyKind): OtherVersion | undefined =>
  OTHER_VERSIONS.find((one) => one.kind === kind);

const json = (object: KubeObject): JsonObject => object as unknown as JsonObject;
const read = ({ fromStored }: OtherVersion, object: KubeObject): KubeObject =>
  fromStored(json(object)) as unknown as KubeObject;

/** An answer in the version that was asked for; a Status stays as it is. */
const answered = <T extends KubeObject | Status>(of: OtherVersion, answer: Result<T>): Result<T> =>
  answer.ok && answer.value.kind === of.stored.kind
    ? success(read(of, answer.value as KubeObject) as T, answer.warnings)
    : answer;

const listed = (of: OtherVersion, answer: Result<ListResult>): Result<ListResult> => {
  if (!answer.ok) return answer;
  const items = answer.value.items.map((item) => read(of, item));
  return success({ ...answer.value, items }, answer.warnings);
};

const selected = (of: OtherVersion, options: ListOptions): ListOptions => ({
  ...options,
  fieldSelector: of.selectorToStored(options.fieldSelector),
});

function watched(of: OtherVersion, watch: Watch): Watch {
  return {
    next() {
      const event = watch.next();
      return event === undefined || event.object.kind !== of.stored.kind
        ? event
        : { ...event, object: read(of, event.object) };
    },
    close: () => watch.close(),
  };
}

/** A body of the older version, as that of a write to what is stored. */
function stored(of: OtherVersion, body: JsonObject, options: WriteOptions): Result<JsonObject> {
  const decoded = decode(of.kind, body, options.fieldValidation);
  if (!decoded.ok) return decoded;
  of.kind.setDefaults(decoded.value);
  return success(of.toStored(json(decoded.value)), decoded.warnings);
}

const CHECKED = { fieldValidation: 'Ignore' } as const;

/**
 * A client that also knows kinds in the versions in which they are not stored: what it is given and
 * what it answers is converted on the way. Models the conversions of the API server.
 */
export function withOtherVersions(client: Client): Client {
  const write = (
    of: OtherVersion,
    path: ObjectPath,
    body: JsonObject,
    options: WriteOptions,
    verb: 'create' | 'update',
  ): Result<KubeObject> => {
    const converted = stored(of, body, options);
    if (!converted.ok) return converted;
    const target = { ...path, kind: of.stored };
    const answer = client[verb](target, converted.value, { ...options, ...CHECKED });
    const whole = answered(of, answer);
    return { ...whole, warnings: [...converted.warnings, ...whole.warnings] };
  };
  return {
    ...client,
    get(path) {
      const of = versionOf(path.kind);
      if (of === undefined) return client.get(path);
      return answered(of, client.get({ ...path, kind: of.stored }));
    },
    list(path, options) {
      const of = versionOf(path.kind);
      if (of === undefined) return client.list(path, options);
      return listed(of, client.list({ ...path, kind: of.stored }, selected(of, options)));
    },
    listAt(path, options, version) {
      const of = versionOf(path.kind);
      if (of === undefined) return client.listAt(path, options, version);
      const wanted = selected(of, options);
      return listed(of, client.listAt({ ...path, kind: of.stored }, wanted, version));
    },
    watchFrom: (kind, version) => client.watchFrom(versionOf(kind)?.stored ?? kind, version),
    managedFields: (kind, object) =>
      versionOf(kind) === undefined ? client.managedFields(kind, object) : [],
    isTrial: (object) => client.isTrial(object),
    table(kind, objects) {
      const of = versionOf(kind);
      if (of === undefined) return client.table(kind, objects);
      const originals = objects.map((object) => of.toStored(json(object)) as unknown as KubeObject);
      const table = client.table(of.stored, originals);
      const rows = table.rows.map((row, i) => ({ ...row, object: objects[i] ?? row.object }));
      return { ...table, rows };
    },
    create(path, body, options) {
      const of = versionOf(path.kind);
      if (of === undefined) return client.create(path, body, options);
      return write(of, path, body, options, 'create');
    },
    update(path, body, options) {
      const of = versionOf(path.kind);
      if (of === undefined) return client.update(path, body, options);
      return write(of, path, body, options, 'update');
    },
    patch(path, patch, options) {
      const of = versionOf(path.kind);
      if (of === undefined) return client.patch(path, patch, options);
      const target = { ...path, kind: of.stored };
      if (patch.type === 'apply') {
        const body = of.toStored(patch.body as JsonObject);
        return answered(of, client.patch(target, { ...patch, body }, options));
      }
      const old = client.get(target);
      if (!old.ok) return old;
      const before = read(of, old.value);
      const after = applyPatch(of.kind, before, patch, options.fieldValidation);
      if (!after.ok) return after;
      const answer = client.update(target, of.toStored(json(after.value)), {
        ...options,
        ...CHECKED,
      });
      return answered(of, { ...answer, warnings: [...after.warnings, ...answer.warnings] });
    },
    delete(path, options) {
      const of = versionOf(path.kind);
      if (of === undefined) return client.delete(path, options);
      return answered(of, client.delete({ ...path, kind: of.stored }, options));
    },
    watch(path, options, since) {
      const of = versionOf(path.kind);
      if (of === undefined) return client.watch(path, options, since);
      const target = { ...path, kind: of.stored };
      return watched(of, client.watch(target, selected(of, options), since));
    },
  };
}
