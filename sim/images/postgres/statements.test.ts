import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: db}
spec:
  containers:
  - name: db
    image: postgres:15
    env: [{name: POSTGRES_PASSWORD, value: x}]
    readinessProbe: {tcpSocket: {port: 5432}, periodSeconds: 1}
`;

/** A server, and what psql prints for a script; each result is what PostgreSQL 15 printed. */
function start(): (script: string) => string {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin: string): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 120_000 });
    return stdout + stderr;
  };
  run('kubectl apply -f -', POD);
  run('kubectl wait --for=condition=Ready pod/db --timeout=60s', '');
  return (script) => run('kubectl exec -i db -- psql -U postgres -At 2>&1', script);
}

describe('definitions within a transaction', () => {
  it('are undone with it, and back to a savepoint', () => {
    const psql = start();
    psql('create table kept (i int); insert into kept values (1);');
    psql(
      'create table gone (i int); create table emptied (i int); insert into emptied values (1);',
    );
    const done = psql(
      'begin; create table made (i int); insert into made values (1); drop table gone;' +
        'alter table kept add column j int default 7; insert into kept values (2, 3);' +
        'truncate emptied; create schema s; create view v as select 1; rollback;',
    );
    expect(done).toBe(
      'BEGIN\nCREATE TABLE\nINSERT 0 1\nDROP TABLE\nALTER TABLE\nINSERT 0 1\nTRUNCATE TABLE\n' +
        'CREATE SCHEMA\nCREATE VIEW\nROLLBACK\n',
    );
    expect(psql('\\dt\n\\dn\n\\dv\nselect * from kept; select * from emptied;')).toBe(
      'public|emptied|table|postgres\npublic|gone|table|postgres\npublic|kept|table|postgres\n' +
        'public|pg_database_owner\nDid not find any relations.\n1\n1\n',
    );
    psql(
      'begin; create table a (i int); savepoint one; create table b (i int); drop table kept;' +
        'rollback to one; commit;',
    );
    expect(psql('\\dt')).toMatch(/\|a\|.*\n.*\|emptied\|.*\n.*\|gone\|.*\n.*\|kept\|.*\n$/);
  });

  it('are refused after an error, until the transaction ends', () => {
    const psql = start();
    const said = psql('begin; create table t (i int); select 1/0; create table u (i int); abort;');
    expect(said).toBe(
      'BEGIN\nCREATE TABLE\nERROR:  division by zero\nERROR:  current transaction is aborted, ' +
        'commands ignored until end of transaction block\nROLLBACK\n',
    );
    expect(psql('\\dt')).toBe('Did not find any relations.\n');
    expect(psql('abort;')).toBe('WARNING:  there is no transaction in progress\nROLLBACK\n');
  });
});

describe('whole numbers', () => {
  it.each([
    ['select 2147483647 + 1', 'ERROR:  integer out of range'],
    ['select 2147483647 * 2::bigint', '4294967294'],
    ['select 32767::smallint + 1::smallint', 'ERROR:  smallint out of range'],
    ['select -(-2147483648)::int', 'ERROR:  integer out of range'],
    ['select 9223372036854775807 + 1', 'ERROR:  bigint out of range'],
    ['select 9223372036854775808', '9223372036854775808'],
    ['select 3000000000::int', 'ERROR:  integer out of range'],
    ['select 70000::smallint', 'ERROR:  smallint out of range'],
    ['select (-2147483648) / (-1)', 'ERROR:  integer out of range'],
    ['insert into n values (70000)', 'ERROR:  smallint out of range'],
    ['insert into n (b) values (2147483648)', 'ERROR:  integer out of range'],
    ['insert into n (c) values (9223372036854775808)', 'ERROR:  bigint out of range'],
    ['update n set b = b + 1', 'ERROR:  integer out of range'],
    ['update n set a = a + 40000', 'ERROR:  smallint out of range'],
    ['update n set c = c + 1', 'UPDATE 1'],
  ])('%s', (statement, expected) => {
    const psql = start();
    psql('create table n (a int2, b int, c bigint); insert into n values (1, 2147483647, 1);');
    expect(psql(`${statement};`).trimEnd()).toBe(expected);
  });
});

describe('what is dropped', () => {
  it('takes a schema with what it holds only when it is told to', () => {
    const psql = start();
    psql('create schema s; create table s.a (i int); create view s.v as select 1;');
    expect(psql('drop schema s;')).toBe(
      'ERROR:  cannot drop schema s because other objects depend on it\n' +
        'DETAIL:  table s.a depends on schema s\nview s.v depends on schema s\n' +
        'HINT:  Use DROP ... CASCADE to drop the dependent objects too.\n',
    );
    expect(psql('drop schema s cascade;')).toBe(
      'NOTICE:  drop cascades to 2 other objects\nDETAIL:  drop cascades to table s.a\n' +
        'drop cascades to view s.v\nDROP SCHEMA\n',
    );
    psql('create schema s; create table s.a (i int);');
    expect(psql('drop schema s cascade;')).toBe(
      'NOTICE:  drop cascades to table s.a\nDROP SCHEMA\n',
    );
    expect(psql('drop schema if exists s; drop schema s; create schema pg_x;')).toBe(
      'NOTICE:  schema "s" does not exist, skipping\nDROP SCHEMA\n' +
        'ERROR:  schema "s" does not exist\nERROR:  unacceptable schema name "pg_x"\n' +
        'DETAIL:  The prefix "pg_" is reserved for system schemas.\n',
    );
  });

  it('has the right name and kind', () => {
    const psql = start();
    psql('create table t (i int); create view v as select 1;');
    expect(psql('drop view x; drop table x; drop view if exists x; drop table y.x;')).toBe(
      'ERROR:  view "x" does not exist\nERROR:  table "x" does not exist\n' +
        'NOTICE:  view "x" does not exist, skipping\nDROP VIEW\nERROR:  schema "y" does not exist\n',
    );
    expect(psql('drop view t; drop table if exists v;')).toBe(
      'ERROR:  "t" is not a view\nHINT:  Use DROP TABLE to remove a table.\n' +
        'ERROR:  "v" is not a table\nHINT:  Use DROP VIEW to remove a view.\n',
    );
  });

  it('takes the keys that point to a table with it', () => {
    const psql = start();
    psql('create table p (id int primary key); create table c (p int references p);');
    expect(psql('drop table p; drop table p cascade; insert into c values (5);')).toBe(
      'ERROR:  cannot drop table p because other objects depend on it\n' +
        'DETAIL:  constraint c_p_fkey on table c depends on table p\n' +
        'HINT:  Use DROP ... CASCADE to drop the dependent objects too.\n' +
        'NOTICE:  drop cascades to constraint c_p_fkey on table c\nDROP TABLE\nINSERT 0 1\n',
    );
  });
});

describe('rows that a function gives', () => {
  it.each([
    ['select * from generate_series(1, 3)', '1\n2\n3'],
    ['select * from generate_series(1, 10, 4) g', '1\n5\n9'],
    ['select g.n from generate_series(3, 1, -1) as g(n)', '3\n2\n1'],
    ['select i, i * 2 from generate_series(1, 2) i', '1|2\n2|4'],
    ['select generate_series(1, 2)', '1\n2'],
    ['select count(*) from generate_series(1, 100)', '100'],
    ['select generate_series(1, 3, 0)', 'ERROR:  step size cannot equal zero'],
    ['insert into n (b) select generate_series(1, 3)', 'INSERT 0 3'],
    ['insert into n (b) select i from generate_series(1, 3) as s(i)', 'INSERT 0 3'],
    ['select b, g from n, generate_series(1, 2) g', '5|1\n5|2'],
  ])('%s', (statement, expected) => {
    const psql = start();
    psql('create table n (b int); insert into n values (5);');
    expect(psql(`${statement};`).trimEnd()).toBe(expected);
  });
});

describe('times and patterns', () => {
  it.each([
    ["date_trunc('month', timestamp '2024-05-06 07:08:09')", '2024-05-01 00:00:00'],
    ["date_trunc('hour', timestamp '2024-05-06 07:08:09')", '2024-05-06 07:00:00'],
    ["date_trunc('quarter', timestamp '2024-05-06 07:08:09')", '2024-04-01 00:00:00'],
    ["date_trunc('year', date '2024-05-09')", '2024-01-01 00:00:00+00'],
    [
      "date_trunc('foo', now())",
      'ERROR:  unit "foo" not recognized for type timestamp with time zone',
    ],
    ["'2024-01-31'::date + 1", '2024-02-01'],
    ["1 + date '2024-01-01'", '2024-01-02'],
    ["'2024-01-31'::date - 1", '2024-01-30'],
    ["'2024-01-31'::date - '2024-01-01'::date", '30'],
    ["'abc' similar to 'a%'", 't'],
    ["'abc' similar to '(x|b)%'", 'f'],
    ["'abc' not similar to 'a.c'", 't'],
  ])('%s', (expression, expected) => {
    expect(start()(`select ${expression};`).trimEnd()).toBe(expected);
  });
});

describe('sequences', () => {
  it('count on their own and for columns', () => {
    const psql = start();
    psql('create sequence sq start 5; create table t (id serial, n int);');
    expect(psql('\\ds')).toBe('public|sq|sequence|postgres\npublic|t_id_seq|sequence|postgres\n');
    expect(psql("select nextval('sq'), currval('sq'); select setval('sq', 20);")).toBe('5|5\n20\n');
    expect(psql("select nextval('sq'); select setval('sq', 30, false);")).toBe('21\n30\n');
    expect(psql("select nextval('sq'), lastval();")).toBe('30|30\n');
    expect(psql("select nextval('t_id_seq'); insert into t (n) values (1) returning id;")).toBe(
      '1\n2\nINSERT 0 1\n',
    );
    expect(psql("select setval('sq', 'abc');")).toMatch(
      /^ERROR: {2}invalid input syntax for type bigint: "abc"$/m,
    );
    psql("select setval('t_id_seq', 100);");
    expect(psql('insert into t (n) values (1) returning id;')).toBe('101\nINSERT 0 1\n');
    expect(psql("begin; select nextval('sq'); rollback; select nextval('sq');")).toBe(
      'BEGIN\n31\nROLLBACK\n32\n',
    );
    expect(
      psql('drop sequence t_id_seq; drop sequence t; drop sequence sq; drop sequence sq;'),
    ).toBe(
      'ERROR:  cannot drop sequence t_id_seq because other objects depend on it\n' +
        'DETAIL:  default value for column id of table t depends on sequence t_id_seq\n' +
        'HINT:  Use DROP ... CASCADE to drop the dependent objects too.\n' +
        'ERROR:  "t" is not a sequence\nHINT:  Use DROP TABLE to remove a table.\n' +
        'DROP SEQUENCE\nERROR:  sequence "sq" does not exist\n',
    );
  });

  it('end, or begin again', () => {
    const psql = start();
    psql('create sequence d increment by 10 minvalue 1 maxvalue 25 cycle;');
    const four = "select nextval('d');".repeat(4);
    expect(psql(four)).toBe('1\n11\n21\n1\n');
    psql('create sequence e maxvalue 1; create sequence f;');
    expect(psql("select nextval('e'); select nextval('e'); select currval('f');")).toBe(
      '1\nERROR:  nextval: reached maximum value of sequence "e" (1)\n' +
        'ERROR:  currval of sequence "f" is not yet defined in this session\n',
    );
    expect(psql("alter sequence e restart; select nextval('e'); create sequence e;")).toBe(
      'ALTER SEQUENCE\n1\nERROR:  relation "e" already exists\n',
    );
    psql("create table u (id int default nextval('f'), x int);");
    expect(psql('insert into u (x) values (7), (8) returning *;')).toBe('1|7\n2|8\nINSERT 0 2\n');
  });
});

describe('explain', () => {
  it.each([
    ['select * from t', 'Seq Scan on t  (cost=0.00..32.60 rows=2260 width=8)'],
    [
      'select * from t where n = 1',
      'Seq Scan on t  (cost=0.00..38.25 rows=11 width=8)\n  Filter: (n = 1)',
    ],
    ['select * from pk', 'Seq Scan on pk  (cost=0.00..22.70 rows=1270 width=36)'],
    [
      'select * from pk where id = 1',
      'Index Scan using pk_pkey on pk  (cost=0.15..8.17 rows=1 width=36)\n  Index Cond: (id = 1)',
    ],
    [
      "select c, a from ex where a = 'x'",
      "Seq Scan on ex  (cost=0.00..16.25 rows=2 width=102)\n  Filter: ((a)::text = 'x'::text)",
    ],
    ['select * from t x', 'Seq Scan on t x  (cost=0.00..32.60 rows=2260 width=8)'],
    [
      'select * from t order by n',
      'ERROR:  ordinal: EXPLAIN with costs is modelled for queries of one table with one ' +
        'condition at most; EXPLAIN (COSTS OFF) for more',
    ],
  ])('%s', (query, plan) => {
    const psql = start();
    psql('create table t (id serial, n int); create table pk (id int primary key, name text);');
    psql('create table ex (a varchar(30), b numeric(10,2), c varchar(5), d char(3), e bool);');
    expect(psql(`explain ${query};`).trimEnd()).toBe(plan);
  });

  it('stands beside lists of privileges, which are the default ones', () => {
    const psql = start();
    psql('create table t (id serial, n int);');
    expect(psql('\\dp')).toBe('public|t|table|||\npublic|t_id_seq|sequence|||\n');
    expect(psql('\\z t')).toBe('public|t|table|||\n');
  });
});

describe('documents', () => {
  it.each([
    [`'{"a":1,"b":{"c":"x"}}'::jsonb -> 'a'`, '1'],
    [`'{"a":1,"b":{"c":"x"}}'::jsonb ->> 'b'`, '{"c": "x"}'],
    [`'{"a":1,"b":{"c":"x"}}'::jsonb -> 'b' ->> 'c'`, 'x'],
    [`'[1,2]'::jsonb -> 0`, '1'],
    [`'[1,2]'::jsonb -> 5`, ''],
    [`'{"a":1,"b":2}'::jsonb @> '{"a":1}'`, 't'],
    [`'{"a":1}'::jsonb @> '{"a":2}'`, 'f'],
    [`'[1,2,3]'::jsonb @> '[3,1]'`, 't'],
    [`'{"a":1}'::jsonb ? 'a'`, 't'],
    [`'{"a":1}'::jsonb ? 'b'`, 'f'],
  ])('%s', (expression, expected) => {
    const psql = start();
    expect(psql(`select ${expression};`).trimEnd()).toBe(expected);
  });
});

describe('copy', () => {
  it('takes rows and gives them, and says in which line it stopped', () => {
    const psql = start();
    psql('create table t (i int primary key, s text);');
    expect(psql('copy t from stdin;\n1\ta\n2\t\\N\n\\.\ncopy t to stdout;\n')).toBe(
      'COPY 2\n1\ta\n2\t\\N\n',
    );
    expect(psql('copy t from stdin csv;\n3,x\n2,y\n\\.\n')).toBe(
      'ERROR:  duplicate key value violates unique constraint "t_pkey"\n' +
        'DETAIL:  Key (i)=(2) already exists.\nCONTEXT:  COPY t, line 2\n',
    );
    expect(psql('select count(*) from t;')).toBe('2\n');
    psql("\\copy t to '/tmp/t.csv' csv header\n");
    expect(psql("truncate t;\n\\copy t from '/tmp/t.csv' csv header\n")).toBe(
      'TRUNCATE TABLE\nCOPY 2\n',
    );
  });
});

describe('a text of several statements', () => {
  it('is one transaction, unless it says otherwise', () => {
    const psql = start();
    psql('create table t (i int);');
    const text = (sql: string): string => psql(`\\! psql -U postgres -At -c "${sql}" 2>&1\n`);
    expect(text('insert into t values (1); select nosuch')).toContain('"nosuch" does not exist');
    expect(psql('select count(*) from t;')).toBe('0\n');
    text('insert into t values (1); commit; insert into t values (2); select nosuch');
    expect(psql('select count(*) from t;')).toBe('1\n');
    expect(text('select 1; create database x')).toContain(
      'CREATE DATABASE cannot run inside a transaction block',
    );
  });
});

describe('what stands on a table', () => {
  it('keeps it, or goes with it', () => {
    const psql = start();
    psql('create table t (i int); create view v as select i from t; create view w as table v;');
    expect(psql('drop table t;')).toBe(
      'ERROR:  cannot drop table t because other objects depend on it\n' +
        'DETAIL:  view v depends on table t\nview w depends on view v\n' +
        'HINT:  Use DROP ... CASCADE to drop the dependent objects too.\n',
    );
    expect(psql('drop table t cascade;')).toBe(
      'NOTICE:  drop cascades to 2 other objects\n' +
        'DETAIL:  drop cascades to view v\ndrop cascades to view w\nDROP TABLE\n',
    );
  });

  it('waits for who uses it', () => {
    const psql = start();
    psql('create table t (i int);');
    const shown = psql(
      '\\! (echo "begin; insert into t values (1); select pg_sleep(3); commit;" | ' +
        'psql -U postgres -q > /dev/null) &\n\\! sleep 1\n' +
        'drop table t;\n',
    );
    expect(shown).toContain('DROP TABLE');
  });
});

describe('a dump', () => {
  it('makes the database again', () => {
    const psql = start();
    psql(
      'create table p (id serial primary key, name varchar(9) not null, n numeric(5,2) ' +
        "default 1.5 check (n > 0)); insert into p (name) values ('a'), ('b');" +
        'create table c (id int generated always as identity, p int references p on delete cascade);' +
        'insert into c (p) values (2); create index on c (p);',
    );
    const dump = psql('\\! pg_dump -U postgres postgres\n');
    expect(dump).toContain('CONSTRAINT p_n_check CHECK ((n > (0)::numeric))');
    expect(dump).toContain(
      'COPY public.p (id, name, n) FROM stdin;\n1\ta\t1.50\n2\tb\t1.50\n\\.\n',
    );
    const again = psql(
      '\\! pg_dump -U postgres postgres > /tmp/d.sql; createdb -U postgres copy\n' +
        '\\! psql -U postgres -d copy -q -v ON_ERROR_STOP=1 -f /tmp/d.sql > /dev/null\n' +
        '\\! pg_dump -U postgres copy\n',
    );
    const bare = (text: string): string => text.replaceAll(/^\\(un)?restrict .*$/gm, '');
    expect(bare(again)).toBe(bare(dump));
    expect(psql("\\c copy\ninsert into p (name) values ('c') returning id;")).toContain('3\n');
  });
});

describe('a definition of what is not modelled', () => {
  it('is refused by its name', () => {
    const refused = (name: string): string => `ERROR:  ordinal: ${name} is not modelled\n`;
    const psql = start();
    expect(psql("create type mood as enum ('sad');")).toBe(refused('CREATE TYPE'));
    expect(psql('create or replace function f() returns int as 1;')).toBe(
      refused('CREATE FUNCTION'),
    );
    expect(psql('drop materialized view v;')).toBe(refused('DROP MATERIALIZED VIEW'));
  });
});

describe('what functions are given that is no value for them', () => {
  it('is refused in the words of the server', () => {
    const psql = start();
    const refused: readonly (readonly [call: string, error: string])[] = [
      [`jsonb_array_length('{"a":1}')`, 'cannot get array length of a non-array'],
      [`jsonb_array_length('1')`, 'cannot get array length of a scalar'],
      [`json_array_length('{"a":1}')`, 'cannot get array length of a non-array'],
      [`jsonb_array_length('x')`, 'invalid input syntax for type json'],
      [`jsonb_pretty('{1,2}')`, 'invalid input syntax for type json'],
      [`'{"a":1'::jsonb`, 'invalid input syntax for type json'],
      [`lpad('x', 2147483647)`, 'requested length too large'],
      [`repeat('x', 2000000000)`, 'requested length too large'],
      ['to_timestamp(1e20)', 'timestamp out of range: "1e+20"'],
      ['make_date(0, 1, 1)', 'date field value out of range: 0-01-01'],
      ['make_date(2024, 13, 1)', 'date field value out of range: 2024-13-01'],
      ['make_date(2024, 2, 30)', 'date field value out of range: 2024-02-30'],
      ['chr(0)', 'null character not permitted'],
      ['chr(1114112)', 'requested character too large for encoding: 1114112'],
    ];
    for (const [call, error] of refused) {
      expect(psql(`select ${call};`)).toContain(`ERROR:  ${error}\n`);
    }
    expect(psql(`select 'web-1' like 'web-%', 'a-b' ilike 'A-_';`)).toBe('t|t\n');
    expect(psql(`select make_date(2024, 2, 29), chr(233), jsonb_array_length('[1, 2]');`)).toBe(
      '2024-02-29|é|2\n',
    );
  });
});

describe('a transaction that may only read', () => {
  it('changes nothing but tables of its session', () => {
    const psql = start();
    psql('create table t (i int); create sequence s;');
    const refused = (what: string): string =>
      `ERROR:  cannot execute ${what} in a read-only transaction\n`;
    const cases: readonly (readonly [statement: string, printed: string])[] = [
      ['insert into t values (1)', refused('INSERT')],
      ['update t set i = 1', refused('UPDATE')],
      ['delete from t', refused('DELETE')],
      ['truncate t', refused('TRUNCATE TABLE')],
      ['alter table t rename to q', refused('ALTER TABLE')],
      ['create view v as select 1', refused('CREATE VIEW')],
      ['create user x', refused('CREATE ROLE')],
      [`comment on table t is 'x'`, refused('COMMENT')],
      [`select nextval('s')`, refused('nextval()')],
      [`select setval('s', 7)`, refused('setval()')],
      ['select * from t for update', refused('SELECT FOR UPDATE')],
      ['select pg_sleep(0.1)', '\n'],
    ];
    for (const [statement, printed] of cases) {
      expect(psql(`begin read only; ${statement}; rollback;`)).toBe(`BEGIN\n${printed}ROLLBACK\n`);
    }
    const own = 'create temp table mine (i int); begin read only; insert into mine values (1);';
    expect(psql(own)).toBe('CREATE TABLE\nBEGIN\nINSERT 0 1\n');
    const chained = psql('begin read only; commit and chain; insert into t values (1);');
    expect(chained).toBe(`BEGIN\nCOMMIT\n${refused('INSERT')}`);
    const set = psql('begin; set transaction read only; insert into t values (1);');
    expect(set).toBe(`BEGIN\nSET\n${refused('INSERT')}`);
    expect(psql('select count(*) from t;')).toBe('0\n');
  });
});
