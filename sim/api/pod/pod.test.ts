import { describe, expect, test } from 'vitest';
import { bodyOf } from '../field-errors.ts';
import { draftOf } from '../object.ts';
import type { Container, ContainerStatus, Pod, PodSpec, PodStatus } from '../types.generated.ts';
import { pods } from './pod.ts';
import { getPodQOS } from './qos.ts';
import { summarizePod } from './status-text.ts';

const podOf = (spec: Partial<PodSpec>, status: PodStatus = {}): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'crate',
    namespace: 'dock',
    uid: 'u1',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: { containers: [{ name: 'app', image: 'nginx:1.25' }], ...spec },
  status,
});

const defaulted = (spec: Partial<PodSpec>): Pod => {
  const pod = podOf(spec);
  pods.setDefaults(pod);
  pods.prepareForCreate(pod);
  return pod;
};

const refusals = (spec: Partial<PodSpec>): string[] =>
  pods.validate(defaulted(spec)).map((error) => `${error.field}: ${bodyOf(error)}`);

describe('defaults', () => {
  test('are those of the API server', () => {
    const { spec, status } = defaulted({});
    expect(spec).toEqual({
      containers: [
        {
          name: 'app',
          image: 'nginx:1.25',
          imagePullPolicy: 'IfNotPresent',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    });
    expect(status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
  });

  test.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['registry:5000/team/nginx', 'Always'],
    ['registry:5000/team/nginx:1', 'IfNotPresent'],
    ['nginx@sha256:abc', 'IfNotPresent'],
  ])('pull %s %s', (image, policy) => {
    const { spec } = defaulted({ containers: [{ name: 'app', image }] });
    expect(spec.containers[0]?.imagePullPolicy).toBe(policy);
  });

  test('limits are requested too', () => {
    const limits = { cpu: '1', memory: '1Gi' };
    const pod = defaulted({ containers: [{ name: 'app', image: 'a:1', resources: { limits } }] });
    expect(pod.spec.containers[0]?.resources?.requests).toEqual(limits);
    expect(pod.status.qosClass).toBe('Guaranteed');
  });

  test('probes, volumes and references are filled in', () => {
    const { spec } = defaulted({
      containers: [
        {
          name: 'app',
          image: 'a:1',
          readinessProbe: { httpGet: { port: 80 } },
          env: [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
          ports: [{ containerPort: 80 }],
        },
      ],
      volumes: [{ name: 'scratch' }, { name: 'cm', configMap: { name: 'cm' } }],
    });
    const app = spec.containers[0] as Container;
    expect(app.readinessProbe).toEqual({
      httpGet: { path: '/', port: 80, scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    });
    expect(app.env?.[0]?.valueFrom?.fieldRef?.apiVersion).toBe('v1');
    expect(app.ports?.[0]?.protocol).toBe('TCP');
    expect(spec.volumes).toEqual([
      { name: 'scratch', emptyDir: {} },
      { name: 'cm', configMap: { name: 'cm', defaultMode: 420 } },
    ]);
  });
});

describe('quality of service', () => {
  test('is burstable when anything is requested', () => {
    const resources = { requests: { memory: '64Mi' } };
    const pod = podOf({ containers: [{ name: 'a', image: 'a', resources }] });
    expect(getPodQOS(pod)).toBe('Burstable');
  });
});

describe('validation', () => {
  test('names every fault in the order of the API server', () => {
    expect(
      refusals({
        restartPolicy: 'Perhaps',
        containers: [
          {
            name: 'web',
            image: 'a:1',
            ports: [{ containerPort: 70_000 }, { containerPort: 80, name: 'LOUD' }],
            imagePullPolicy: 'Never ever',
            resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } },
          },
          { name: 'web', image: '', volumeMounts: [{ name: 'gone', mountPath: '/data' }] },
        ],
      }),
    ).toEqual([
      [
        'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between',
        ' 1 and 65535, inclusive',
      ].join(''),
      [
        'spec.containers[0].ports[1].name: Invalid value: "LOUD": must contain only ',
        'alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      ].join(''),
      [
        'spec.containers[0].ports[1].name: Invalid value: "LOUD": must contain at least ',
        'one letter (a-z)',
      ].join(''),
      [
        'spec.containers[0].imagePullPolicy: Unsupported value: "Never ever": supported ',
        'values: "Always", "IfNotPresent", "Never"',
      ].join(''),
      [
        'spec.containers[0].resources.requests: Invalid value: "2Gi": must be less than ',
        'or equal to memory limit of 1Gi',
      ].join(''),
      'spec.containers[1].image: Required value',
      'spec.containers[1].volumeMounts[0].name: Not found: "gone"',
      'spec.containers[1].name: Duplicate value: "web"',
      [
        'spec.restartPolicy: Unsupported value: "Perhaps": supported values: "Always", ',
        '"OnFailure", "Never"',
      ].join(''),
    ]);
  });

  test('asks for containers', () => {
    expect(refusals({ containers: [] })).toEqual(['spec.containers: Required value']);
  });

  test('an update may change the image and add tolerations', () => {
    const old = defaulted({});
    const next = draftOf(old);
    next.spec.tolerations = [{ key: 'disk', operator: 'Exists' }];
    (next.spec.containers[0] as Container).image = 'nginx:1.26';
    expect(pods.validateUpdate(next, old)).toEqual([]);
  });

  test('an update of anything else shows what would change', () => {
    const old = defaulted({});
    const next = draftOf(old);
    next.spec.hostname = 'elsewhere';
    const [error] = pods.validateUpdate(next, old);
    expect(error?.field).toBe('spec');
    expect(error?.detail).toContain('pod updates may not change fields other than');
    expect(error?.detail).toMatch(/@@ -\d+,7 \+\d+,7 @@\n/);
    expect(error?.detail).toContain('- "Hostname": "",\n+ "Hostname": "elsewhere",\n');
  });
});

const status = (name: string, rest: Partial<ContainerStatus>): ContainerStatus => ({
  name,
  image: 'a',
  imageID: '',
  ready: false,
  restartCount: 0,
  ...rest,
});
const running = { running: { startedAt: '2026-01-01T00:00:01Z' } };
const completed = { terminated: { exitCode: 0, reason: 'Completed' } };
const cases: [string, Pod, string][] = [
  ['pending', podOf({}, { phase: 'Pending' }), '0/1 Pending 0'],
  [
    'running',
    podOf(
      {},
      {
        phase: 'Running',
        containerStatuses: [status('app', { ready: true, state: running })],
      },
    ),
    '1/1 Running 0',
  ],
  [
    'crash loop',
    podOf(
      {},
      {
        phase: 'Running',
        containerStatuses: [
          status('app', {
            restartCount: 3,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:01:00Z' } },
          }),
        ],
      },
    ),
    '0/1 CrashLoopBackOff 3',
  ],
  [
    'first init container',
    podOf(
      { initContainers: [{ name: 'wait' }, { name: 'load' }] },
      {
        phase: 'Pending',
        initContainerStatuses: [status('wait', { state: running })],
      },
    ),
    '0/1 Init:0/2 0',
  ],
  [
    'second init container failed',
    podOf(
      { initContainers: [{ name: 'wait' }, { name: 'load' }] },
      {
        phase: 'Pending',
        initContainerStatuses: [
          status('wait', { state: completed }),
          status('load', { state: { terminated: { exitCode: 1, reason: 'Error' } } }),
        ],
      },
    ),
    '0/1 Init:Error 0',
  ],
  [
    'killed by a signal',
    podOf(
      {},
      {
        phase: 'Failed',
        containerStatuses: [status('app', { state: { terminated: { exitCode: 137, signal: 9 } } })],
      },
    ),
    '0/1 Signal:9 0',
  ],
  [
    'done',
    podOf({}, { phase: 'Succeeded', containerStatuses: [status('app', { state: completed })] }),
    '0/1 Completed 0',
  ],
];

describe('the status in a table', () => {
  test.each(cases)('%s', (_name, pod, expected) => {
    const summary = summarizePod(pod);
    expect(`${summary.ready}/${summary.total} ${summary.status} ${summary.restarts}`).toBe(
      expected,
    );
  });

  test('a pod that is deleted terminates until it has ended', () => {
    const pod = podOf({}, { phase: 'Running' });
    pod.metadata.deletionTimestamp = '2026-01-01T00:02:00Z';
    expect(summarizePod(pod).status).toBe('Terminating');
    expect(summarizePod({ ...pod, status: { phase: 'Failed' } }).status).toBe('Failed');
  });
});
