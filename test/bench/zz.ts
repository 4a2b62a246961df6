import { CLUSTER } from './cluster.bench.ts';

for (const b of [CLUSTER.hundred, CLUSTER.thousand]) {
  const r = b.prepare();
  const t = process.hrtime.bigint();
  r();
  console.log(b.name, Number(process.hrtime.bigint() - t) / 1e6);
}
