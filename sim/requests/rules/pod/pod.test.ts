import { expect, test } from 'vitest';
import { fieldErrors } from '../../../api/index.ts';
import { POD_RULES } from './index.ts';

const errorsOf = (kind: string, object: object, old?: object): string[] =>
  (POD_RULES[kind]?.(object as never, old as never) ?? []).map(
    (error) => `${error.field}: ${fieldErrors.bodyOf(error)}`,
  );
const ofSpec = (spec: object): string[] =>
  errorsOf('Pod', { metadata: { name: 'p' }, spec: { containers: [], ...spec } });
const ofContainer = (container: object, rest: object = {}): string[] =>
  ofSpec({ ...rest, containers: [{ name: 'c', image: 'i', ...container }] });
const C = 'spec.containers[0]';
const invalid = (value: string): string => `Invalid value: "${value}"`;

test.each<[object, string[]]>([
  [
    { volumeDevices: [{ name: 'e', devicePath: '/x/..' }, { name: 'no' }] },
    [
      `${C}.volumeDevices[0].name: ${invalid('e')}: can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode`,
      `${C}.volumeDevices[0].devicePath: ${invalid('/x/..')}: can not contain backsteps ('..')`,
      `${C}.volumeDevices[1].name: Not found: "no"`,
      `${C}.volumeDevices[1].devicePath: Required value`,
    ],
  ],
  [
    { volumeMounts: [{ name: 'e', mountPath: '/e', mountPropagation: 'Bidirectional' }] },
    [
      `${C}.volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers`,
    ],
  ],
  [
    { volumeMounts: [{ name: 'e', mountPath: '/e', recursiveReadOnly: 'Enabled' }] },
    [`${C}.volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true`],
  ],
  [
    {
      env: [
        { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '2' } } },
      ],
    },
    [
      `${C}.env[0].valueFrom.resourceFieldRef.divisor: ${invalid('limits.cpu')}: only divisor's values 1m and 1 are supported with the cpu resource`,
    ],
  ],
  [
    {
      env: [
        {
          name: 'A',
          valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
        },
      ],
    },
    [],
  ],
  [
    { readinessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'a b' }] } } },
    [
      `${C}.readinessProbe.httpGet.httpHeaders: ${invalid('a b')}: a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')`,
    ],
  ],
  [
    { resizePolicy: [{ resourceName: 'gpu', restartPolicy: 'RestartContainer' }] },
    [
      `${C}.resizePolicy: Unsupported value: "gpu": supported values: "cpu", "memory"`,
      `${C}.resizePolicy: ${invalid('RestartContainer')}: must be 'NotRequired' when \`restartPolicy\` is 'Never'`,
    ],
  ],
  [
    { restartPolicy: 'Often' },
    [
      `${C}.restartPolicy: Unsupported value: "Often": supported values: "Always", "OnFailure", "Never"`,
    ],
  ],
  [
    { restartPolicyRules: [{ action: 'Restart' }] },
    [`${C}.restartPolicy: Required value: must specify restartPolicy when restart rules are used`],
  ],
  [
    { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Stop', exitCodes: {} }] },
    [
      `${C}.restartPolicyRules[0].action: Unsupported value: "Stop": supported values: "Restart", "RestartAllContainers"`,
      `${C}.restartPolicyRules[0].exitCodes.operator: Unsupported value: "": supported values: "In", "NotIn"`,
    ],
  ],
  [
    { securityContext: { procMount: 'Unmasked', seccompProfile: { type: 'Localhost' } } },
    [
      `${C}.securityContext.procMount: ${invalid('Unmasked')}: \`hostUsers\` must be false to use \`Unmasked\``,
      `${C}.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost`,
    ],
  ],
])('a container that says %j is refused for %j', (container, expected) => {
  const rest = { restartPolicy: 'Never', volumes: [{ name: 'e', emptyDir: {} }] };
  expect(ofContainer(container, rest)).toEqual(expected);
});

const NODE = 'requiredDuringSchedulingIgnoredDuringExecution';

