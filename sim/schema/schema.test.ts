import { describe, expect, it } from 'vitest';
import { SCHEMA_TEXT } from './schema.generated.ts';
import { definitionOf, definitionOfKind } from './schema.ts';

describe('schema', () => {
  it('reads every definition', () => {
    for (const line of SCHEMA_TEXT.trim().split('\n')) {
      const name = line.slice(0, line.search(/[%=]/));
      const { fields } = definitionOf(name);
      for (const { type } of fields.values()) {
        let at = type;
        while (at.type === 'list' || at.type === 'map')
          at = at.type === 'list' ? at.items : at.values;
        if (at.type === 'ref') expect(definitionOf(at.name).name).toBe(at.name);
      }
    }
  });

  it('knows how fields are merged, listed and required', () => {
    const pod = definitionOf('PodSpec').fields;
    expect(pod.get('containers')).toMatchObject({
      isRequired: true,
      mergeKey: 'name',
      isMerged: true,
      listType: 'map',
      listKeys: ['name'],
    });
    expect(pod.get('volumes')).toMatchObject({ isRetainKeys: true, mergeKey: 'name' });
    expect(pod.get('tolerations')).toMatchObject({ isMerged: false, listType: 'atomic' });
    expect(pod.get('restartPolicy')?.enum).toEqual(['Always', 'Never', 'OnFailure']);
    expect(pod.get('overhead')?.type).toEqual({ type: 'map', values: { type: 'quantity' } });
    expect(definitionOf('Container').fields.get('ports')?.listKeys).toEqual([
      'containerPort',
      'protocol',
    ]);
    expect(definitionOf('ObjectMeta').fields.get('finalizers')).toMatchObject({
      isMerged: true,
      mergeKey: '',
      listType: 'set',
    });
    expect(definitionOf('DeploymentSpec').fields.get('strategy')?.isRetainKeys).toBe(true);
  });

  it('finds kinds', () => {
    expect(definitionOfKind('autoscaling', 'v2', 'HorizontalPodAutoscaler')?.goPackage).toBe('v2');
    expect(definitionOfKind('discovery.k8s.io', 'v1', 'EndpointSlice')?.displayName).toBe(
      'EndpointSlice',
    );
    expect(definitionOfKind('', 'v1', 'Nothing')).toBeUndefined();
  });
});
