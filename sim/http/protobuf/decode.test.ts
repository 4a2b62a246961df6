import { expect, test } from 'vitest';
import { decodeProtobuf } from './decode.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((p) => (typeof p === 'string' ? [...Buffer.from(p)] : p)));
/** A field with a length. */
const sized = (number: number, content: Uint8Array): Uint8Array =>
  bytes([(number << 3) | 2, content.length], [...content]);
const text = (number: number, content: string): Uint8Array => sized(number, bytes(content));
const message = (...fields: Uint8Array[]): Uint8Array => bytes(...fields.map((f) => [...f]));

const envelope = (apiVersion: string, kind: string, object: Uint8Array): Uint8Array =>
  message(
    bytes('k8s', [0]),
    sized(1, message(text(1, apiVersion), text(2, kind))),
    sized(2, object),
  );

test('objects, maps, lists, numbers and bytes come back as JSON has them', () => {
  const metadata = message(text(1, 'x'), sized(11, message(text(1, 'app'), text(2, 'web'))));
  const port = message(text(1, 'http'), bytes([3 << 3, 80]), sized(4, bytes([2 << 3, 0x90, 0x3f])));
  const spec = message(sized(1, port), sized(1, port));
  const service = message(sized(1, metadata), sized(2, spec));
  const decoded = decodeProtobuf(envelope('v1', 'Service', service));
  const shown = { name: 'http', port: 80, targetPort: 8080 };
  expect(decoded).toEqual({
    ok: true,
    value: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'x', labels: { app: 'web' } },
      spec: { ports: [shown, shown] },
    },
  });
});

test('structures that JSON does not show are taken apart', () => {
  // A volume's source is a message of its own: number 2, and in it 19 is the ConfigMap.
  const source = bytes([0x9a, 0x01, 7, 0x0a, 5, 0x0a, 3], 'cfg');
  const volume = message(text(1, 'v'), sized(2, source));
  const pod = message(sized(2, sized(1, volume)));
  const decoded = decodeProtobuf(envelope('v1', 'Pod', pod));
  expect(decoded).toMatchObject({
    value: { spec: { volumes: [{ name: 'v', configMap: { name: 'cfg' } }] } },
  });
});

test('what is no protobuf is refused, and never loops or throws', () => {
  expect(decodeProtobuf(bytes('{"a":1}')).ok).toBe(false);
  expect(decodeProtobuf(bytes('k8s', [0, 0x0a, 0xff, 0xff])).ok).toBe(false);
  expect(decodeProtobuf(envelope('v1', 'Nothing', bytes())).ok).toBe(false);
  for (let i = 0; i < 256; i++) {
    const noise = Array.from({ length: 40 }, (_, at) => (i * 31 + at * at * 7) & 0xff);
    decodeProtobuf(bytes('k8s', [0], noise));
    decodeProtobuf(envelope('v1', 'Pod', bytes(noise)));
  }
});
