import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

/** A server in the pod `db`, and what a script prints. */
function start(): (script: string, stdin?: string) => string {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string =>
    cluster.runScript({ script, stdin, limitMs: 300_000 }).stdout;
  run('kubectl run db --image=mysql:8.2 --env=MYSQL_ROOT_PASSWORD=x');
  run('kubectl wait --for=condition=Ready pod/db --timeout=60s; sleep 60');
  return run;
}

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
    `select (1,null) in ((1,2)), (1,null) in ((2,2)), (1,2) in ((1,null),(1,2)), (1,2) not in ((1,null)), (null,1) in (select null,2), group_concat('a%' like p escape e) from (select 'a|%' p, '|' e union all select 'a|%','!') t`,
    `NULL	0	1	NULL	0	1,0`,
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
  [
    `select pi(), 1e14, 1e15, 1e20, -1e15, 1234567890123456.7e0, 9999999999999999e0, 123456789e10`,
    `3.141593	100000000000000	1e15	1e20	-1e15	1234567890123456.8	1e16	1.23456789e18`,
  ],
  [
    `select 1e-7, 1e-15, 1e-16, 1.5e-15, -2.5e-8, 1.2345678901234567e-14, 3e0/7e12`,
    `0.0000001	0.000000000000001	1e-16	0.0000000000000015	-0.000000025	0.000000000000012345678901234567	0.00000000000042857142857142856`,
  ],
  [
    `select json_array(true, false, 1=1, null, not 1, 1 in (1), 1), json_object('a', true)`,
    `[true, false, true, null, false, true, 1]	{"a": true}`,
  ],
];

test('functions give what MySQL gives', () => {
  const run = start();
  const statements = PRINTED.map(([statement]) => `${statement};\n`).join('');
  const printed = run('kubectl exec -i db -- mysql -uroot -px -N', statements);
  expect(printed.split('\n').slice(0, -1)).toEqual(PRINTED.map(([, row]) => row));
});

const READ_ONLY = 'ERROR 1792 (25006): Cannot execute statement in a READ ONLY transaction.';

