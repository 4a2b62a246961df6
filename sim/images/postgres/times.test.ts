import { expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

/** What PostgreSQL 15 printed; of an error its first line. */
const CASES: readonly (readonly [expression: string, printed: string])[] = [
  ["extract(second from timestamp '2024-02-29 13:14:15.678')", '15.678000'],
  ["extract(epoch from timestamp '2024-02-29 13:14:15.678')", '1709212455.678000'],
  ["extract(microseconds from timestamp '2024-02-29 13:14:15.678')", '15678000'],
  ["extract(week from timestamp '2024-12-30 13:14:15')", '1'],
  ["extract(isoyear from date '2021-01-01')", '2020'],
  ["extract(century from timestamp '2000-12-30')", '20'],
  ["extract(julian from timestamp '2024-12-30 12:00')", '2460675.50000000000000000000'],
  ["extract('DOY' from date '2024-12-30')", '365'],
  ["extract(hour from date '2024-01-01')", 'ERROR:  unit "hour" not supported for type date'],
  [
    'extract(constructor from now())',
    'ERROR:  unit "constructor" not recognized for type timestamp with time zone',
  ],
  [
    "extract(timezone from timestamp '2024-01-01')",
    'ERROR:  unit "timezone" not supported for type timestamp without time zone',
  ],
  ["extract(epoch from interval '1 day 2 hours')", '93600.000000'],
  ["extract(quarter from interval '7 months')", '3'],
  ["extract(week from interval '10 days')", 'ERROR:  unit "week" not supported for type interval'],
  ["extract(second from time '13:14:15.5')", '15.500000'],
  ["date_part('epoch', timestamp '2024-02-29 13:14:15.678')", '1709212455.678'],
  ["date_part('hour', date '2024-01-01')", '0'],
  ["date_part('isodow', timestamp '2024-12-29 01:00')", '7'],
  ["date_trunc('millennium', timestamp '2024-02-29')", '2001-01-01 00:00:00'],
  [
    "date_trunc('constructor', timestamp '2024-02-29')",
    'ERROR:  unit "constructor" not recognized for type timestamp without time zone',
  ],
  [
    "to_char(timestamp '2024-02-29 13:14:15.678', 'YYYY-MM-DD HH24:MI:SS.MS')",
    '2024-02-29 13:14:15.678',
  ],
  [
    "to_char(timestamp '2024-02-29 13:14:15', 'Day, DD Month YYYY')",
    'Thursday , 29 February  2024',
  ],
  [
    "to_char(timestamp '2024-02-29 03:04:05', 'FMHH12:MI am FMDDth MON IW Q DDD')",
    '3:04 am 29th FEB 09 1 060',
  ],
  [
    `to_char(timestamp '2024-02-01 03:04:05', '"on" fmDay "the" FMDDth, CC RM J SSSS US')`,
    'on Thursday the 1st, 21 II   2460342 11045 000000',
  ],
  [
    "to_char(timestamp '2024-12-11 00:04:05', 'DDTH HH:MI P.M. IYYY-IW-ID W WW y,yyy')",
    '11TH 12:04 A.M. 2024-50-3 2 50 2,024',
  ],
  ['to_timestamp(1700000000.5)', '2023-11-14 22:13:20.5+00'],
  ["interval '1 constructor'", 'ERROR:  invalid input syntax for type interval: "1 constructor"'],
  ["date 'foo'", 'ERROR:  invalid input syntax for type date: "foo"'],
  ["current_setting('constructor')", 'ERROR:  unrecognized configuration parameter "constructor"'],
];

it('parts of times, and times by patterns', () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string =>
    cluster.runScript({ script, stdin, limitMs: 120_000 }).stdout;
  run('kubectl run db --image=postgres:15 --env=POSTGRES_PASSWORD=x');
  run('kubectl wait --for=condition=Ready pod/db --timeout=60s; sleep 5');
  const script = CASES.map(([expression]) => `select ${expression};\n\\echo ----\n`).join('');
  const printed = run('kubectl exec -i db -- sh -c "psql -U postgres -At 2>&1"', script)
    .split('----\n')
    .map((text) => text.split('\n')[0]);
  expect(CASES.map(([expression], i) => [expression, printed[i]])).toEqual(CASES);
});
