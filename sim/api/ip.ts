// Models apimachinery/pkg/util/validation/ip.go with strict validation, as 1.36 has it.

interface Address {
  /** Of 16 bits: two of an IPv4 address, eight of an IPv6 one. */
  readonly groups: readonly number[];
  readonly hasLeadingZeros: boolean;
}

const ADDRESS = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const CIDR = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/** Numbers as Go's ParseIPSloppy reads them: leading zeros mean nothing. */
function parseIPv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part))) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  if (Math.max(a, b, c, d) > 255) return undefined;
  const hasLeadingZeros = parts.some((part) => /^0\d/.test(part));
  return { groups: [a * 256 + b, c * 256 + d], hasLeadingZeros };
}

function parseIPv6(text: string): Address | undefined {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return undefined;
  const tail = text.includes('.') ? parseIPv4(text.slice(colon + 1)) : undefined;
  const hex = tail?.groups.map((group) => group.toString(16)).join(':');
  const halves = (hex === undefined ? text : text.slice(0, colon + 1) + hex).split('::');
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - rest.length;
  const isWhole = halves.length === 1 ? missing === 0 : halves.length === 2 && missing > 0;
  const all = [...head, ...Array(Math.max(missing, 0)).fill('0'), ...rest];
  if (!isWhole || !all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const hasLeadingZeros = tail?.hasLeadingZeros ?? false;
  return { groups: all.map((group) => Number.parseInt(group, 16)), hasLeadingZeros };
}

const parseAddress = (text: string): Address | undefined => parseIPv4(text) ?? parseIPv6(text);

/** Whether the text is an address of either family, however it is written. */
export const isAddress = (text: string): boolean => parseAddress(text) !== undefined;

const isMapped = ({ groups }: Address): boolean =>
  groups.length === 8 && groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);

/** Why a text is no IP address; empty when it is one. Models IsValidIPForLegacyField. */
export function addressErrors(text: string): readonly string[] {
  const address = parseAddress(text);
  if (address === undefined) return [ADDRESS];
  if (address.hasLeadingZeros) return ['must not have leading 0s'];
  return isMapped(address) ? ['must not be an IPv4-mapped IPv6 address'] : [];
}

interface Range extends Address {
  /** How many bits all addresses of the range have in common. */
  readonly bits: number;
}

function parseCidr(text: string): Range | undefined {
  const [first = '', length = '', ...rest] = text.split('/');
  const address = parseAddress(first);
  const bits = /^\d+$/.test(length) ? Number(length) : Number.POSITIVE_INFINITY;
  if (address === undefined || rest.length > 0) return undefined;
  if (bits > address.groups.length * 16) return undefined;
  const hasLeadingZeros = address.hasLeadingZeros || /^0\d/.test(length);
  return { ...address, hasLeadingZeros, bits };
}

/** The first `bits` bits of an address, the others 0. */
const masked = (groups: readonly number[], bits: number): readonly number[] =>
  groups.map((group, i) => {
    const kept = Math.min(Math.max(bits - i * 16, 0), 16);
    return group & (0xffff << (16 - kept)) & 0xffff;
  });

const isSame = (a: readonly number[], b: readonly number[]): boolean => String(a) === String(b);

/** Why a text is no range of addresses. Models IsValidCIDRForLegacyField. */
export function cidrErrors(text: string): readonly string[] {
  const range = parseCidr(text);
  if (range === undefined) return [CIDR];
  if (range.hasLeadingZeros) return ['must not have leading 0s in IP or prefix length'];
  if (isMapped(range)) return ['must not have an IPv4-mapped IPv6 address'];
  return isSame(masked(range.groups, range.bits), range.groups)
    ? []
    : ['must not have bits set beyond the prefix length'];
}

/** Whether a range lies within another, larger one; both are ranges. */
export function isInsideCidr(inner: string, outer: string): boolean {
  const [small, large] = [parseCidr(inner), parseCidr(outer)];
  if (small === undefined || large === undefined || small.bits <= large.bits) return false;
  return isSame(masked(small.groups, large.bits), masked(large.groups, large.bits));
}
