import {
  type AnyKind,
  humanDuration,
  type JsonObject,
  type KubeObject,
  quote,
} from '../../api/index.ts';
import type { Table } from '../../client/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { boolFlag, intFlag, listFlag, textFlag } from '../flags.ts';
import {
  FILE_FLAGS,
  FILES_AND_ARGS,
  hasFiles,
  kustomizeFailure,
  readManifests,
} from '../manifest/files.ts';
import { listOf, OUTPUT_FLAGS, type Printer, printerFor } from '../output/printer.ts';
import { sortBy } from '../output/sort-by.ts';
import { headerLine, rowLine } from '../output/table.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import { sendRaw } from '../raw.ts';
import {
  ALL_NAMESPACES_FLAG,
  FIELD_SELECTOR_FLAG,
  getObjects,
  type Info,
  infoOf,
  infosFromManifests,
  listKind,
  objectOf,
  SELECTOR_FLAG,
  type Selection,
  selectionOf,
} from '../resources.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import { sorted } from './common.ts';
import { tableOptions } from './get-options.ts';
import { watchObjects } from './get-watch.ts';

/** Objects of one kind that are printed under one line of headers. */
export interface Group {
  readonly kind: AnyKind;
  readonly objects: readonly KubeObject[];
}

interface Got {
  readonly groups: readonly Group[];
  readonly failures: readonly Failure[];
  /** Whether one object was asked for by name, so that it is printed alone. */
  readonly isSingle: boolean;
}

const NOT_GIVEN = [
  'You must specify the type of resource to get. Use "kubectl api-resources" for a ' +
    'complete list of supported resources.',
  '',
  'error: Required resource not specified.',
  'Use "kubectl explain <resource>" for a detailed description of that resource (e.g. ' +
    'kubectl explain pods).',
  "See 'kubectl get -h' for help and examples",
].join('\n');

/** Neighbours of one kind share a table. */
function grouped(infos: readonly Info[]): Group[] {
  const groups: { kind: AnyKind; objects: KubeObject[] }[] = [];
  for (const info of infos) {
    const last = groups.at(-1);
    if (last?.kind === info.kind) last.objects.push(objectOf(info));
    else groups.push({ kind: info.kind, objects: [objectOf(info)] });
  }
  return groups;
}

const isIgnored = (session: Session, failure: Failure): boolean =>
  session.flags.bool('ignore-not-found') &&
  failure.type === 'status' &&
  failure.status.reason === 'NotFound';

function* getByName(session: Session, selection: Selection & { type: 'objects' }): Program<Got> {
  const subresource = session.flags.text('subresource');
  const { infos, failures } = yield* getObjects(session, selection.objects, subresource);
  return {
    groups: grouped(infos),
    failures: failures.filter((failure) => !isIgnored(session, failure)),
    isSingle: selection.objects.length === 1,
  };
}

function* getByKind(session: Session, kinds: readonly AnyKind[]): Program<Got> {
  const groups: Group[] = [];
  const failures: Failure[] = [];
  for (const kind of kinds) {
    const objects = yield* listKind(session, kind, {
      isEverywhere: session.flags.bool('all-namespaces'),
      labelSelector: session.flags.text('selector'),
      fieldSelector: session.flags.text('field-selector'),
    });
    if (objects.ok) groups.push({ kind, objects: objects.value });
    else failures.push(objects.failure);
  }
  return { groups, failures, isSingle: false };
}

function* getFromFiles(session: Session): Program<Got> {
  const read = yield* readManifests(session, true);
  const named = infosFromManifests(session, read.manifests);
  const infos: Info[] = [];
  const failures = [...read.failures, ...named.failures];
  // The answer to such a request is a table, which has no labels that could match.
  const isTable = ['', 'wide'].includes(session.flags.text('output'));
  if (isTable && session.flags.text('selector') !== '') {
    return { groups: [], failures, isSingle: false };
  }
  for (const info of named.infos) {
    const path = { kind: info.kind, namespace: info.namespace, name: info.name, subresource: '' };
    const got = yield* session.call(session.client.get(path));
    if (got.ok) infos.push(infoOf(info.kind, got.value, info.source));
    else if (!isIgnored(session, got.failure)) failures.push(got.failure);
  }
  return { groups: grouped(infos), failures, isSingle: named.infos.length === 1 };
}

