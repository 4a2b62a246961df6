// Writes sim/control/template-hash/pod-template-layout.generated.ts from the Go types of a release.
//   node scripts/generate-pod-template-layout.ts API_TYPES_GO META_TYPES_GO
import fs from 'node:fs';

interface Declared {
  /** The type that a name stands for, or the fields of a structure. */
  readonly alias: string | undefined;
  readonly fields: readonly string[];
}

/** What is written by hand in the reader: their form is not that of their fields. */
const OPAQUE =
  /^(string|bool|u?int\d*|v1\.(Time|FieldsV1)|resource\.Quantity|intstr\.\w+|types\.UID)$/;
const IMPORTED: Readonly<Record<string, string>> = { 'metav1.': 'v1.', 'types.UID': 'types.UID' };

function qualify(type: string): string {
  const inner = /^(\*|\[\]|map\[\w+\])(.+)$/.exec(type);
  if (inner !== null) {
    const head = (inner[1] ?? '').replace(/\[([A-Z]\w*)\]/, '[v1.$1]');
    return head + qualify(inner[2] ?? '');
  }
  for (const [from, to] of Object.entries(IMPORTED)) {
    if (type.startsWith(from)) return type.replace(from, to);
  }
  return /^[A-Z]/.test(type) ? `v1.${type}` : type;
}

function parseField(line: string): string[] {
  const match = /^\t(?:([A-Z]\w*)\s+)?([*[\]\w.]+)\s+`json:"([^",]*)/.exec(line);
  if (match === null) return [];
  const type = qualify(match[2] ?? '');
  const name = match[1] ?? type.replace(/^.*\./, '');
  return [`${name}=${match[3] ?? ''}:${type}`];
}

function declarations(file: string): [string, Declared][] {
  const text = fs.readFileSync(file, 'utf8');
  const structs = [...text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)];
  const aliases = [...text.matchAll(/^type (\w+) ([\w.[\]]+)$/gm)];
  return [
    ...structs.map(([, name = '', body = '']): [string, Declared] => [
      `v1.${name}`,
      { alias: undefined, fields: body.split('\n').flatMap(parseField) },
    ]),
    ...aliases.map(([, name = '', alias = '']): [string, Declared] => [
      `v1.${name}`,
      { alias: qualify(alias), fields: [] },
    ]),
  ];
}

const files = process.argv.slice(2);
if (files.length !== 2) {
  throw new Error('usage: generate-pod-template-layout.ts API_TYPES_GO META_TYPES_GO');
}
// The API's own ObjectMeta of old is not the one that it uses.
const declared = new Map(files.flatMap(declarations));
const lines: string[] = [];
const done = new Set<string>();
const pending = ['v1.PodTemplateSpec'];
for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
  if (done.has(name) || OPAQUE.test(name)) continue;
  done.add(name);
  const type = declared.get(name);
  if (type === undefined) throw new Error(`no type ${name}`);
  const used =
    type.alias === undefined ? type.fields.map((f) => f.replace(/^.*?:/, '')) : [type.alias];
  for (const one of used) pending.push(one.replace(/^(?:\*|\[\]|map\[[\w.]+\])+/, ''));
  lines.push(`${name} ${type.alias === undefined ? type.fields.join(' ') : `= ${type.alias}`}`);
}
fs.writeFileSync(
  'sim/control/template-hash/pod-template-layout.generated.ts',
  [
    '// Written by scripts/generate-pod-template-layout.ts from the Go types of Kubernetes 1.36.',
    '// One type a line: its fields in order, as name=json:type, or the type that it stands for.',
    'export const POD_TEMPLATE_LAYOUT = `',
    ...lines,
    '`;',
    '',
  ].join('\n'),
);
