import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const NAME = 'ordinal';

const kubeconfigText = (address: string): string =>
  [
    'apiVersion: v1',
    'kind: Config',
    `current-context: ${NAME}`,
    'clusters:',
    `- name: ${NAME}`,
    '  cluster:',
    `    server: ${address}`,
    // Without it the JavaScript client refuses an address without TLS.
    '    insecure-skip-tls-verify: true',
    'contexts:',
    `- name: ${NAME}`,
    '  context:',
    `    cluster: ${NAME}`,
    `    user: ${NAME}`,
    '    namespace: default',
    'users:',
    `- name: ${NAME}`,
    '  user: {}',
    '',
  ].join('\n');

export type Written = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** Writes what clients need to reach the cluster. */
export function writeKubeconfig(file: string, address: string): Written {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, kubeconfigText(address), { mode: 0o600 });
    return { ok: true };
  } catch (error) {
    return { ok: false, error: (error as Error).message };
  }
}