function groupText(session: Session, { kind, objects }: Group, hasKind: boolean): Outcome<string> {
  const order = session.flags.text('sort-by');
  const ordered = sortBy(objects, (object) => object as unknown as JsonObject, order);
  // A table that cannot be sorted is left out, as the real tool does.
  if (!ordered.ok || ordered.value.length === 0) return done('');
  const options = tableOptions(session, kind, hasKind);
  const shown = tableOf(session, kind, ordered.value);
  const lines = shown.rows.map((row) => rowLine(kind, shown, row, options, 'ADDED'));
  const header = session.flags.bool('no-headers') ? [] : [headerLine(shown, options)];
  return done(alignTabs(`${[...header, ...lines].join('\n')}\n`, tableLayout()));
}

const column = (name: string) => ({ name, type: 'string', format: '', priority: 0 });

function ageOf({ parts }: Session, object: KubeObject): string {
  return humanDuration(parts.clock.epochMs() - Date.parse(object.metadata.creationTimestamp));
}

/** The table of a kind, or that of the flags: one of a subresource, or the plain one. */
function tableOf(session: Session, kind: AnyKind, objects: readonly KubeObject[]): Table {
  const { flags } = session;
  if (flags.text('subresource') === 'scale') return scaleTable(session, objects);
  if (flags.bool('server-print')) return session.client.table(kind, objects);
  return {
    columns: ['Name', 'Age'].map(column),
    rows: objects.map((object) => ({
      cells: [object.metadata.name, ageOf(session, object)],
      object,
    })),
  };
}

/** The table of the scale subresource. */
function scaleTable(session: Session, objects: readonly KubeObject[]): Table {
  return {
    columns: ['Name', 'Desired', 'Available', 'Age'].map(column),
    rows: objects.map((object) => {
      const { spec, status } = object as unknown as {
        spec?: { replicas?: number };
        status?: { replicas?: number };
      };
      const cells = [
        object.metadata.name,
        spec?.replicas ?? 0,
        status?.replicas ?? 0,
        ageOf(session, object),
      ];
      return { cells, object };
    }),
  };
}

function* printTables(session: Session, { groups, failures }: Got): Program<Outcome<undefined>> {
  const kinds = new Set(groups.map((group) => group.kind));
  const hasKind = kinds.size > 1 || session.flags.bool('show-kind');
  const isSpaced = !session.flags.bool('no-headers');
  let written = 0;
  for (const group of groups) {
    const text = groupText(session, group, hasKind);
    if (!text.ok) return text;
    if (text.value === '') continue;
    yield* session.out((written > 0 && isSpaced ? '\n' : '') + text.value);
    written++;
  }
  if (written === 0 && failures.length === 0 && !session.flags.bool('ignore-not-found')) {
    const isEverywhere = session.flags.bool('all-namespaces');
    const isLocal = !isEverywhere && groups.every((group) => group.kind.isNamespaced);
    const where = isLocal ? ` in ${session.namespace} namespace.` : '';
    yield* session.err(`No resources found${where}\n`);
  }
  return done(undefined);
}

function* printObjects(session: Session, got: Got, printer: Printer): Program<Outcome<undefined>> {
  const objects = got.groups.flatMap((group) => group.objects) as unknown as JsonObject[];
  if (objects.length === 0 && (got.isSingle || session.flags.bool('ignore-not-found'))) {
    return done(undefined);
  }
  const ordered = sortBy(objects, (object) => object, session.flags.text('sort-by'));
  if (!ordered.ok) return ordered;
  const [first] = ordered.value;
  const whole = got.isSingle && first !== undefined ? first : listOf(ordered.value);
  // The other formats have an order of their own.
  const isJson = session.flags.text('output') === 'json';
  const text = printer.print(isJson ? sorted(whole) : whole);
  if (!text.ok) return text;
  yield* session.out(text.value);
  return done(undefined);
}

