import { describe, expect, it } from 'vitest';
import { fullName, parseReference } from './image.ts';

const nameOf = (name: string): string | undefined => {
  const reference = parseReference(name);
  return reference && fullName(reference);
};

describe('image names', () => {
  it.each([
    ['mysql', 'docker.io/library/mysql:latest'],
    ['mysql:8.2.0', 'docker.io/library/mysql:8.2.0'],
    ['prom/node-exporter:v1.8.0', 'docker.io/prom/node-exporter:v1.8.0'],
    ['registry.k8s.io/nginx-slim:0.24', 'registry.k8s.io/nginx-slim:0.24'],
    ['localhost:5000/a/b', 'localhost:5000/a/b:latest'],
    ['busybox:1', 'docker.io/library/busybox:1'],
    ['quay.io/iamgini/k8sutils:debian12-1.1', 'quay.io/iamgini/k8sutils:debian12-1.1'],
    ['example.com/crash-mysql:1', 'example.com/crash-mysql:1'],
  ])('%s is %s', (name, full) => expect(nameOf(name)).toBe(full));

  it.each(['Nginx:1', 'nginx:', 'a//b', '', 'nginx latest'])('%s is malformed', (name) =>
    expect(nameOf(name)).toBeUndefined(),
  );
});
