import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { type Event, events, type KubeObject, type Pod, pods } from '../api/index.ts';
import { createControlPlane } from '../cluster/control-plane.ts';
import { because, type Origin } from '../kernel/index.ts';
import { PLAIN_NETWORK } from '../net/index.ts';
import { writeAs } from '../store/index.ts';
import { DEFAULT_PROFILE, NOT_MODELLED, type NodeProfile } from './index.ts';

const USER: Origin = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 7 };

function noticesFor(profile: NodeProfile, ...objects: object[]): string[] {
  const options = {
    seed: 1,
    featureGates: {},
    network: PLAIN_NETWORK,
    nodes: 1,
    parts: ALL_PARTS,
    storageClasses: [],
  };
  const { world, server, registry, store } = createControlPlane({ ...options, profile });
  world.advance(2_000);
  for (const each of objects) {
    const object = each as KubeObject;
    const kind = registry.kindOf(object.apiVersion, object.kind);
    if (kind === undefined) throw new Error(`no kind ${object.kind}`);
    const answer = server.create(kind, object, writeAs('test'), USER);
    if (!answer.ok) throw new Error(answer.status.message);
  }
  world.advance(60_000);
  return store
    .changes()
    .filter(({ kind, type }) => kind === events && type === 'ADDED')
    .map(({ object }) => object as Event)
    .filter(({ reason }) => reason === NOT_MODELLED)
    .map(({ involvedObject: { kind, name }, message }) => `${kind}/${name}: ${message}`);
}

const podObject = (spec: object): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'default' },
  spec,
});
const GPU = podObject({
  hostPID: true,
  hostIPC: false,
  containers: [
    {
      name: 'c',
      image: 'example.com/trainer:1',
      resources: { limits: { 'example.com/gpu': '1' } },
      securityContext: { capabilities: { add: ['NET_ADMIN'] } },
    },
  ],
  volumes: [{ name: 'share', iscsi: { targetPortal: 's', iqn: 'i', lun: 0 } }],
});
const ROLE = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'r', namespace: 'default' },
};

describe('what is not modelled', () => {
  it('is said once of each object', () => {
    expect(noticesFor(DEFAULT_PROFILE, GPU, ROLE)).toEqual([
      'Pod/p: Accepted but not simulated: spec.hostPID, ' +
        'spec.containers{c}.securityContext.capabilities, ' +
        'spec.containers{c}.resources.limits[example.com/gpu], spec.volumes{share}.iscsi',
      'Pod/p: Only known by name, its containers just wait: example.com/trainer:1',
      'Role/r: The Role is stored and answered, but nothing here acts upon it',
    ]);
  });

  it('is not said of what is modelled, nor where nobody wants to hear it', () => {
    const plain = podObject({ containers: [{ name: 'c', image: 'nginx:1.25' }] }) as Pod;
    expect(plain.kind).toBe(pods.kind);
    expect(noticesFor(DEFAULT_PROFILE, plain)).toEqual([]);
    expect(noticesFor({ ...DEFAULT_PROFILE, hasNotices: false }, GPU, ROLE)).toEqual([]);
  });
});
