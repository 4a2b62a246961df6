import { expect, test } from 'vitest';
import type { KubeObject } from './object.ts';
import type { ReplicationController } from './types.generated.ts';
import { UNMODELLED_DEFAULTS } from './unmodelled-defaults.ts';

const TEMPLATE = { metadata: { labels: { app: 'a' } }, spec: { containers: [] } };

/** A controller with its defaults. */
function completed(draft: object): ReplicationController {
  const object = structuredClone({
    apiVersion: 'v1',
    kind: 'ReplicationController',
    ...draft,
  }) as unknown as ReplicationController;
  UNMODELLED_DEFAULTS.ReplicationController?.(object as KubeObject);
  return object;
}

test('a ReplicationController selects what its template makes, and is labelled like it', () => {
  const { metadata, spec } = completed({ metadata: { name: 'a' }, spec: { template: TEMPLATE } });
  expect(metadata.labels).toEqual({ app: 'a' });
  expect(spec).toMatchObject({ replicas: 1, selector: { app: 'a' } });
});

test('what a ReplicationController says itself stays', () => {
  const said = { replicas: 0, selector: { app: 'b' } };
  const { metadata, spec } = completed({
    metadata: { name: 'a', labels: { x: 'y' } },
    spec: { ...said, template: TEMPLATE },
  });
  expect(metadata.labels).toEqual({ x: 'y' });
  expect(spec).toMatchObject(said);
});
