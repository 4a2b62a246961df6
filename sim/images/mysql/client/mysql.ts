import type { CommandContext, Program } from '../../../kernel/index.ts';
import { createLineReader, readerOf } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import { targetOf } from './connection.ts';
import { createMonitor } from './monitor.ts';
import type { MonitorOptions } from './monitor-options.ts';
import {
  COMMON_OPTIONS,
  defaultArguments,
  type Given,
  optionSpecs,
  parseOptions,
} from './options.ts';
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
    hasLineNumbers: !has(given, 'skip-line-numbers') && isNotOff(given, 'line-numbers'),
    rehashes: !has(given, 'no-auto-rehash') && isNotOff(given, 'auto-rehash'),
    showsWarnings: has(given, 'show-warnings'),
    delimiter: lastOf(given, 'delimiter') ?? ';',
    prompt: lastOf(given, 'prompt') ?? (kind === 'oracle' ? 'mysql> ' : '\\N [\\d]> '),
    schema,
  };
}

const isNotOff = (given: readonly Given[], name: string): boolean =>
  given.findLast((each) => each.name === name)?.isOn ?? true;

/** The warning of Oracle's clients for a password that everybody can see. */
export function passwordWarning(
  { kind }: Flavour,
  program: string,
  given: readonly Given[],
): string {
  const isShown = given.some(
    ({ name, value }) => name === 'password' && value !== undefined && value !== '',
  );
  if (kind !== 'oracle' || !isShown) return '';
  return `${program}: [Warning] Using a password on the command line interface can be insecure.\n`;
}

const USAGE = 'Usage: mysql [OPTIONS] [database]\n';

/** `mysql`. */
export function* runMysql(host: ContainerHost, flavour: Flavour, context: CommandContext): Program {
  const { args, files, env, stdout, stderr, stdin, tty } = context;
  const groups =
    flavour.kind === 'oracle'
      ? ['client', 'mysql']
      : ['client', 'client-mariadb', 'mysql', 'mariadb-client'];
  const defaults = defaultArguments(files, args, groups, env.get('HOME') ?? '/root');
  const parsed = parseOptions(OPTIONS, flavour, context.name, [...defaults, ...args]);
  const onLine = parseOptions(OPTIONS, flavour, context.name, args);
  if (!parsed.ok) {
    yield* stderr.write(`${parsed.message}\n`);
    return flavour.kind === 'oracle' ? 2 : parsed.message.includes('requires') ? 4 : 2;
  }
  const { given, words } = parsed;
  if (has(given, 'version')) {
    yield* stdout.write(`${versionLine(flavour, context.name)}\n`);
    return 0;
  }
  if (has(given, 'help')) {
    const notice = flavour.kind === 'oracle' ? oracleNotice(flavour.version) : MARIADB_NOTICE;
    yield* stdout.write(
      `${versionLine(flavour, context.name)}\n${notice}\n${USAGE}${helpText(flavour)}`,
    );
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
