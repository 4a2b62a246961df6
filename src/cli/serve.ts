import path from 'node:path';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { type Cluster, createLessonCluster, createStandardCluster } from '../../sim/index.ts';
import { parseArguments } from './arguments.ts';
import { readLessons } from './lesson-source.ts';
import { HOST, listen } from './listen.ts';
import { writeKubeconfig } from './serve/kubeconfig.ts';
import { serveCluster } from './serve/serve-cluster.ts';

const DEFAULT_PORT = '8001';
const DEFAULT_KUBECONFIG = path.join(
  import.meta.dirname,
  ...['..', '..', '.cache', 'serve', 'kubeconfig'],
);

interface Options {
  readonly port: number;
  readonly kubeconfig: string;
  /** '' for a plain cluster. */
  readonly lesson: string;
  readonly speed: number;
  readonly seed: number;
}

const stop = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(2);
};

function readOptions(): Options {
  const parsed = parseArguments(
    {
      name: 'npm run -s serve --',
      summary: 'Serves a simulated cluster to kubectl and other clients of this machine.',
      operands: [],
      flags: {
        port: { value: 'PORT', summary: `where it listens (${DEFAULT_PORT}; 0 for any)` },
        kubeconfig: { value: 'FILE', summary: 'where the kubeconfig is written' },
        lesson: { value: 'LESSON', summary: 'the cluster of this lesson, as its page starts it' },
        speed: { value: 'FACTOR', summary: 'seconds that pass in a second (1; 0 stands still)' },
        seed: { value: 'SEED', summary: 'what everything random comes from (1)' },
      },
    },
    process.argv.slice(2),
  );
  if (!parsed.ok) return stop(parsed.message);
  const { flags } = parsed.value;
  const { port = DEFAULT_PORT, speed = '1', seed = '1', lesson = '' } = flags;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return stop(`'${port}' is not a port: a number from 0 to 65535`);
  }
  if (!/^\d+(\.\d+)?$/.test(speed) || Number(speed) > 10_000) {
    return stop(`'${speed}' is not a speed: a number from 0 to 10000`);
  }
  if (!/^\d{1,9}$/.test(seed)) return stop(`'${seed}' is not a seed: a whole number from 0 on`);
  const kubeconfig = path.resolve(flags.kubeconfig ?? DEFAULT_KUBECONFIG);
  return { port: Number(port), kubeconfig, lesson, speed: Number(speed), seed: Number(seed) };
}

/** Creates a cluster whose calendar shows the date that it is created with. */
type Create = (startsAtEpochMs: number) => Cluster;

async function creatorOf({ lesson, seed }: Options): Promise<Create> {
  if (lesson === '') return (at) => createStandardCluster(seed, ALL_PARTS, at);
  const folders = await readLessons();
  const found = folders.find(({ source }) => source.lesson.id === lesson);
  if (found !== undefined) return (at) => createLessonCluster(found.source, seed, ALL_PARTS, at);
  const known = folders.map(({ source }) => source.lesson.id).join(', ');
  return stop(`no lesson '${lesson}'; there are: ${known}`);
}

/**
 * A cluster at whose calendar it is now. kubectl works out ages itself, with the clock of this
 * machine, so the two must agree; how far a cluster's clock is when it is ready, it says itself.
 */
function createdNow(create: Create): Cluster {
  const readyAfterMs = create(0).clock.nowMs();
  return create(Date.now() - readyAfterMs);
}

const options = readOptions();
/** Says each bug once: one that comes with every tick would drown all others. */
function createBugReport(): (error: unknown) => void {
  const known = new Set<string>();
  return (error) => {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (known.has(trace)) return;
    known.add(trace);
    process.stderr.write(`A bug of the simulator; the cluster goes on without it:\n${trace}\n`);
  };
}

const served = serveCluster(
  createdNow(await creatorOf(options)),
  () => options.speed,
  createBugReport(),
);
const port = await listen(served.server, options.port, 1);
if (port === undefined) stop(`Port ${options.port} is in use. Choose another with --port.`);
const address = `http://${HOST}:${port}`;
const written = writeKubeconfig(options.kubeconfig, address);
if (!written.ok) stop(`Cannot write the kubeconfig: ${written.error}`);
process.stdout.write(
  [
    `A simulated Kubernetes 1.36 cluster; ${options.speed} s pass in a second. Use it so:`,
    `  export KUBECONFIG=${options.kubeconfig}`,
    '  kubectl get nodes',
    'Ctrl-C ends it, and everything in it.',
    `ready ${address}`,
    '',
  ].join('\n'),
);
// A terminal sends the signal to every process of ours, and npm passes it on: it comes twice.
process.on('SIGINT', served.close);
process.on('SIGTERM', served.close);
