import { ALL_PARTS } from '../../sim/all-parts.ts';
import { createStandardCluster } from '../../sim/index.ts';
import type { Benchmark, Measured } from './measure.ts';

const COUNT = 100;
const WAIT_MS = 120_000;
const MEGABYTE = 1_000_000;

/** A cluster with a database, and a shell beside it. */
function openDatabase() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string =>
    cluster.runScript({ script, stdin, limitMs: WAIT_MS }).stdout;
  run('kubectl run db --image=mysql:8.4 --env=MYSQL_ROOT_PASSWORD=x --env=MYSQL_DATABASE=d');
  run('kubectl run tools --image=quay.io/iamgini/k8sutils:debian12-1.1 -- sleep infinity');
  run('kubectl wait --for=condition=Ready pod/db pod/tools --timeout=60s; sleep 10');
  const sql = (text: string): string => run('kubectl exec -i db -- mysql -uroot -px -N d', text);
  sql('create table t (id int auto_increment primary key, n int, b longtext)');
  return { run, sql };
}

let open: ReturnType<typeof openDatabase> | undefined;
const database = (): ReturnType<typeof openDatabase> => {
  open ??= openDatabase();
  return open;
};

/** How many of the things that a benchmark does `COUNT` times fit into a second. */
export const perSecond = ({ medianMs }: Measured): string => ((COUNT * 1000) / medianMs).toFixed(0);

/** Names looked up and statements run, from within containers. */
export const INSIDE: readonly Benchmark[] = [
  {
    name: `inside: ${COUNT} lookups with dig`,
    goalMs: undefined,
    prepare() {
      const { run } = database();
      const name = 'kubernetes.default.svc.cluster.local';
      const script = `for i in $(seq ${COUNT}); do dig +short ${name}; done`;
      return () => run(`kubectl exec tools -- bash -c '${script}'`);
    },
  },
  {
    name: `inside: ${COUNT} selects in one session`,
    goalMs: undefined,
    prepare() {
      const { sql } = database();
      const text = 'select count(*), sum(n) from t where n > 3;\n'.repeat(COUNT);
      return () => sql(text);
    },
  },
  {
    name: `inside: ${COUNT} inserts in one session`,
    goalMs: undefined,
    prepare() {
      const { sql } = database();
      const text = 'insert into t (n) values (7);\n'.repeat(COUNT);
      return () => sql(text);
    },
  },
  {
    name: 'inside: a statement of a megabyte',
    goalMs: 300,
    prepare() {
      const { sql } = database();
      const text = `select length('${'x'.repeat(MEGABYTE)}');`;
      return () => sql(text);
    },
  },
];
