import type { Definition, Field } from '../../schema/index.ts';
import { PROTOBUF_FIELDS } from './fields.generated.ts';

/** What the wire's number of a structure means: a field, or a structure that JSON does not show. */
export type Slot = { readonly field: Field } | { readonly inline: SlotMap };
export type SlotMap = ReadonlyMap<number, Slot>;

type Building = Map<number, { field: Field } | { inline: Building }>;

const lines = new Map<string, string>();
const known = new Map<string, SlotMap>();

function readLines(): void {
  for (const line of PROTOBUF_FIELDS.trim().split('\n')) {
    const at = line.indexOf(';');
    lines.set(line.slice(0, at), line.slice(at + 1));
  }
}

function place(slots: Building, path: readonly number[], field: Field): void {
  const [first = 0, ...rest] = path;
  if (rest.length === 0) {
    slots.set(first, { field });
    return;
  }
  const slot = slots.get(first) ?? { inline: new Map() };
  slots.set(first, slot);
  if ('inline' in slot) place(slot.inline, rest, field);
}

/** The numbers of a definition; empty for one that has no protobuf form. */
export function slotsOf(definition: Definition): SlotMap {
  if (lines.size === 0) readLines();
  const found = known.get(definition.name);
  if (found !== undefined) return found;
  const slots: Building = new Map();
  for (const word of (lines.get(definition.name) ?? '').split(';')) {
    const [name = '', path = ''] = word.split('=');
    const field = definition.fields.get(name);
    if (field !== undefined) place(slots, path.split('.').map(Number), field);
  }
  known.set(definition.name, slots);
  return slots;
}