function* collect(session: Session): Program<Outcome<Got>> {
  if (hasFiles(session)) {
    const kustomize = kustomizeFailure(session);
    if (kustomize !== undefined) return failed(kustomize);
    if (session.args.length > 0) return failed(message(FILES_AND_ARGS));
    return done(yield* getFromFiles(session));
  }
  const selection = selectionOf(session, session.args);
  if (!selection.ok) return selection;
  if (selection.value.type === 'objects') {
    const hasSelector =
      session.flags.text('selector') !== '' || session.flags.text('field-selector') !== '';
    if (hasSelector) return failed(message('name cannot be provided when a selector is specified'));
    if (session.flags.bool('all-namespaces')) {
      return failed(message('a resource cannot be retrieved by name across all namespaces'));
    }
    return done(yield* getByName(session, selection.value));
  }
  if (session.flags.text('subresource') !== '') {
    return failed(message('subresource cannot be used when bulk resources are specified'));
  }
  const kinds = selection.value.type === 'kinds' ? selection.value.kinds : [];
  return done(yield* getByKind(session, kinds));
}

/** Why `--raw` cannot go with the rest of the command line. */
function rawRefusal({ args, flags }: Session): Failure | undefined {
  const path = flags.text('raw');
  if (args.length > 0) return message('arguments may not be passed when --raw is specified');
  if (hasFiles({ flags })) return message('--raw and --filename are mutually exclusive');
  if (flags.text('output') !== '') return message('--raw and --output are mutually exclusive');
  if (path.startsWith('/')) return undefined;
  return message(`--raw must be a valid URL path: parse ${quote(path)}: invalid URI for request`);
}

function* get(session: Session): Program<Failure | undefined> {
  const { flags, args } = session;
  if (flags.text('raw') !== '') {
    const refused = rawRefusal(session);
    if (refused !== undefined) return refused;
    return yield* sendRaw(session, 'GET', flags.text('raw'));
  }
  if (args.length === 0 && !hasFiles(session)) return { type: 'plain', text: NOT_GIVEN };
  const printer = printerFor(session, true);
  if (!printer.ok) return printer.failure;
  if (flags.bool('output-watch-events') && !flags.bool('watch') && !flags.bool('watch-only')) {
    return message('--output-watch-events option can only be used with --watch or --watch-only');
  }
  if (flags.bool('watch') || flags.bool('watch-only'))
    return yield* watchObjects(session, printer.value);
  const got = yield* collect(session);
  if (!got.ok) return got.failure;
  const printed =
    printer.value === undefined
      ? yield* printTables(session, got.value)
      : yield* printObjects(session, got.value, printer.value);
  return gather([...got.value.failures, ...(printed.ok ? [] : [printed.failure])]);
}

export const getVerb: Verb = {
  name: 'get',
  aliases: [],
  summary: 'List objects, or show some by name',
  usage: '(TYPE [NAME] | TYPE/NAME …)',
  examples: [
    { does: 'List the pods of the namespace', line: 'kubectl get pods' },
    { does: 'Watch a set and its pods come up', line: 'kubectl get pods -l app=mysql -w' },
    { does: 'Show one object as YAML', line: 'kubectl get sts mysql -o yaml' },
    {
      does: 'Print one field of every pod',
      line: "kubectl get pods -o jsonpath='{.items[*].spec.nodeName}'",
    },
  ],
  flags: [
    ...OUTPUT_FLAGS,
    ...FILE_FLAGS,
    SELECTOR_FLAG,
    FIELD_SELECTOR_FLAG,
    ALL_NAMESPACES_FLAG,
    boolFlag('watch', 'Print the objects, then every change', 'w'),
    boolFlag('watch-only', 'Print only changes'),
    boolFlag('output-watch-events', 'Print the type of each change'),
    boolFlag('ignore-not-found', 'Say nothing about objects that are not there'),
    boolFlag('no-headers', 'Print no line of headers'),
    boolFlag('show-labels', 'Print a column of labels'),
    boolFlag('show-kind', 'Print the kind before each name'),
    boolFlag('server-print', 'Let the server lay out the table', '', 'true'),
    listFlag('label-columns', 'Labels to print as columns', 'L'),
    textFlag('sort-by', 'Path of the field to sort by'),
    textFlag('subresource', 'Subresource to get: status, scale or resize'),
    textFlag('raw', 'Path of the API to get as it is'),
    intFlag('chunk-size', 'How many objects to ask for at once', '500'),
  ],
  verbs: [],
  run: get,
};
