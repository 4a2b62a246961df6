import { describe, expect, it } from 'vitest';
import { parseFieldSelector } from './fields.ts';
import type { AnyKind } from './kind.ts';
import { configMaps, events, jobs, pods } from './kinds.ts';
import type { KubeObject } from './object.ts';

const pod = {
  metadata: { name: 'q', namespace: 'n' },
  spec: { nodeName: 'node-1' },
  status: { phase: 'Running' },
} as unknown as KubeObject;
const matches = (kind: AnyKind, selector: string, object: KubeObject): boolean | string => {
  const result = parseFieldSelector(kind, selector);
  return result.ok ? result.value(object) : result.status.message;
};

describe('field selectors', () => {
  it.each([
    ['', true],
    ['status.phase=Running', true],
    ['status.phase==Running,spec.nodeName!=node-2', true],
    ['status.phase!=Running', false],
    ['metadata.name=q,metadata.namespace=n', true],
    ['spec.hostNetwork=false', true],
    ['status.podIP=', true],
  ])('%s', (selector, expected) => expect(matches(pods, selector, pod)).toBe(expected));

  it('knows the fields of events', () => {
    const event = { involvedObject: { name: 'q', kind: 'Pod' }, type: 'Warning', metadata: {} };
    const selector = 'involvedObject.name=q,involvedObject.kind=Pod,type=Warning';
    expect(matches(events, selector, event as unknown as KubeObject)).toBe(true);
  });

  it('refuses the others in the words of the kind', () => {
    expect(matches(pods, 'spec.nope=1', pod)).toBe('field label not supported: spec.nope');
    expect(matches(configMaps, 'data=1', pod)).toBe(
      '"data" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
    expect(matches(jobs, 'x=1', pod)).toBe('field label "x" not supported for Job');
    expect(matches(pods, 'metadata.name', pod)).toBe(
      "invalid selector: 'metadata.name'; can't understand 'metadata.name'",
    );
  });
});
