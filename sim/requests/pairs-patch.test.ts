import { describe, expect, it } from 'vitest';
import { type JsonObject, type KubeObject, pods } from '../api/index.ts';
import { patchPairs } from './pairs-patch.ts';
import { applyPatch } from './patch.ts';

const merged = (old: KubeObject, body: JsonObject): KubeObject => {
  const result = applyPatch(pods, old, { type: 'merge', body, isForced: false }, 'Warn');
  if (!result.ok) throw new Error(result.status.message);
  return result.value;
};
const labels = { app: 'web', tier: 'front' };
const annotations = { note: 'a' };
const metadata = { name: 'x', namespace: 'default', uid: 'u' };
const pod = merged({ metadata } as unknown as KubeObject, { metadata: { labels, annotations } });

describe('a patch of labels and annotations', () => {
  it.each<JsonObject>([
    { labels: { tier: 'back' } },
    { labels: { tier: null } },
    { labels: { b: '1', a: '2', z: '3' } },
    { labels: { none: null } },
    { labels: { a: '' }, annotations: { note: 'b', 'example.com/a': 'c' } },
    {},
  ])('%j is read as the whole object would be', (change) => {
    const alone = patchPairs(pod, { metadata: change });
    // With the kind beside it the whole object is read.
    const whole = merged(pod, { kind: 'Pod', metadata: change });
    expect(JSON.stringify(alone)).toBe(JSON.stringify(whole));
    expect(alone?.metadata).not.toBe(pod.metadata);
  });

  it.each<JsonObject>([
    { metadata: { labels: { tier: 1 } } },
    { metadata: { labels: null } },
    { metadata: { labels: 'a' } },
    { metadata: { annotations: { note: null } } },
    { metadata: { labels: { tier: 'b' }, resourceVersion: '1' } },
    { metadata: { finalizers: [] } },
    { metadata: { labels: { tier: 'b' } }, spec: {} },
    { metadata: null },
  ])('%j is left to the reader of whole objects', (body) => {
    expect(patchPairs(pod, body)).toBeUndefined();
  });
});
