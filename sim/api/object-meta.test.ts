import { describe, expect, it } from 'vitest';
import { bodyOf } from './field-errors.ts';
import type { AnyKind } from './kind.ts';
import { configMaps, namespaces, nodes, pods, services, statefulSets } from './kinds.ts';
import type { KubeObject, ObjectMeta } from './object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './object-meta.ts';

const object = (metadata: Partial<ObjectMeta>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { uid: 'u', resourceVersion: '1', creationTimestamp: '', ...metadata } as ObjectMeta,
});
const errorsOf = (kind: AnyKind, metadata: Partial<ObjectMeta>): string[] =>
  validateObjectMeta(kind, object(metadata)).map((error) => `${error.field}: ${bodyOf(error)}`);
const updateErrors = (metadata: Partial<ObjectMeta>, old: Partial<ObjectMeta>): string[] =>
  validateObjectMetaUpdate(object(metadata), object(old)).map((e) => `${e.field}: ${bodyOf(e)}`);

describe('object metadata', () => {
  it('accepts what is right', () => {
    const labels = { 'a.b/c': '', x: 'Y_1.z' };
    expect(errorsOf(pods, { name: 'a.b-c', namespace: 'n', labels })).toEqual([]);
    expect(errorsOf(pods, { name: 'a-x', generateName: 'a-', namespace: 'n' })).toEqual([]);
  });

  it('asks for a name and a namespace', () => {
    expect(errorsOf(configMaps, {})).toEqual([
      'metadata.name: Required value: name or generateName is required',
      'metadata.namespace: Required value',
    ]);
    expect(errorsOf(nodes, { name: 'q', namespace: 'n' })).toEqual([
      'metadata.namespace: Forbidden: not allowed on this type',
    ]);
  });

  it('checks names as the kind wants them', () => {
    const label =
      'a lowercase RFC 1123 label must consist of lower case alphanumeric characters or ' +
      "'-', and must start and end with an alphanumeric character (e.g. 'my-name',  or " +
      "'123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    expect(errorsOf(statefulSets, { name: 'q.r', namespace: 'n' })).toEqual([
      `metadata.name: Invalid value: "q.r": ${label}`,
    ]);
    expect(errorsOf(namespaces, { name: 'Q' })).toEqual([
      `metadata.name: Invalid value: "Q": ${label}`,
    ]);
    expect(errorsOf(services, { name: '1q', namespace: 'n' })).toEqual([]);
    expect(errorsOf(namespaces, { name: 'a'.repeat(64) })).toEqual([
      `metadata.name: Invalid value: "${'a'.repeat(64)}": must be no more than 63 bytes`,
    ]);
  });

  it('checks labels and annotations', () => {
    const labels = { 'bad key': 'x', ok: 'bad value', 'a/b/c': '' };
    const errors = errorsOf(pods, { name: 'q', namespace: 'n', labels });
    expect(errors[0]).toMatch(/"a\/b\/c": a valid label key must consist .*\(e\.g\. 'example\.com/);
    expect(errors[1]).toMatch(
      /^metadata\.labels: Invalid value: "bad key": name part must consist/,
    );
    expect(errors[2]).toMatch(
      /^metadata\.labels: Invalid value: "bad value": a valid label must be/,
    );
    const annotations = { big: 'x'.repeat(262_144) };
    expect(errorsOf(pods, { name: 'q', namespace: 'n', annotations })).toEqual([
      'metadata.annotations: Too long: may not be more than 262144 bytes',
    ]);
  });

  it('keeps what may not change', () => {
    const old = { name: 'q', namespace: 'n', deletionTimestamp: 'now', finalizers: ['a/b'] };
    expect(updateErrors({ ...old, uid: 'v' }, old)).toEqual([
      'metadata.uid: Invalid value: "v": field is immutable',
    ]);
    expect(updateErrors({ ...old, finalizers: ['a/b', 'c/d'] }, old)).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is ' +
        'being deleted, found new finalizers []string{"c/d"}',
    ]);
    expect(updateErrors({ ...old, finalizers: [] }, old)).toEqual([]);
    const young = { name: 'q', namespace: 'n' };
    expect(updateErrors({ ...young, finalizers: ['orphan', 'mine'] }, young)).toEqual([
      'metadata.finalizers[1]: Invalid value: "mine": name is neither a standard finalizer ' +
        'name nor is it fully qualified',
    ]);
  });
});
