// Writes sim/http/protobuf/fields.generated.ts: the protobuf number of every field of the API, and
// sim/kubectl/output/field-order.generated.ts: the order in which Go writes the fields as JSON.
//   node scripts/generate-protobuf.ts KUBECTL
// KUBECTL is a kubectl for linux-x64, whose Go type descriptors carry the numbers as struct tags.
import fs from 'node:fs';
import { SCHEMA_TEXT } from '../sim/schema/schema.generated.ts';

const KIND_POINTER = 22;
const KIND_STRUCT = 25;
/** Sizes of Go's type descriptors. */
const TYPE_BYTES = 48;
const STRUCT_BYTES = TYPE_BYTES + 32;
const FIELD_BYTES = 24;

interface Section {
  readonly address: number;
  readonly offset: number;
  readonly size: number;
}

interface GoStruct {
  readonly name: string;
  readonly package: string;
  /** Protobuf number by JSON name; `2.1` for a field of a structure that JSON does not show. */
  readonly fields: ReadonlyMap<string, string>;
}

/** The sections of a 64-bit little-endian ELF file, by name. */
function sectionsOf(file: Buffer): Map<string, Section> {
  const start = Number(file.readBigUInt64LE(0x28));
  const [size, count, names] = [0x3a, 0x3c, 0x3e].map((at) => file.readUInt16LE(at)) as [
    number,
    number,
    number,
  ];
  const headers = Array.from({ length: count }, (_, i) => file.subarray(start + i * size));
  const read = (header: Buffer, at: number): number => Number(header.readBigUInt64LE(at));
  const namesAt = read(headers[names] as Buffer, 0x18);
  const nameOf = (header: Buffer): string => {
    const at = namesAt + header.readUInt32LE(0);
    return file.toString('latin1', at, file.indexOf(0, at));
  };
  return new Map(
    headers.map((header) => [
      nameOf(header),
      { address: read(header, 0x10), offset: read(header, 0x18), size: read(header, 0x20) },
    ]),
  );
}

/** Reads the structs that a Go program knows by reflection. */
function structsOf(file: Buffer): GoStruct[] {
  const sections = sectionsOf(file);
  const sectionOf = (name: string): Section => {
    const found = sections.get(name);
    if (found === undefined) throw new Error(`no section ${name}: not a Go program`);
    return found;
  };
  const types = sectionOf('.rodata');
  const links = sectionOf('.typelink');
  const at = (address: number): number => {
    for (const { address: start, offset, size } of sections.values()) {
      if (start > 0 && address >= start && address < start + size) return offset + address - start;
    }
    throw new Error(`no section holds ${address.toString(16)}`);
  };
  const pointer = (offset: number): number => Number(file.readBigUInt64LE(offset));
  const text = (offset: number): [text: string, next: number] => {
    let length = 0;
    let next = offset;
    for (let shift = 0; ; shift += 7) {
      const byte = file.readUInt8(next++);
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return [file.toString('utf8', next, next + length), next + length];
  };
  const nameAndTag = (offset: number): [name: string, tag: string] => {
    const flags = file.readUInt8(offset);
    const [name, next] = text(offset + 1);
    return [name, (flags & 2) === 0 ? '' : text(next)[0]];
  };
  const kindOf = (offset: number): number => file.readUInt8(offset + 23) & 31;
  const structBehind = (offset: number): number =>
    kindOf(offset) === KIND_POINTER ? at(pointer(offset + TYPE_BYTES)) : offset;
  const fieldsOf = (offset: number): Map<string, string> => {
    const fields = new Map<string, string>();
    const count = pointer(offset + TYPE_BYTES + 16);
    if (count === 0) return fields;
    const first = at(pointer(offset + TYPE_BYTES + 8));
    for (let i = 0; i < count; i++) {
      const field = first + i * FIELD_BYTES;
      const [, tag] = nameAndTag(at(pointer(field)));
      const number = /protobuf:"[a-z0-9]+,(\d+),/.exec(tag)?.[1];
      const json = /json:"([^,"]*)/.exec(tag)?.[1];
      if (number === undefined) continue;
      if (json) fields.set(json, number);
      else {
        const type = structBehind(at(pointer(field + 8)));
        const inner = kindOf(type) === KIND_STRUCT ? fieldsOf(type) : [];
        for (const [name, below] of inner) fields.set(name, `${number}.${below}`);
      }
    }
    return fields;
  };
  const structAt = (offset: number): GoStruct | undefined => {
    const flags = file.readUInt8(offset + 20);
    if (kindOf(offset) !== KIND_STRUCT || (flags & 1) === 0) return undefined;
    const [whole] = text(at(types.address + file.readInt32LE(offset + 40)) + 1);
    const packageAt = file.readInt32LE(offset + STRUCT_BYTES);
    const [path] = text(at(types.address + packageAt) + 1);
    const name = whole.slice(whole.lastIndexOf('.') + 1);
    return { name, package: path, fields: fieldsOf(offset) };
  };
  const found: GoStruct[] = [];
  for (let i = 0; i < links.size; i += 4) {
    const type = at(types.address + file.readInt32LE(links.offset + i));
    if (kindOf(type) !== KIND_POINTER) continue;
    const struct = structAt(at(pointer(type + TYPE_BYTES)));
    if (struct !== undefined && struct.fields.size > 0) found.push(struct);
  }
  return found;
}