/** Statements that MySQL 8.0 refuses, warns of, or answers at the ends of what it knows. */
const AT_THE_ENDS: readonly (readonly [statement: string, printed: string])[] = [
  [`select microsecond('12:00:00.123456'), microsecond('2024-01-01 00:00:00.5')`, `123456	500000`],
  ...[
    [`json_set('x','$.a',1)`, `json_set: "Invalid value." at position 0`],
    [`json_pretty('')`, `json_pretty: "The document is empty." at position 0`],
    [`json_pretty(' ')`, `json_pretty: "The document is empty." at position 1`],
    [
      `json_extract('{"a":1','$.a')`,
      `json_extract: "Missing a comma or '}' after an object member." at position 6`,
    ],
    [
      `json_extract('{a:1}','$.a')`,
      `json_extract: "Missing a name for object member." at position 1`,
    ],
    [
      `json_extract('{"a" 1}','$.a')`,
      `json_extract: "Missing a colon after a name of object member." at position 5`,
    ],
    [
      `json_extract('[1 2]','$.a')`,
      `json_extract: "Missing a comma or ']' after an array element." at position 3`,
    ],
    [`json_extract('[1,]','$.a')`, `json_extract: "Invalid value." at position 3`],
    [
      `json_extract('{"a":1,}','$.a')`,
      `json_extract: "Missing a name for object member." at position 7`,
    ],
    [
      `json_extract('"abc','$')`,
      `json_extract: "Missing a closing quotation mark in string." at position 4`,
    ],
    [
      `json_extract('"a\\\\qc"','$')`,
      `json_extract: "Invalid escape character in string." at position 2`,
    ],
    [
      `json_extract('1 2','$')`,
      `json_extract: "The document root must not be followed by other values." at position 2`,
    ],
    [`json_extract('tru','$')`, `json_extract: "Invalid value." at position 3`],
    [
      `json_extract('01','$')`,
      `json_extract: "The document root must not be followed by other values." at position 1`,
    ],
    [`json_extract('-','$')`, `json_extract: "Invalid value." at position 1`],
    [`json_extract('1.','$')`, `json_extract: "Miss fraction part in number." at position 2`],
    [`json_extract('{','$')`, `json_extract: "Missing a name for object member." at position 1`],
    [`json_remove('x','$.a')`, `json_remove: "Invalid value." at position 0`],
    [`cast('x' as json)`, `cast_as_json: "Invalid value." at position 0`],
  ].map(
    ([call = '', fault = '']) =>
      [
        `select ${call}`,
        `ERROR 3141 (22032): Invalid JSON text in argument 1 to function ${fault}.`,
      ] as const,
  ),
  [
    `select json_contains('1','x')`,
    `ERROR 3141 (22032): Invalid JSON text in argument 2 to function json_contains: "Invalid value." at position 0.`,
  ],
  [
    `select json_length(5)`,
    `ERROR 3146 (22032): Invalid data type for JSON data in argument 1 to function json_length; a JSON string or JSON type is required.`,
  ],
  [
    `select json_remove('{}','$')`,
    `ERROR 3153 (42000): The path expression '$' is not allowed in this context.`,
  ],
  [
    `insert into d.j values (1,'{"a":1')`,
    `ERROR 3140 (22032): Invalid JSON text: "Missing a comma or '}' after an object member." at position 6 in value for column 'j.d'.`,
  ],
  [
    `update d.j set d = '{a}'`,
    `ERROR 3140 (22032): Invalid JSON text: "Missing a name for object member." at position 1 in value for column 'j.d'.`,
  ],
  [`select d, d->'$.b[1]' from d.j`, `{"b": [1, 2]}	2`],
  [
    `select lpad('a',99999999999,'b'), repeat('ab',99999999999), space(99999999999), rpad('x',-1,'y')`,
    `NULL	NULL	NULL	NULL`,
  ],
  [
    `select round('1e400'), floor('1e400'), truncate(1000,-400), truncate(123.456,-99999), round(1.5,1e300)`,
    `1.7976931348623157e308	1.7976931348623157e308	0	0	1.5`,
  ],
  [`select now(7)`, `ERROR 1426 (42000): Too-big precision 7 specified for 'now'. Maximum is 6.`],
  [
    `select from_days(-1), from_days(99999999), from_days(366), from_unixtime(-1), from_unixtime(1e15)`,
    `0000-00-00	0000-00-00	0001-01-01	NULL	NULL`,
  ],
  [
    `select maketime(900,1,1), maketime(-900,1,1), maketime(1,60,1), maketime(1,1,60), sec_to_time(2378)`,
    `838:59:59	-838:59:59	NULL	NULL	00:39:38`,
  ],
  [`select period_add(202413,1)`, `ERROR 1210 (HY000): Incorrect arguments to period_add`],
  [
    `select makedate(2024,0), makedate(2024,1e9), makedate(99,1), makedate(9999,400), makedate(-1,1)`,
    `NULL	NULL	1999-01-01	NULL	NULL`,
  ],
  [
    `select adddate('9999-12-31',1), date_add('2024-01-01', interval 1e12 day), date_sub('0001-01-01', interval 10000 year)`,
    `NULL	NULL	NULL`,
  ],
  [
    `show warnings`,
    [1, 2, 3].map(() => `Warning	1441	Datetime function: datetime field overflow`).join('\n'),
  ],
  [
    `select inet_ntoa(1e20), oct(1e300), bin(-1), bin(2.9), make_set(1e300,'a','b')`,
    `NULL	1	${'1'.repeat(64)}	10	a,b`,
  ],
  [
    `select export_set(5,'Y','N','',-1) = export_set(5,'Y','N','',64), format_bytes(1e300)`,
    `1	8.67e+281 EiB`,
  ],
  [`select 'web-1' like 'web-%', 'web-1' like 'web\\-_', now() like '%-%:%'`, `1	1	1`],
  [
    `select timestampadd(week,1,'2024-01-01'), timestampadd(hour,1,'2024-01-01'), cot(1)`,
    `2024-01-08	2024-01-01 01:00:00	0.6420926159343306`,
  ],
  [
    `create table d.c (i int); start transaction read only; commit and chain; insert into d.c values (1)`,
    READ_ONLY,
  ],
  [`start transaction read only; rollback and chain; insert into d.c values (1)`, READ_ONLY],
  [`set session transaction read only; create table d.z (i int)`, READ_ONLY],
  [`prepare p from 'select ?, "a\\\\"?" -- ?'; set @a = 1; execute p using @a`, `1	a"?`],
  [`prepare p from 'select ?'; execute p`, `ERROR 1210 (HY000): Incorrect arguments to EXECUTE`],
];

