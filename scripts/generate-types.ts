// Writes sim/api/types.generated.ts from the OpenAPI document of a 1.36 API server.
//   node scripts/generate-types.ts OPENAPI
import fs from 'node:fs';

interface Schema {
  type?: string;
  format?: string;
  $ref?: string;
  items?: Schema;
  additionalProperties?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  'x-kubernetes-group-version-kind'?: unknown;
}

/** The API packages whose types the simulator uses; where two share a name, the first keeps it. */
const PACKAGES = [
  'io.k8s.api.core.v1',
  'io.k8s.api.apps.v1',
  'io.k8s.api.batch.v1',
  'io.k8s.api.discovery.v1',
  'io.k8s.api.storage.v1',
  'io.k8s.api.policy.v1',
  'io.k8s.api.autoscaling.v2',
  'io.k8s.api.autoscaling.v1',
  'io.k8s.api.scheduling.v1',
  'io.k8s.api.coordination.v1',
  'io.k8s.api.networking.v1',
  'io.k8s.api.rbac.v1',
  'io.k8s.api.authentication.v1',
  'io.k8s.api.authorization.v1',
];
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';

const [openApiFile] = process.argv.slice(2);
if (openApiFile === undefined) throw new Error('usage: generate-types.ts OPENAPI');
const { definitions } = JSON.parse(fs.readFileSync(openApiFile, 'utf8')) as {
  definitions: Record<string, Schema>;
};

const names = new Map<string, string>();
const taken = new Set<string>();
const title = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
for (const prefix of [META.slice(0, -1), ...PACKAGES]) {
  for (const id of Object.keys(definitions).sort()) {
    const short = id.slice(id.lastIndexOf('.') + 1);
    if (id.slice(0, id.lastIndexOf('.')) !== prefix) continue;
    const name = taken.has(short)
      ? title(prefix.split('.').at(-2) ?? '') + title(prefix.split('.').at(-1) ?? '') + short
      : short;
    taken.add(name);
    names.set(id, name);
  }
}

const SCALARS: Record<string, string> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'string',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'number | string',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'JsonObject',
  [`${META}Time`]: 'string',
  [`${META}MicroTime`]: 'string',
  [`${META}FieldsV1`]: 'JsonObject',
};

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const id = schema.$ref.replace('#/definitions/', '');
    return SCALARS[id] ?? names.get(id) ?? 'JsonObject';
  }
  if (schema.type === 'array') {
    const item = typeOf(schema.items ?? {});
    return item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.type === 'string') return 'string';
  if (schema.additionalProperties !== undefined)
    return `Record<string, ${typeOf(schema.additionalProperties)}>`;
  return 'JsonObject';
}

const safe = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : `'${key}'`);
const out = [
  '// Written by scripts/generate-types.ts from the OpenAPI document of a Kubernetes 1.36 API server.',
  "import type { JsonObject, KubeObject } from './object.ts';",
];
for (const [id, name] of names) {
  if (
    SCALARS[id] !== undefined ||
    [
      'ObjectMeta',
      'OwnerReference',
      'ManagedFieldsEntry',
      'Status',
      'StatusDetails',
      'StatusCause',
    ].includes(name)
  )
    continue;
  const schema = definitions[id] ?? {};
  const properties = schema.properties ?? {};
  const isKind =
    schema['x-kubernetes-group-version-kind'] !== undefined &&
    properties.metadata?.$ref === `#/definitions/${META}ObjectMeta`;
  const required = new Set([...(schema.required ?? []), ...(isKind ? ['spec', 'status'] : [])]);
  const lines = Object.keys(properties)
    .filter((key) => !(isKind && ['apiVersion', 'kind', 'metadata'].includes(key)))
    .map(
      (key) => `  ${safe(key)}${required.has(key) ? '' : '?'}: ${typeOf(properties[key] ?? {})};`,
    );
  out.push('', `export interface ${name}${isKind ? ' extends KubeObject' : ''} {`, ...lines, '}');
}
const text = `${out.join('\n')}\n`.replace(/\bObjectMeta\b/g, "import('./object.ts').ObjectMeta");
fs.writeFileSync(new URL('../sim/api/types.generated.ts', import.meta.url), text);
