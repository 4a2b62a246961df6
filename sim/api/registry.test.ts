import { describe, expect, it } from 'vitest';
import { resourceOf } from './kind.ts';
import { MODELLED_KINDS } from './kinds.ts';
import { isOlderVersion, OTHER_VERSIONS } from './other-versions.ts';
import { createRegistry, verbsOf } from './registry.ts';
import { UNMODELLED_KINDS } from './unmodelled.ts';

const registry = createRegistry([
  ...MODELLED_KINDS,
  ...UNMODELLED_KINDS,
  ...OTHER_VERSIONS.map(({ kind }) => kind).filter((kind) => !isOlderVersion(kind)),
]);
const resource = (word: string): string | undefined => {
  const kind = registry.kindFor(word);
  return kind === undefined ? undefined : resourceOf(kind);
};

describe('registry', () => {
  it('knows every kind of 1.36 once', () => {
    const names = registry.kinds().map(resourceOf);
    expect(names.length).toBe(67);
    expect(new Set(names).size).toBe(67);
    expect(names.slice(0, 3)).toEqual(['bindings', 'componentstatuses', 'configmaps']);
    expect(names.indexOf('statefulsets.apps')).toBeLessThan(names.indexOf('jobs.batch'));
  });

  it.each([
    ['po', 'pods'],
    ['Pod', 'pods'],
    ['PODS', 'pods'],
    ['sts', 'statefulsets.apps'],
    ['statefulset.apps', 'statefulsets.apps'],
    ['statefulsets.v1.apps', 'statefulsets.apps'],
    ['sts.v1beta1.apps', 'statefulsets.apps'],
    ['pods.v1.', 'pods'],
    ['events', 'events'],
    ['ev', 'events'],
    ['events.events.k8s.io', 'events.events.k8s.io'],
    ['hpa', 'horizontalpodautoscalers.autoscaling'],
    ['crds', 'customresourcedefinitions.apiextensions.k8s.io'],
    ['sc', 'storageclasses.storage.k8s.io'],
    ['foo', undefined],
    ['foos.example.com', undefined],
    ['statefulsets.v1beta1.apps', undefined],
    ['', undefined],
  ])('%s is %s', (word, expected) => expect(resource(word)).toBe(expected));

  it('finds kinds of manifests', () => {
    expect(registry.kindOf('apps/v1', 'StatefulSet')?.plural).toBe('statefulsets');
    expect(registry.kindOf('v1', 'StatefulSet')).toBeUndefined();
    expect(registry.kindOf('apps/v2', 'StatefulSet')).toBeUndefined();
  });

  it('knows the verbs', () => {
    const [review] = registry.kinds().filter((kind) => kind.kind === 'SelfSubjectAccessReview');
    expect(review && verbsOf(review)).toEqual(['create']);
  });
});
