import type { CommandContext, Program } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import { passwordWarning, readCommandLine } from './command-line.ts';
import { connect, type Link, targetOf } from './connection.ts';
import type { Rows } from './format.ts';
import { COMMON_OPTIONS, type Given, optionSpecs } from './options.ts';
import { versionLine } from './texts.ts';

const OPTIONS = [
  ...COMMON_OPTIONS,
  ...optionSpecs(`
    databases|B all-databases|A tables no-data|d no-create-info|t no-create-db|n comments|i compact
    opt add-drop-table add-drop-database add-locks create-options|a disable-keys|K
    extended-insert|e lock-tables|l quick|q set-charset complete-insert|c single-transaction
    routines|R triggers events|E where|w= result-file|r= ignore-table= master-data=? source-data=?
    dump-date hex-blob order-by-primary skip-extended-insert lock-all-tables|x flush-logs|F
    flush-privileges set-gtid-purged= column-statistics no-tablespaces|y insert-ignore
    replace quote-names|Q tz-utc allow-keywords max-allowed-packet= net-buffer-length=
    dump-replica=? apply-replica-statements include-source-host-port default-parallelism=
    no-autocommit order-by-size tab|T= fields-terminated-by= xml|X
  `),
];

/** Switches that `--opt` stands for, which is on. */
const OPT = [
  ...['add-drop-table', 'add-locks', 'create-options', 'disable-keys', 'extended-insert'],
  ...['lock-tables', 'quick', 'set-charset'],
];
const ON = ['comments', 'opt', 'dump-date', 'tz-utc', 'quote-names', 'triggers', ...OPT];

/** The last word on a switch counts; `--opt` and `--compact` stand for several. */
function switchesOf(given: readonly Given[]): ReadonlySet<string> {
  const on = new Set(ON);
  const set = (name: string, isOn: boolean): void => {
    if (isOn) on.add(name);
    else on.delete(name);
  };
  for (const { name, isOn } of given) {
    set(name, isOn);
    if (name === 'opt') for (const each of OPT) set(each, isOn);
    if (name === 'compact' && isOn) {
      const off = ['comments', 'add-drop-table', 'add-locks', 'disable-keys', 'set-charset'];
      for (const each of off) set(each, false);
    }
  }
  return on;
}

interface Dump {
  readonly flavour: Flavour;
  readonly link: Link;
  readonly on: ReadonlySet<string>;
  readonly where: string;
  put(text: string): Program<void>;
}

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
const literal = (text: string): string =>
  `'${text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\0', '\\0')}'`;

const CHARSET_HEAD =
  '/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;\n' +
  '/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;\n' +
  '/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;\n';
const ZONE_HEAD =
  '/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;\n' + "/*!40103 SET TIME_ZONE='+00:00' */;\n";
const CHECKS_HEAD =
  '/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;\n' +
  '/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;\n';
const MODE_HEAD =
  "/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;\n" +
  '/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;\n';
const CHARSET_FOOT =
  '/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;\n' +
  '/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;\n' +
  '/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;\n';

function headText({ flavour, link, on }: Dump, host: string, name: string): string {
  const isOracle = flavour.kind === 'oracle';
  const sandbox = isOracle ? '' : '/*M!999999\\- enable the sandbox mode */ \n';
  if (on.has('compact')) return sandbox;
  const program = isOracle
    ? `-- MySQL dump 10.13  Distrib ${flavour.version}, for Linux (x86_64)`
    : `-- MariaDB dump 10.19  Distrib ${flavour.version}-MariaDB, for debian-linux-gnu (x86_64)`;
  const line = '-- ------------------------------------------------------';
  const comments = on.has('comments')
    ? `${program}\n--\n-- Host: ${host}    Database: ${name}\n${line}\n-- Server version\t${link.version}\n`
    : '';
  const names = isOracle ? '/*!50503 SET NAMES utf8mb4 */;\n' : '/*!40101 SET NAMES utf8mb4 */;\n';
  const charset = on.has('set-charset') ? CHARSET_HEAD + names : '';
  const zone = on.has('tz-utc') ? ZONE_HEAD : '';
  const blank = charset === '' ? '' : '\n';
  return sandbox + comments + blank + charset + zone + CHECKS_HEAD + MODE_HEAD;
}

