import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

/** Statements, and what MySQL 8.0 prints for them in batch mode, without names. */
const PRINTED: readonly (readonly [statement: string, row: string])[] = [
  [
    `select format(1234567.891,2), format(1234.5,0), format(-0.5,1), format(null,2), format(12332.2,2,'de_DE'), format('abc',1), format(999.999,2), format(1e15,3)`,
    `1,234,567.89	1,235	-0.5	NULL	12.332,20	0.0	1,000.00	1,000,000,000,000,000.000`,
  ],
  [
    `select yearweek('2026-05-01'), yearweek('2026-01-01'), yearweek('2026-01-01',1), week('2026-01-01',1), week('2026-05-01',3), yearweek('2026-01-04'), week('2027-01-01',3), week('2026-12-31'), week('2026-12-31',2), week('2024-12-30',1), week('2024-12-30',5), week('2024-01-03',4), week('2024-01-03',6), week('2024-01-03',7)`,
    `202617	202552	202601	1	18	202601	53	52	52	53	53	1	1	1`,
  ],
  [
    `select json_quote('a"b'), json_quote('é\\n'), json_depth('[[1]]'), json_depth('1'), json_depth('{}'), json_depth('{"a":[1,{"b":2}]}')`,
    `"a\\\\"b"	"é\\\\n"	3	1	1	4`,
  ],
  [
    `select json_array_append('[1]','$',2), json_array_append('{"a":1}','$.a',2), json_array_append('{"a":[1]}','$.a',2,'$.a','x'), json_array_append('[1]','$[3]',2)`,
    `[1, 2]	{"a": [1, 2]}	{"a": [1, 2, "x"]}	[1]`,
  ],
  [
    `select json_contains_path('{"a":1,"b":{"c":2}}','one','$.a','$.z'), json_contains_path('{"a":1}','all','$.a','$.z'), json_contains_path('{"b":{"c":2}}','all','$.b.c')`,
    `1	0	1`,
  ],
  [
    `select json_value('{"a":1,"b":"x"}','$.a'), json_value('{"b":"x"}','$.b'), json_value('{"a":[1]}','$.a'), json_value('{}','$.a')`,
    `1	x	[1]	NULL`,
  ],
  [
    `select json_search('{"a":"abc","b":["abc","x"]}','one','abc'), json_search('{"a":"abc","b":["abc","x"]}','all','abc'), json_search('{"a":"abc"}','one','z'), json_search('{"a":"abc"}','one','a%'), json_search('["x"]','one','x')`,
    `"$.a"	["$.a", "$.b[0]"]	NULL	"$.a"	"$[0]"`,
  ],
  [
    `select json_merge_patch('{"a":1,"b":2}','{"b":null,"c":3}'), json_merge_patch('[1]','{"a":1}'), json_merge_preserve('{"a":1}','{"a":2}'), json_merge_preserve('[1]','2'), json_merge_patch('{"a":{"x":1}}','{"a":{"y":2}}')`,
    `{"a": 1, "c": 3}	{"a": 1}	{"a": [1, 2]}	[1, 2]	{"a": {"x": 1, "y": 2}}`,
  ],
  [
    `select json_overlaps('[1,2]','[2,3]'), json_overlaps('[1]','[3]'), json_overlaps('{"a":1}','{"a":1,"b":2}'), json_overlaps('1','[1]')`,
    `1	0	1	1`,
  ],
  [
    `select get_lock('a',1), is_free_lock('a'), is_used_lock('a') = connection_id(), get_lock('b',0), release_lock('a'), release_lock('zz'), is_free_lock('zz'), release_all_locks()`,
    `1	0	1	1	1	NULL	1	1`,
  ],
  [
    `select 'a' sounds like 'a', 'hello' sounds like 'helo', _utf8mb4'x', n'x', _latin1'abc'`,
    `1	1	x	x	abc`,
  ],
  [
    `select is_uuid('6ccd780c-baba-1026-9564-5b8c656024db'), is_uuid('x'), hex(uuid_to_bin('6ccd780c-baba-1026-9564-5b8c656024db')), hex(uuid_to_bin('6ccd780c-baba-1026-9564-5b8c656024db',1)), bin_to_uuid(uuid_to_bin('6ccd780c-baba-1026-9564-5b8c656024db')), bin_to_uuid(uuid_to_bin('6ccd780c-baba-1026-9564-5b8c656024db',1),1), length(random_bytes(4))`,
    `1	0	6CCD780CBABA102695645B8C656024DB	1026BABA6CCD780C95645B8C656024DB	6ccd780c-baba-1026-9564-5b8c656024db	6ccd780c-baba-1026-9564-5b8c656024db	4`,
  ],
  [
    `select format_bytes(1024), format_bytes(123456789), format_bytes(5), format_pico_time(3501), format_pico_time(5), format_pico_time(3501000000000), format_bytes(512)`,
    `1.00 KiB	117.74 MiB	   5 bytes	3.50 ns	  5 ps	3.50 s	 512 bytes`,
  ],
  [`select to_seconds('2026-01-01')`, `63934444800`],
  [`select str_to_date('10:11','%H:%i')`, `10:11:00`],
  [`select make_set(5,'a','b','c'), export_set(5,'Y','N',',',4)`, `a,c	Y,N,Y,N`],
  [`select regexp_instr('dog cat dog','dog',2)`, `9`],
  [`select log(0), ascii(''), hex('é')`, `NULL	0	C3A9`],
  [
    `select json_extract('{"a":1,"b":2}','$.*'), json_extract('[1,[2]]','$[*]'), json_extract('{"a":{"b":1}}','$**.b'), json_extract('[1,2,3]','$[last]'), json_extract('[1,2,3]','$[0 to 1]'), json_extract('[1,2,3]','$[0]','$[2]'), json_extract('5','$[0]'), json_extract('{"a b":1}','$."a b"'), json_extract('[1,2,3]','$[last-1]')`,
    `[1, 2]	[1, [2]]	[1]	3	[1, 2]	[1, 3]	5	1	2`,
  ],
  [
    `select json_set('{"a":{"b":1}}','$.a.b',5,'$.a.c','x'), json_insert('[1,2]','$[5]',9), json_replace('{"a":1}','$.a',json_array(1,2)), json_remove('[1,2,3]','$[1]')`,
    `{"a": {"b": 5, "c": "x"}}	[1, 2, 9]	{"a": [1, 2]}	[1, 3]`,
  ],
  [
    `select week('2026-01-01',0),week('2026-01-01',1),week('2026-01-01',2),week('2026-01-01',3),week('2026-01-01',4),week('2026-01-01',5),week('2026-01-01',6),week('2026-01-01',7), week('2023-01-01',0),week('2023-01-01',1),week('2023-01-01',2),week('2023-01-01',3),week('2023-01-01',4),week('2023-01-01',5),week('2023-01-01',6),week('2023-01-01',7), week('2024-12-31',0),week('2024-12-31',1),week('2024-12-31',2),week('2024-12-31',3),week('2024-12-31',4),week('2024-12-31',5),week('2024-12-31',6),week('2024-12-31',7)`,
    `0	1	52	1	0	0	53	52	1	0	1	52	1	0	1	52	52	53	52	1	53	53	1	53`,
  ],
  [
    `select binary 'a' = 'A', 'a' = binary 'A', binary 'a' = 'a', cast('a' as binary) = 'A', 'B' < binary 'a', binary 'B' < 'a'`,
    `0	0	1	0	1	1`,
  ],
  [`select date_format('2026-01-05 04:05:06','%v %V %X %x')`, `02 01 2026 2026`],
  [
    `select json_array_insert('[1,2]','$[0]','x'), json_array_insert('{"a":[1]}','$.a[0]',0)`,
    `["x", 1, 2]	{"a": [0, 1]}`,
  ],
];

test('functions give what MySQL gives', () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string =>
    cluster.runScript({ script, stdin, limitMs: 300_000 }).stdout;
  run('kubectl run db --image=mysql:8.2 --env=MYSQL_ROOT_PASSWORD=x');
  run('kubectl wait --for=condition=Ready pod/db --timeout=60s; sleep 60');
  const statements = PRINTED.map(([statement]) => `${statement};\n`).join('');
  const printed = run('kubectl exec -i db -- mysql -uroot -px -N', statements);
  expect(printed.split('\n').slice(0, -1)).toEqual(PRINTED.map(([, row]) => row));
});
