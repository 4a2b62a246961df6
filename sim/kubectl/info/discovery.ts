import {
  type AnyKind,
  apiVersionOf,
  isOlderVersion,
  type JsonObject,
  quote,
  resourceOf,
  verbsOf,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, message, usageFailure } from '../failure.ts';
import { boolFlag, listFlag, textFlag } from '../flags.ts';
import { printerFor } from '../output/printer.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const FORMATS = ['json', 'kyaml', 'name', 'wide', 'yaml'];
const HEADERS = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND'];

function wanted({ flags }: Session, kind: AnyKind): boolean {
  if (flags.isSet('api-group') && kind.group !== flags.text('api-group')) return false;
  if (flags.isSet('namespaced') && kind.isNamespaced !== flags.bool('namespaced')) return false;
  const verbs = verbsOf(kind);
  if (flags.list('verbs').some((verb) => !verbs.includes(verb))) return false;
  return flags.list('categories').every((category) => kind.categories.includes(category));
}

function rowOf(kind: AnyKind, isWide: boolean): string {
  const cells = [
    kind.plural,
    kind.shortNames.join(','),
    apiVersionOf(kind),
    kind.isNamespaced,
    kind.kind,
  ];
  const wide = isWide ? [[...verbsOf(kind)].sort(byName).join(','), kind.categories.join(',')] : [];
  return [...cells, ...wide].join('\t');
}

/** The kinds as one object, whose groups and versions stand with each of them. */
const resourceList = (kinds: readonly AnyKind[]): JsonObject => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: '',
  resources: kinds.map((kind) => ({
    name: kind.plural,
    singularName: kind.singular,
    namespaced: kind.isNamespaced,
    ...(kind.group === '' ? {} : { group: kind.group }),
    version: kind.version,
    kind: kind.kind,
    verbs: [...verbsOf(kind)].sort(byName),
    ...(kind.shortNames.length === 0 ? {} : { shortNames: [...kind.shortNames] }),
    ...(kind.categories.length === 0 ? {} : { categories: [...kind.categories] }),
  })),
});

function* listResources(session: Session): Program<Failure | undefined> {
  const { flags, args } = session;
  const output = flags.text('output');
  if (args.length > 0) {
    return message(
      `unexpected arguments: [${args.join(' ')}]\nSee 'kubectl api-resources -h' for help ` +
        'and examples',
    );
  }
  if (!FORMATS.includes(output) && output !== '') {
    return message(
      `unable to match a printer suitable for the output format ${quote(output)}, allowed ` +
        `formats are: ${FORMATS.join(',')}`,
    );
  }
  const order = flags.text('sort-by');
  if (!['', 'name', 'kind'].includes(order)) {
    return message('--sort-by accepts only name or kind');
  }
  const key = (kind: AnyKind): string =>
    order === 'name' ? kind.plural : order === 'kind' ? kind.kind : `${kind.group}\0${kind.plural}`;
  session.log.discover('?timeout=32s');
  const kinds = session.peek.discovery
    .kinds()
    .filter((kind) => !isOlderVersion(kind) && wanted(session, kind))
    .sort((a, b) => byName(key(a), key(b)));
  if (output === 'name') {
    yield* session.out(kinds.map((kind) => `${resourceOf(kind)}\n`).join(''));
    return undefined;
  }
  if (output !== '' && output !== 'wide') {
    const printer = printerFor(session);
    if (!printer.ok) return printer.failure;
    const text = printer.value?.print(resourceList(kinds)) ?? done('');
    if (!text.ok) return text.failure;
    yield* session.out(text.value);
    return undefined;
  }
  const isWide = output === 'wide';
  const headers = [...HEADERS, ...(isWide ? ['VERBS', 'CATEGORIES'] : [])].join('\t');
  const lines = [
    ...(flags.bool('no-headers') ? [] : [headers]),
    ...kinds.map((kind) => rowOf(kind, isWide)),
  ];
  if (lines.length > 0) yield* session.out(alignTabs(`${lines.join('\n')}\n`, tableLayout()));
  return undefined;
}

export const apiResourcesVerb: Verb = {
  ...PLAIN_VERB,
  name: 'api-resources',
  aliases: [],
  summary: 'List the kinds that the server has',
  usage: '[flags]',
  examples: [{ does: 'The kinds of one group', line: 'kubectl api-resources --api-group=apps' }],
  flags: [
    textFlag('output', 'wide, name, json, yaml or kyaml', 'o'),
    textFlag('api-group', 'Only kinds of this group'),
    boolFlag('namespaced', 'Only kinds in a namespace, or only the others', '', 'true'),
    boolFlag('cached', 'Use what is known'),
    boolFlag('no-headers', 'Print no line of headers'),
    listFlag('verbs', 'Only kinds that can do this'),
    listFlag('categories', 'Only kinds of these categories'),
    textFlag('sort-by', 'name or kind'),
    boolFlag('show-managed-fields', 'Keep managedFields in what is printed'),
  ],
  verbs: [],
  isServerFirst: () => true,
  run: listResources,
};

function* listVersions(session: Session): Program<Failure | undefined> {
  if (session.args.length > 0) {
    return usageFailure('api-versions', `unexpected arguments: [${session.args.join(' ')}]`);
  }
  session.log.discover('?timeout=32s');
  const versions = new Set(session.peek.discovery.kinds().map(apiVersionOf));
  yield* session.out(
    [...versions]
      .sort(byName)
      .map((version) => `${version}\n`)
      .join(''),
  );
  return undefined;
}

export const apiVersionsVerb: Verb = {
  ...PLAIN_VERB,
  name: 'api-versions',
  aliases: [],
  summary: 'List the versions of the API that the server has',
  usage: '',
  examples: [{ does: 'Groups and their versions', line: 'kubectl api-versions' }],
  flags: [],
  verbs: [],
  isServerFirst: () => true,
  run: listVersions,
};
