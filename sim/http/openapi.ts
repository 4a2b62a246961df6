import { type AnyKind, apiVersionOf, type JsonObject } from '../api/index.ts';
import {
  type Definition,
  definitionOf,
  definitionOfKind,
  type Field,
  type FieldType,
  schemaName,
} from '../schema/index.ts';
import { apiVersionsOf } from './discovery.ts';
import { kindsOf } from './subresources.ts';

// What kubectl reads of it: structure for `explain` and patches, and which parameters paths take.

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Leaves that are definitions of their own, because `explain` names them. */
type NamedLeaf = readonly [name: string, schema: JsonObject];
const NAMED_LEAVES: Readonly<Record<string, NamedLeaf>> = {
  quantity: ['io.k8s.apimachinery.pkg.api.resource.Quantity', { type: 'string' }],
  'int-or-string': [
    'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    { type: 'string', format: 'int-or-string' },
  ],
  time: [`${META}.Time`, { type: 'string', format: 'date-time' }],
  microtime: [`${META}.MicroTime`, { type: 'string', format: 'date-time' }],
  free: ['io.k8s.apimachinery.pkg.runtime.RawExtension', { type: 'object' }],
};
/** Version 3 has words for what can be one of two types; `explain` then shows their name. */
const NAMED_LEAVES_V3: typeof NAMED_LEAVES = {
  ...NAMED_LEAVES,
  quantity: [
    'io.k8s.apimachinery.pkg.api.resource.Quantity',
    { oneOf: [{ type: 'string' }, { type: 'number' }] },
  ],
  'int-or-string': [
    'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  ],
};
const OWNED_FIELDS: NamedLeaf = [`${META}.FieldsV1`, { type: 'object' }];
const LEAVES: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  number: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  bytes: { type: 'string', format: 'byte' },
};

/** In what the versions of OpenAPI differ. */
interface Dialect {
  readonly prefix: string;
  readonly leaves: Readonly<Record<string, NamedLeaf>>;
  /** Whether nothing else counts next to a reference, so that it must stand alone. */
  readonly wrapsReferences: boolean;
}
const V2: Dialect = { prefix: '#/definitions/', leaves: NAMED_LEAVES, wrapsReferences: false };
const V3: Dialect = {
  prefix: '#/components/schemas/',
  leaves: NAMED_LEAVES_V3,
  wrapsReferences: true,
};

/** Collects schemas and everything that they refer to. */
function createSchemas({ prefix, leaves, wrapsReferences }: Dialect) {
  const schemas: JsonObject = {};
  const refer = (name: string): JsonObject => ({ $ref: `${prefix}${name}` });

  const schemaOfType = (type: FieldType): JsonObject => {
    if (type.type === 'list') return { type: 'array', items: schemaOfType(type.items) };
    if (type.type === 'map') {
      return { type: 'object', additionalProperties: schemaOfType(type.values) };
    }
    if (type.type === 'ref') return refer(add(definitionOf(type.name)));
    const named = leaves[type.type];
    return named === undefined ? (LEAVES[type.type] as JsonObject) : referToLeaf(named);
  };
  const referToLeaf = ([name, schema]: NamedLeaf): JsonObject => {
    schemas[name] = schema;
    return refer(name);
  };
  const strategyOf = (field: Field): string =>
    [
      field.isMerged ? 'merge' : '',
      field.isRetainKeys ? 'retainKeys' : '',
      field.isReplaced ? 'replace' : '',
    ]
      .filter((word) => word !== '')
      .join(',');
  const extensionsOf = (field: Field): JsonObject => {
    const strategy = strategyOf(field);
    const isList = field.type.type === 'list';
    return {
      ...(field.enum.length === 0 ? {} : { enum: [...field.enum] }),
      ...(strategy === '' ? {} : { 'x-kubernetes-patch-strategy': strategy }),
      ...(field.mergeKey === '' ? {} : { 'x-kubernetes-patch-merge-key': field.mergeKey }),
      ...(isList ? { 'x-kubernetes-list-type': field.listType } : {}),
      ...(field.listKeys.length === 0 ? {} : { 'x-kubernetes-list-map-keys': [...field.listKeys] }),
      ...(field.isAtomicMap ? { 'x-kubernetes-map-type': 'atomic' } : {}),
    };
  };
  const schemaOfField = (field: Field): JsonObject => {
    const schema = field.name === 'fieldsV1' ? referToLeaf(OWNED_FIELDS) : schemaOfType(field.type);
    const extensions = extensionsOf(field);
    const isWrapped = wrapsReferences && schema.$ref !== undefined;
    return isWrapped ? { allOf: [schema], ...extensions } : { ...schema, ...extensions };
  };
  const add = (definition: Definition): string => {
    const name = schemaName(definition);
    if (schemas[name] !== undefined) return name;
    const schema: JsonObject = { type: 'object' };
    schemas[name] = schema;
    const fields = [...definition.fields.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const required = fields.filter(({ isRequired }) => isRequired).map((field) => field.name);
    if (required.length > 0) schema.required = required;
    schema.properties = Object.fromEntries(
      fields.map((field) => [field.name, schemaOfField(field)]),
    );
    if (definition.isAtomic) schema['x-kubernetes-map-type'] = 'atomic';
    if (definition.groupVersionKind !== '') {
      const [group = '', version = '', kind = ''] = definition.groupVersionKind.split('/');
      schema['x-kubernetes-group-version-kind'] = [{ group, version, kind }];
    }
    return name;
  };
  return { schemas, add };
}

const parameter = (name: string): JsonObject => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
});
const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation', 'pretty'].map(parameter);