function footText({ on }: Dump, dateText: string): string {
  if (on.has('compact')) return '';
  const zone = on.has('tz-utc') ? '/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;\n' : '';
  const checks =
    '/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;\n' +
    '/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;\n' +
    '/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;\n';
  const charset = on.has('set-charset') ? CHARSET_FOOT : '';
  const notes = '/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;\n';
  const date = on.has('dump-date') ? ` on ${dateText}` : '';
  const comments = on.has('comments') ? `-- Dump completed${date}\n` : '';
  return `${zone}\n${checks}${charset}${notes}\n${comments}`;
}

function* rowsOf(link: Link, statement: string): Program<Rows | undefined> {
  const reply = yield* link.query(statement);
  return reply.type === 'rows' ? reply : undefined;
}

const comment = ({ on }: Dump, text: string): string =>
  on.has('comments') ? `\n--\n-- ${text}\n--\n` : '';

function* dumpStructure(dump: Dump, table: string): Program<void> {
  const { link, on, put, flavour } = dump;
  const created = yield* rowsOf(link, `show create table ${quoted(table)}`);
  const text = created?.rows[0]?.[1] ?? '';
  const isView = created?.columns[0]?.name === 'View';
  const head = comment(dump, `Table structure for table ${quoted(table)}`);
  yield* put(head === '' ? '' : `${head}\n`);
  if (isView) {
    yield* put(`/*!50001 DROP VIEW IF EXISTS ${quoted(table)}*/;\n/*!50001 ${text} */;\n`);
    return;
  }
  if (on.has('add-drop-table')) yield* put(`DROP TABLE IF EXISTS ${quoted(table)};\n`);
  const version = flavour.kind === 'oracle' ? 50503 : 40101;
  yield* put(
    '/*!40101 SET @saved_cs_client     = @@character_set_client */;\n' +
      `/*!${version} SET character_set_client = utf8mb4 */;\n` +
      `${text};\n/*!40101 SET character_set_client = @saved_cs_client */;\n`,
  );
}

function insertText(dump: Dump, table: string, rows: Rows): string {
  const { on, flavour } = dump;
  const values = rows.rows.map((row) => {
    const cells = row.map((value, i) => {
      if (value === null) return 'NULL';
      return rows.columns[i]?.isNumber === true ? value : literal(value);
    });
    return `(${cells.join(',')})`;
  });
  const names = on.has('complete-insert')
    ? ` (${rows.columns.map(({ name }) => quoted(name)).join(', ')})`
    : '';
  const verb = on.has('replace') ? 'REPLACE' : on.has('insert-ignore') ? 'INSERT IGNORE' : 'INSERT';
  const head = `${verb} INTO ${quoted(table)}${names} VALUES`;
  const isExtended = on.has('extended-insert') && !on.has('skip-extended-insert');
  if (!isExtended) return values.map((value) => `${head} ${value};\n`).join('');
  const [before, between] = flavour.kind === 'oracle' ? [' ', ','] : ['\n', ',\n'];
  return values.length === 0 ? '' : `${head}${before}${values.join(between)};\n`;
}

function* dumpData(dump: Dump, table: string): Program<void> {
  const { link, on, put, where } = dump;
  const condition = where === '' ? '' : ` where ${where}`;
  const rows = yield* rowsOf(link, `select * from ${quoted(table)}${condition}`);
  if (rows === undefined) return;
  yield* put(comment(dump, `Dumping data for table ${quoted(table)}`));
  if (!on.has('compact')) yield* put('\n');
  const name = quoted(table);
  if (on.has('add-locks')) yield* put(`LOCK TABLES ${name} WRITE;\n`);
  if (on.has('disable-keys')) yield* put(`/*!40000 ALTER TABLE ${name} DISABLE KEYS */;\n`);
  yield* put(insertText(dump, table, rows));
  if (on.has('disable-keys')) yield* put(`/*!40000 ALTER TABLE ${name} ENABLE KEYS */;\n`);
  if (on.has('add-locks')) yield* put('UNLOCK TABLES;\n');
}

type Problem = { readonly text: string; readonly code: number };

