import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  clusterFor,
  finalObjectsOf,
  recordedMsOf,
  traceOf,
  waitAfter,
  waitBefore,
} from '../../../src/cli/conformance/recorded-cluster.ts';
import type { Played, PlayedStep, Recording } from '../../../src/cli/conformance/recording.ts';
import { createLockstep } from './lockstep.ts';

const NAME = 'minikube';

/** What kubectl logs of itself when its time is over: which of two ends it notices first. */
const OWN_LOG = /^[EIW]\d{4} [\d:.]+ +\d+ reflector\.go:.*\n/gm;

/** The configuration as the recorder had it, but for the address. */
const kubeconfigText = (address: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': NAME,
    clusters: [{ name: NAME, cluster: { server: address } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME, namespace: 'default' } }],
    // Without it kubectl asks for a name and a password.
    users: [{ name: NAME, user: { token: 'any' } }],
  });

/** A computer of its own for one recording: its home, and its programs with the real kubectl. */
function createComputer(kubectl: string) {
  const root = mkdtempSync(path.join(tmpdir(), 'ordinal-recorded-'));
  const [home, programs] = [path.join(root, 'home'), path.join(root, 'bin')];
  mkdirSync(path.join(home, '.kube'), { recursive: true });
  mkdirSync(programs);
  symlinkSync(path.join(kubectl, 'kubectl'), path.join(programs, 'kubectl'));
  const environment = {
    PATH: `${programs}:${process.env.PATH ?? ''}`,
    HOME: home,
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    // It lives for a moment: collecting garbage, and on several threads, costs more than it saves.
    GOGC: 'off',
    GOMAXPROCS: '1',
  };
  return { root, home, programs, environment };
}

const startOf = ({ t }: { readonly t?: number }, nowMs: number, fromMs: number): number =>
  Math.max(nowMs, fromMs + (t ?? 0));

/** Plays a recording of a cluster with the real kubectl, over HTTP. */
export async function playWithKubectl(recording: Recording, kubectl: string): Promise<Played> {
  const computer = createComputer(kubectl);
  const cluster = clusterFor(recording);
  const lockstep = await createLockstep(cluster, computer);
  try {
    writeFileSync(path.join(computer.home, '.kube', 'config'), kubeconfigText(lockstep.address));
    const directory = path.join(computer.home, recording.id);
    mkdirSync(directory);
    const asRecorded = (text: string): string =>
      text
        .replaceAll(`${computer.home}/`, './')
        .replaceAll(lockstep.address, 'https://127.0.0.1:8443')
        .replaceAll(OWN_LOG, '');
    const fromRv = cluster.view.resourceVersion();
    const fromMs = cluster.clock.nowMs();
    const steps: PlayedStep[] = [];
    for (const step of recording.steps) {
      for (const [name, content] of Object.entries(step.files ?? {})) {
        const file = path.join(directory, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
      waitBefore(cluster, step, fromMs);
      if (step.cmd === undefined) {
        steps.push({});
        continue;
      }
      const before = cluster.view.resourceVersion();
      const untilMs = startOf(step, cluster.clock.nowMs(), fromMs) + recordedMsOf(step);
      const ran = await lockstep.run(step.cmd, directory, step.stdin ?? '', untilMs);
      const aheadMs = untilMs - cluster.clock.nowMs();
      if (aheadMs > 0) cluster.world.advance(aheadMs);
      waitAfter(cluster, step, before);
      steps.push({
        cmd: step.cmd,
        exit: ran.exit,
        stdout: asRecorded(ran.stdout),
        stderr: asRecorded(ran.stderr),
      });
    }
    return {
      id: recording.id,
      steps,
      trace: traceOf(cluster, fromRv, fromMs),
      finalObjects: finalObjectsOf(cluster),
      bugs: [],
    };
  } finally {
    lockstep.close();
    rmSync(computer.root, { recursive: true, force: true });
  }
}