/** The kinds of patches that are read: clients look here for what they may send. */
const PATCH_BODY: JsonObject = {
  content: Object.fromEntries(
    [
      'application/apply-patch+yaml',
      'application/json-patch+json',
      'application/merge-patch+json',
      'application/strategic-merge-patch+json',
    ].map((type) => [type, { schema: { type: 'object' } }]),
  ),
};

function operations(kind: AnyKind, actions: Readonly<Record<string, string>>): JsonObject {
  const { group, version } = kind;
  return Object.fromEntries(
    Object.entries(actions).map(([method, action]) => [
      method,
      {
        ...(method === 'get' ? {} : { parameters: WRITE_PARAMETERS }),
        ...(method === 'patch' ? { requestBody: PATCH_BODY } : {}),
        responses: { 200: { description: 'OK' } },
        'x-kubernetes-action': action,
        'x-kubernetes-group-version-kind': { group, version, kind: kind.kind },
      },
    ]),
  );
}

function pathsOf(kind: AnyKind): JsonObject {
  const root = kind.group === '' ? '/api/v1' : `/apis/${apiVersionOf(kind)}`;
  const place = kind.isNamespaced ? `${root}/namespaces/{namespace}` : root;
  return {
    ...(kind.isNamespaced ? { [`${root}/${kind.plural}`]: operations(kind, { get: 'list' }) } : {}),
    [`${place}/${kind.plural}`]: operations(kind, { get: 'list', post: 'post' }),
    [`${place}/${kind.plural}/{name}`]: operations(kind, {
      get: 'get',
      put: 'put',
      patch: 'patch',
      delete: 'delete',
    }),
  };
}

const INFO: JsonObject = { title: 'Kubernetes', version: 'v1.36.2' };

const groupPath = (apiVersion: string): string =>
  apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;

/** `/openapi/v3`: where each group version's document is. */
export const openApiV3Index = (kinds: readonly AnyKind[]): JsonObject => ({
  paths: Object.fromEntries(
    apiVersionsOf(kinds).map((apiVersion) => [
      groupPath(apiVersion),
      { serverRelativeURL: `/openapi/v3/${groupPath(apiVersion)}?hash=1` },
    ]),
  ),
});

const addKind = (add: (definition: Definition) => string, kind: AnyKind): void => {
  const definition = definitionOfKind(kind.group, kind.version, kind.kind);
  if (definition !== undefined) add(definition);
};

/** `/openapi/v3/…` of one group version; undefined when there is none. */
export function openApiV3(kinds: readonly AnyKind[], path: string): JsonObject | undefined {
  const apiVersion = apiVersionsOf(kinds).find((each) => groupPath(each) === path);
  if (apiVersion === undefined) return undefined;
  const { schemas, add } = createSchemas(V3);
  const own = kindsOf(kinds, apiVersion);
  for (const kind of own) addKind(add, kind);
  const paths = Object.assign({}, ...own.map(pathsOf)) as JsonObject;
  return { openapi: '3.0.0', info: INFO, paths, components: { schemas } };
}

/** `/openapi/v2`: everything in one document. */
export function openApiV2(kinds: readonly AnyKind[]): JsonObject {
  const { schemas, add } = createSchemas(V2);
  for (const kind of kinds) addKind(add, kind);
  const paths = Object.assign({}, ...kinds.map(pathsOf)) as JsonObject;
  return { swagger: '2.0', info: INFO, paths, definitions: schemas };
}