function* dumpSchema(
  dump: Dump,
  schema: string,
  wanted: readonly string[],
  isNamed: boolean,
): Program<Problem | undefined> {
  const { link, on, put, flavour } = dump;
  const used = yield* link.use(schema);
  if (used.type === 'error') {
    const message = flavour.kind === 'oracle' ? used.message : `"${used.message}"`;
    return { text: `Got error: ${used.code}: ${message} when selecting the database`, code: 2 };
  }
  const listed = yield* rowsOf(link, 'show full tables');
  const tables = (listed?.rows ?? [])
    .filter(([, type]) => type !== 'VIEW')
    .map(([name]) => name ?? '');
  const views = (listed?.rows ?? [])
    .filter(([, type]) => type === 'VIEW')
    .map(([name]) => name ?? '');
  const missing = wanted.find((name) => !tables.includes(name) && !views.includes(name));
  if (missing !== undefined) return { text: `Couldn't find table: "${missing}"`, code: 6 };
  if (isNamed && !on.has('no-create-db')) {
    const created = yield* rowsOf(link, `show create database if not exists ${quoted(schema)}`);
    const head = comment(dump, `Current Database: ${quoted(schema)}`);
    yield* put(`${head}\n${created?.rows[0]?.[1] ?? ''};\n\nUSE ${quoted(schema)};\n`);
  }
  for (const table of wanted.length > 0 ? wanted : [...tables, ...views]) {
    if (!on.has('no-create-info')) yield* dumpStructure(dump, table);
    if (!on.has('no-data') && !views.includes(table)) yield* dumpData(dump, table);
  }
  return undefined;
}

const SKIPPED: ReadonlySet<string> = new Set(['information_schema', 'performance_schema', 'sys']);

function usageText(flavour: Flavour): string {
  return (
    'Usage: mysqldump [OPTIONS] database [tables]\n' +
    'OR     mysqldump [OPTIONS] --databases [OPTIONS] DB1 [DB2 DB3...]\n' +
    'OR     mysqldump [OPTIONS] --all-databases [OPTIONS]\n' +
    `For more options, use ${flavour.kind === 'oracle' ? 'mysqldump' : 'mariadb-dump'} --help\n`
  );
}

/** `mysqldump`. Models client/mysqldump.cc of MySQL and of MariaDB. */
export function* runDump(host: ContainerHost, flavour: Flavour, context: CommandContext): Program {
  const { files, stdout, stderr } = context;
  const parsed = yield* readCommandLine(context, flavour, ['client', 'mysqldump'], OPTIONS);
  if (!parsed.ok) return parsed.exitCode;
  const { given, words } = parsed;
  const on = switchesOf(given);
  if (on.has('version')) {
    yield* stdout.write(`${versionLine(flavour, context.name)}\n`);
    return 0;
  }
  if (words.length === 0 && !on.has('all-databases')) {
    yield* stderr.write(passwordWarning(flavour, context.name, given));
    yield* stdout.write(usageText(flavour));
    return 1;
  }
  yield* stderr.write(passwordWarning(flavour, context.name, given));
  const target = yield* targetOf(context, flavour, given);
  const answer = yield* connect(host, context, flavour, target, '');
  if (!answer.ok) {
    const { code, message } = answer.error;
    const text = flavour.kind === 'oracle' ? message : `"${message}"`;
    yield* stderr.write(`${context.name}: Got error: ${code}: ${text} when trying to connect\n`);
    return 2;
  }
  const lastOf = (name: string): string =>
    given.findLast((each) => each.name === name)?.value ?? '';
  const { link } = answer;
  const file = lastOf('result-file');
  const parts: string[] = [];
  const dump: Dump = {
    flavour,
    link,
    on,
    where: lastOf('where'),
    *put(text) {
      if (text === '') return;
      if (file === '') yield* stdout.write(text);
      else parts.push(text);
    },
  };
  const isMany = on.has('databases') || on.has('all-databases');
  const listed = on.has('all-databases') ? yield* rowsOf(link, 'show databases') : undefined;
  const schemas = listed?.rows.map(([name]) => name ?? '').filter((name) => !SKIPPED.has(name));
  const names = schemas ?? (isMany ? words : words.slice(0, 1));
  const hostName = target.host === '' ? 'localhost' : target.host;
  yield* dump.put(headText(dump, hostName, isMany ? '' : (names[0] ?? '')));
  for (const schema of names) {
    const problem = yield* dumpSchema(dump, schema, isMany ? [] : words.slice(1), isMany);
    if (problem === undefined) continue;
    yield* stderr.write(`${context.name}: ${problem.text}\n`);
    return problem.code;
  }
  const now = new Date(host.clock.epochMs()).toISOString().slice(0, 19).replace('T', ' ');
  yield* dump.put(footText(dump, now));
  if (file !== '')
    files.write(file.startsWith('/') ? file : `${context.directory}/${file}`, parts.join(''));
  link.close();
  return 0;
}