const program = process.argv[2];
if (program === undefined) throw new Error('usage: generate-protobuf.ts KUBECTL');
const structs = structsOf(fs.readFileSync(program)).filter((struct) =>
  /^k8s\.io\/(api|apimachinery|kube-aggregator|apiextensions-apiserver)\//.test(struct.package),
);
const lines: string[] = [];
/** The fields in Go's order, of the definitions in which it is not that of their names. */
const ordered = new Map<string, readonly string[]>();
/** The definitions that each one refers to. */
const references = new Map<string, readonly string[]>();
const roots: string[] = [];
/** Kinds of which kubectl knows the types, so that it prints them in their order. */
const TYPED =
  /^(apps|autoscaling|batch|policy)?\/|^(authentication|networking|rbac\.authorization|scheduling)\./;
for (const line of SCHEMA_TEXT.trim().split('\n')) {
  const [head = '', ...parts] = line.split(';');
  const [mark = '', gvk = ''] = head.split('=');
  const name = mark.replace('%', '');
  const [displayName, suffix = ''] = name.split('$');
  const wanted = parts.map((part) => part.slice(0, part.indexOf(':'))).filter((p) => p !== '');
  const own = wanted.filter((field) => field !== 'apiVersion' && field !== 'kind');
  const [group = ''] = gvk.split('/');
  const scoreOf = (struct: GoStruct): number =>
    own.filter((field) => struct.fields.has(field)).length * 10 -
    [...struct.fields.keys()].filter((field) => !wanted.includes(field)).length +
    (struct.package.includes(`/${group.split('.')[0] || 'core'}/`) ? 2 : 0) +
    (suffix !== '' && struct.package.includes(suffix) ? 3 : 0) +
    (/\/v[12]$/.test(struct.package) ? 1 : 0);
  const [best] = structs
    .filter((struct) => struct.name === displayName)
    .sort((a, b) => scoreOf(b) - scoreOf(a));
  if (best === undefined) {
    process.stderr.write(`${name}: no such type\n`);
    continue;
  }
  const missing = own.filter((field) => !best.fields.has(field));
  if (missing.length > 0) process.stderr.write(`${name}: without ${missing.join(' ')}\n`);
  const numbers = wanted.filter((field) => best.fields.has(field));
  const order = [...best.fields.keys()].filter((field) => wanted.includes(field));
  if (order.join() !== [...order].sort().join()) ordered.set(name, order);
  references.set(
    name,
    [...line.matchAll(/@([A-Za-z0-9$]+)/g)].map(([, used = '']) => used),
  );
  if (gvk !== '' && TYPED.test(gvk)) roots.push(name);
  lines.push([name, ...numbers.map((field) => `${field}=${best.fields.get(field)}`)].join(';'));
}
const head = [
  '// Written by scripts/generate-protobuf.ts from the type descriptors of a kubectl 1.36.',
  '// One definition a line: the protobuf number of each field.',
];
const target = new URL('../sim/http/protobuf/fields.generated.ts', import.meta.url);
const body = `export const PROTOBUF_FIELDS = \`\n${lines.join('\n')}\n\`;\n`;
fs.writeFileSync(target, `${head.join('\n')}\n${body}`);

const reached = new Set<string>();
const reach = (name: string): void => {
  if (reached.has(name)) return;
  reached.add(name);
  for (const used of references.get(name) ?? []) reach(used);
};
for (const name of roots) reach(name);
const orderLines = [...ordered]
  .filter(([name]) => reached.has(name))
  .map(([name, fields]) => [name, ...fields].join(';'));
const orderHead = [
  '// Written by scripts/generate-protobuf.ts from the type descriptors of a kubectl 1.36.',
  '// One definition a line: its fields in the order of the Go type, where that is not by name.',
];
fs.writeFileSync(
  new URL('../sim/kubectl/output/field-order.generated.ts', import.meta.url),
  `${orderHead.join('\n')}\nexport const FIELD_ORDER = \`\n${orderLines.join('\n')}\n\`;\n`,
);