test.each<[object, string[]]>([
  [
    {
      affinity: {
        nodeAffinity: {
          [NODE]: { nodeSelectorTerms: [{ matchFields: [{ key: 'x', operator: 'Exists' }] }] },
        },
      },
    },
    [
      `spec.affinity.nodeAffinity.${NODE}.nodeSelectorTerms[0].matchFields[0].operator: ${invalid('Exists')}: not a valid selector operator`,
      `spec.affinity.nodeAffinity.${NODE}.nodeSelectorTerms[0].matchFields[0].key: ${invalid('x')}: not a valid field selector key`,
    ],
  ],
  [
    { affinity: { podAffinity: { [NODE]: [{ topologyKey: 'a', matchLabelKeys: ['app'] }] } } },
    [
      `spec.affinity.podAffinity.${NODE}[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set`,
    ],
  ],
  [
    {
      topologySpreadConstraints: [
        {
          nodeTaintsPolicy: 'X',
          matchLabelKeys: ['app'],
          labelSelector: { matchLabels: { app: 'a' } },
        },
      ],
    },
    [
      'spec.topologySpreadConstraints[0].nodeTaintsPolicy: Unsupported value: "X": supported values: "Honor", "Ignore"',
      `spec.topologySpreadConstraints[0].matchLabelKeys[0]: ${invalid('app')}: exists in both matchLabelKeys and labelSelector`,
    ],
  ],
  [{ tolerations: [{ key: 'a', operator: 'Equal', value: 'b' }] }, []],
  [
    {
      securityContext: { sysctls: [{ name: 'net.a' }, { name: 'A' }], fsGroupChangePolicy: 'X' },
      hostNetwork: true,
    },
    [
      `spec.securityContext.sysctls[0].name: ${invalid('net.a')}: may not be specified when 'hostNetwork' is true`,
      `spec.securityContext.sysctls[1].name: ${invalid('A')}: must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$`,
      'spec.securityContext.fsGroupChangePolicy: Unsupported value: "X": supported values: "Always", "OnRootMismatch"',
    ],
  ],
  [
    { shareProcessNamespace: true, hostPID: true },
    [
      'spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
    ],
  ],
  [
    { hostUsers: false, hostNetwork: true, hostPID: true },
    [
      'spec.hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false',
      'spec.HostPID: Forbidden: when `pod.Spec.HostUsers` is false',
    ],
  ],
  [
    {
      volumes: [
        {
          name: 'a',
          projected: {
            sources: [
              { configMap: { name: 'x', items: [{ key: 'a', path: 'p' }] } },
              { secret: { name: 'y', items: [{ key: 'a', path: 'p' }] } },
            ],
          },
        },
        { name: 'b', image: { pullPolicy: 'X' } },
        { name: 'c', gitRepo: {} },
      ],
    },
    [
      `spec.volumes[0].projected: ${invalid('y')}: conflicting duplicate paths`,
      'spec.volumes[1].image.reference: Required value',
      'spec.volumes[1].image.pullPolicy: Unsupported value: "X": supported values: "Always", "IfNotPresent", "Never"',
      'spec.volumes[2].gitRepo.repository: Required value',
    ],
  ],
  [{ os: {} }, ['spec.os.name: Required value: cannot be empty']],
  [
    { os: { name: 'mac' } },
    ['spec.os: Unsupported value: "mac": supported values: "linux", "windows"'],
  ],
  [{ dnsConfig: { searches: ['.', 'a_b.c.'] } }, []],
  [
    { ephemeralContainers: [{ name: 'e', image: 'i' }] },
    ['spec.ephemeralContainers: Forbidden: cannot be set on create'],
  ],
])('a pod that says %j is refused for %j', (spec, expected) => {
  expect(ofSpec(spec)).toEqual(expected);
});

test('a template is refused as a pod is, and may have no container to look', () => {
  const template = { spec: { containers: [], os: {}, ephemeralContainers: [{ name: 'e' }] } };
  const expected = (at: string): string[] => [
    `${at}.os.name: Required value: cannot be empty`,
    `${at}.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template`,
  ];
  expect(errorsOf('StatefulSet', { spec: { template } })).toEqual(expected('spec.template.spec'));
  const jobTemplate = { spec: { template } };
  const inner = expected('spec.jobTemplate.spec.template.spec');
  expect(errorsOf('CronJob', { spec: { jobTemplate } })).toEqual(inner);
});

test('the cost of a deletion is a whole number', () => {
  const pod = (cost: string): object => ({
    metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } },
    spec: { containers: [] },
  });
  expect(errorsOf('Pod', pod('-5'))).toEqual([]);
  expect(errorsOf('Pod', pod('1.5'))).toEqual([
    `metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: ${invalid('1.5')}: must be a 32bit integer`,
  ]);
});
