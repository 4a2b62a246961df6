import type { CommandContext, Program } from '../../../kernel/index.ts';
import { createLineReader, readerOf } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import { passwordWarning, readCommandLine } from './command-line.ts';
import { targetOf } from './connection.ts';
import { createMonitor } from './monitor.ts';
import type { MonitorOptions } from './monitor-options.ts';
import { COMMON_OPTIONS, type Given, optionSpecs, parseOptions } from './options.ts';
import { helpText, MARIADB_NOTICE, oracleNotice, versionLine } from './texts.ts';

const OPTIONS = [
  ...COMMON_OPTIONS,
  ...optionSpecs(`
    execute|e= database|D= batch|B table|t vertical|E column-names skip-column-names|N raw|r html|H
    xml|X line-numbers skip-line-numbers|L auto-rehash no-auto-rehash|A show-warnings delimiter=
    prompt= pager= tee= safe-updates|U i-am-a-dummy reconnect unbuffered|n quick|q wait|w no-beep|b
    named-commands|G comments|c local-infile=? init-command= one-database|o binary-mode
    ignore-spaces|i sigint-ignore column-type-info|m auto-vertical-output max-join-size=
    select-limit= net-buffer-length= binary-as-hex syslog|j abort-source-on-error
  `),
];

const has = (given: readonly Given[], name: string): boolean =>
  given.findLast((each) => each.name === name)?.isOn ?? false;
const count = (given: readonly Given[], name: string): number =>
  given.filter((each) => each.name === name && each.isOn).length;
const lastOf = (given: readonly Given[], name: string): string | undefined =>
  given.findLast((each) => each.name === name)?.value;

/** `-e` takes the force of what stood in front of it back; behind it, it counts again. */
function isForced(given: readonly Given[]): boolean {
  const force = given.findLastIndex(({ name }) => name === 'force');
  const execute = given.findIndex(({ name }) => name === 'execute');
  return force >= 0 && force > execute;
}

function optionsOf(
  { kind }: Flavour,
  given: readonly Given[],
  schema: string,
  isTerminal: boolean,
): MonitorOptions {
  const isBatchMode = has(given, 'batch');
  const silent = count(given, 'silent') + (isTerminal ? 0 : 1);
  return {
    isBatch: !isTerminal || isBatchMode || lastOf(given, 'execute') !== undefined,
    silent: isBatchMode ? Math.max(1, silent) : silent,
    verbose: count(given, 'verbose'),
    isForced: isForced(given),
    isTable: has(given, 'table'),
    isVertical: has(given, 'vertical'),
    hasNames: !has(given, 'skip-column-names') && isNotOff(given, 'column-names') && silent < 2,
    isRaw: has(given, 'raw'),
    isHtml: has(given, 'html'),
    isXml: has(given, 'xml'),
    // MariaDB's takes the option and counts all the same.
    hasLineNumbers:
      kind === 'mariadb' || (!has(given, 'skip-line-numbers') && isNotOff(given, 'line-numbers')),
    rehashes:
      !has(given, 'no-auto-rehash') && isNotOff(given, 'auto-rehash') && !has(given, 'quick'),
    showsWarnings: has(given, 'show-warnings'),
    delimiter: lastOf(given, 'delimiter') ?? ';',
    prompt: lastOf(given, 'prompt') ?? (kind === 'oracle' ? 'mysql> ' : '\\N [\\d]> '),
    schema,
    firstStatements: firstStatements(given),
  };
}

/** What the client asks of its session before anything else. */
function firstStatements(given: readonly Given[]): string[] {
  const charset = lastOf(given, 'default-character-set');
  const init = given.filter(({ name }) => name === 'init-command').map(({ value }) => value ?? '');
  const isSafe = has(given, 'safe-updates') || has(given, 'i-am-a-dummy');
  return [
    ...(charset === undefined ? [] : [`set names ${charset}`]),
    ...(isSafe ? ['set sql_safe_updates=1'] : []),
    ...init,
  ];
}

const isNotOff = (given: readonly Given[], name: string): boolean =>
  given.findLast((each) => each.name === name)?.isOn ?? true;

const usageText = (flavour: Flavour, program: string): string => {
  const notice = flavour.kind === 'oracle' ? oracleNotice(flavour.version) : MARIADB_NOTICE;
  const usage = `Usage: ${program} [OPTIONS] [database]\n`;
  return `${versionLine(flavour, program)}\n${notice}\n${usage}`;
};

const EXIT_UNKNOWN_SUFFIX = 9;

/** What is said to a port that is no number. */
function refusePort({ kind }: Flavour, program: string, port: string): string | undefined {
  const suffix = /^\d*(.)/.exec(port.replace(/^\d+$/, ''))?.[1];
  if (suffix === undefined) return undefined;
  const what = `Unknown suffix '${suffix}' used for variable 'port' (value '${port}').`;
  const where = `Error while setting value '${port}' to 'port'`;
  return kind === 'oracle'
    ? `${program}: [ERROR] ${what}\n${program}: [ERROR] /usr/bin/${program}: ${where}.\n`
    : `${what} Legal suffix characters are: K, M, G, T, P, E\n${program}: ${where}\n`;
}

/** `mysql`. */
export function* runMysql(host: ContainerHost, flavour: Flavour, context: CommandContext): Program {
  const { args, stdout, stderr, stdin, tty } = context;
  const groups =
    flavour.kind === 'oracle'
      ? ['client', 'mysql']
      : ['client', 'client-mariadb', 'mysql', 'mariadb-client'];
  const parsed = yield* readCommandLine(context, flavour, groups, OPTIONS);
  if (!parsed.ok) return parsed.exitCode;
  const onLine = parseOptions(OPTIONS, flavour, context.name, args);
  const { given, words } = parsed;
  if (has(given, 'version')) {
    yield* stdout.write(`${versionLine(flavour, context.name)}\n`);
    return 0;
  }
  if (has(given, 'help')) {
    yield* stdout.write(usageText(flavour, context.name) + helpText(flavour));
    return 0;
  }
  if (onLine.ok) {
    const warning = passwordWarning(flavour, context.name, onLine.given);
    if (warning !== '') yield* (tty === undefined ? stderr : stdout).write(warning);
  }
  const target = yield* targetOf(context, flavour, given);
  const options = optionsOf(
    flavour,
    given,
    lastOf(given, 'database') ?? words[0] ?? '',
    tty !== undefined,
  );
  const port = given.findLast(({ name }) => name === 'port')?.value;
  const refusal = port === undefined ? undefined : refusePort(flavour, context.name, port);
  if (refusal !== undefined) {
    yield* stderr.write(refusal);
    return EXIT_UNKNOWN_SUFFIX;
  }
  if (words.length > 1) {
    yield* stdout.write(usageText(flavour, context.name));
    return 1;
  }
  const monitor = createMonitor(host, context, flavour, target, options);
  if (!(yield* monitor.connect())) return 1;
  const execute = given.filter(({ name }) => name === 'execute').map(({ value }) => value ?? '');
  if (execute.length > 0) {
    const reader = createLineReader(readerOf(execute.join('\n')));
    return yield* monitor.script(() => reader.next(), true);
  }
  if (options.isBatch) {
    const reader = createLineReader(stdin);
    return yield* monitor.script(() => reader.next(), false);
  }
  yield* monitor.welcome();
  return yield* monitor.interact();
}