test('what MySQL refuses is refused in its words, and nothing ends the server', () => {
  const run = start();
  const mysql = (statements: string): string =>
    run('kubectl exec -i db -- mysql -uroot -px -N -f 2>&1', statements)
      .replace(/^.*Using a password.*\n/gm, '')
      .replace(/^command terminated.*\n/gm, '')
      .replace(/^(ERROR \d+ \(\w+\)) at line \d+:/gm, '$1:');
  mysql('create database d; create table d.j (i int, d json);');
  mysql(`insert into d.j values (1, '{"b":[1,2]}');`);
  const printed = AT_THE_ENDS.map(([statement]) =>
    statement === 'show warnings' ? '' : mysql(`${statement};`),
  );
  const warned = AT_THE_ENDS.findIndex(([statement]) => statement === 'show warnings');
  printed[warned] = mysql(`${AT_THE_ENDS[warned - 1]?.[0]}; show warnings;`).replace(/^.*\n/, '');
  expect(printed).toEqual(AT_THE_ENDS.map(([, text]) => `${text}\n`));
});

test('what one session has locked is not free for another until it ends', () => {
  const run = start();
  const mysql = 'kubectl exec -i db -- mysql -uroot -px -N -e';
  const printed = run(
    `${mysql} "select get_lock('a', 0); do sleep(20)" & sleep 5
${mysql} "select get_lock('a', 2), is_free_lock('a'), is_used_lock('a') > 0, release_lock('a')"
wait; ${mysql} "select is_free_lock('a'), release_lock('a')"`,
  );
  expect(printed).toBe('1\n0\t0\t1\t0\n1\tNULL\n');
});

test('a database gets another character set, and its next tables with it', () => {
  const run = start();
  const mysql = (statements: string): string =>
    run('kubectl exec -i db -- mysql -uroot -px -N -f 2>&1', statements)
      .replace(/^.*Using a password.*\n/gm, '')
      .replace(/^command terminated.*\n/gm, '');
  const made = mysql(
    'create database d charset latin1; use d; alter database collate utf8mb4_bin;' +
      'create table t (a char(3)); show create database d; show create table t;' +
      "select default_collation_name from information_schema.schemata where schema_name = 'd'",
  );
  expect(made).toBe(
    'd\tCREATE DATABASE `d` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin */ ' +
      "/*!80016 DEFAULT ENCRYPTION='N' */\n" +
      't\tCREATE TABLE `t` (\\n  `a` char(3) COLLATE utf8mb4_bin DEFAULT NULL\\n) ENGINE=InnoDB ' +
      'DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin\n' +
      'utf8mb4_bin\n',
  );
  expect(mysql('alter database nope charset latin1')).toContain("Database 'nope' doesn't exist");
  expect(mysql('alter database d charset nosuch')).toContain("Unknown character set: 'nosuch'");
});
