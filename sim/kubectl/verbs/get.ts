import { quote } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message } from '../failure.ts';
import { boolFlag, intFlag, listFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles } from '../manifest/files.ts';
import { isTable, OUTPUT_FLAGS } from '../output/printer.ts';
import { isUri, sendRaw } from '../raw.ts';
import { ALL_NAMESPACES_FLAG, FIELD_SELECTOR_FLAG, SELECTOR_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { collect } from './get-objects.ts';
import { printObjects, printTables } from './get-print.ts';
import { watchObjects } from './get-watch.ts';

const NOT_GIVEN = [
  'You must specify the type of resource to get. Use "kubectl api-resources" for a ' +
    'complete list of supported resources.',
  '',
  'error: Required resource not specified.',
  'Use "kubectl explain <resource>" for a detailed description of that resource (e.g. ' +
    'kubectl explain pods).',
  "See 'kubectl get -h' for help and examples",
].join('\n');

/** Why `--raw` cannot go with the rest of the command line. */
function rawRefusal({ args, flags }: Session): Failure | undefined {
  const path = flags.text('raw');
  if (args.length > 0) return message('arguments may not be passed when --raw is specified');
  if (flags.text('output') !== '') return message('--raw and --output are mutually exclusive');
  if (flags.bool('watch') || flags.bool('watch-only') || flags.text('selector') !== '') {
    return message(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  }
  if (isUri(path)) return undefined;
  return message(`--raw must be a valid URL path: parse ${quote(path)}: invalid URI for request`);
}

function* get(session: Session): Program<Failure | undefined> {
  const { flags, args } = session;
  if (flags.text('raw') !== '') {
    const refused = rawRefusal(session);
    if (refused !== undefined) return refused;
    return yield* sendRaw(session, 'GET', flags.text('raw'));
  }
  const isWatch = flags.bool('watch') || flags.bool('watch-only');
  if (args.length === 0 && !hasFiles(session) && !isWatch) {
    return { type: 'plain', text: NOT_GIVEN };
  }
  const output = flags.text('output');
  if (flags.bool('show-labels') && output !== '' && output !== 'wide') {
    return message(`--show-labels option cannot be used with ${output} printer`);
  }
  if (flags.bool('output-watch-events') && !isWatch) {
    return message('--output-watch-events option can only be used with --watch or --watch-only');
  }
  if (isWatch) return yield* watchObjects(session);
  const got = yield* collect(session);
  if (!got.ok) return got.failure;
  if (!isTable(session)) return yield* printObjects(session, got.value);
  const printed = yield* printTables(session, got.value);
  return gather([...got.value.failures, ...(printed.ok ? [] : [printed.failure])]);
}

export const getVerb: Verb = {
  ...PLAIN_VERB,
  name: 'get',
  aliases: [],
  summary: 'List objects, or show some by name',
  usage:
    '[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|' +
    'templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|' +
    'custom-columns-file|wide] ' +
    '(TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) ' +
    '[flags]',
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
  isServerFirst: ({ text }) => text('raw') !== '',
  run: get,
};
