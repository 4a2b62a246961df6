import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { type Cluster, createStandardCluster } from '../../sim/index.ts';
import { writeKubeconfig } from '../../src/cli/serve/kubeconfig.ts';
import { type ServedCluster, serveCluster, throwBug } from '../../src/cli/serve/serve-cluster.ts';

/** Virtual seconds that pass in one of the wall clock's, so that tests need not wait long. */
const SPEED = 20;

/** A served cluster as a client of this machine finds it. */
export interface Served {
  readonly cluster: Cluster;
  readonly server: ServedCluster;
  readonly address: string;
  readonly config: KubeConfig;
  close(): void;
}

export async function startServed(): Promise<Served> {
  const cluster = createStandardCluster(3, ALL_PARTS);
  const server = serveCluster(cluster, () => SPEED, throwBug);
  server.server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const directory = mkdtempSync(path.join(tmpdir(), 'ordinal-clients-'));
  const file = path.join(directory, 'kubeconfig');
  writeKubeconfig(file, address);
  const config = new KubeConfig();
  config.loadFromFile(file);
  return {
    cluster,
    server,
    address,
    config,
    close() {
      server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
