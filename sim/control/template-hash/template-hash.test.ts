import { expect, it } from 'vitest';
import type { PodTemplateSpec } from '../../api/index.ts';
import { dumpQuantity } from './dump-quantity.ts';
import { templateHash } from './template-hash.ts';

const template: PodTemplateSpec = {
  metadata: { labels: { app: 'web' } } as unknown as NonNullable<PodTemplateSpec['metadata']>,
  spec: {
    containers: [
      {
        name: 'nginx',
        image: 'nginx:1.24',
        ports: [{ containerPort: 80, protocol: 'TCP' }],
        resources: {},
        readinessProbe: {
          httpGet: { path: '/', port: 80, scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 2,
          successThreshold: 1,
          failureThreshold: 3,
        },
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        imagePullPolicy: 'IfNotPresent',
      },
    ],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  },
};

it('gives a template the hash that a real cluster gave it', () => {
  expect(templateHash(template, undefined)).toBe('74d9ff9767');
});

it('gives another hash after a collision', () => {
  expect(templateHash(template, 1)).not.toBe(templateHash(template, undefined));
});

it.each([
  ['500m', 500, -3, '500m', 'DecimalSI'],
  ['1', 1, 0, '1', 'DecimalSI'],
  ['64Mi', 67108864, 0, '', 'BinarySI'],
  ['1Gi', 1073741824, 0, '1Gi', 'BinarySI'],
  ['0.5', 5, -1, '', 'DecimalSI'],
  ['0', 0, 0, '0', 'DecimalSI'],
])('writes %s as Go holds it', (text, value, scale, kept, format) => {
  expect(dumpQuantity(text)).toBe(
    `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} ` +
      `d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${kept} ` +
      `Format:(resource.Format)${format}}`,
  );
});
