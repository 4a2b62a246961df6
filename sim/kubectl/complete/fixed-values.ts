/** Values of a flag that are always the same, each with what it does. */
export type Described = readonly (readonly [string, string])[];

/** What every verb that prints objects prints them as. */
export const PRINTED: Described = [
  ['json', 'the whole object as JSON'],
  ['yaml', 'the whole object as YAML'],
  ['kyaml', 'the whole object as KYAML'],
  ['name', 'only kind and name'],
  ['go-template', 'a Go template'],
  ['go-template-file', 'a Go template from a file'],
  ['template', 'a Go template'],
  ['templatefile', 'a Go template from a file'],
  ['jsonpath', 'fields by path'],
  ['jsonpath-as-json', 'fields by path, as JSON'],
  ['jsonpath-file', 'fields by path, from a file'],
];
const TABLES: Described = [
  ['custom-columns', 'a table of your own'],
  ['custom-columns-file', 'a table of your own, from a file'],
  ['wide', 'a table with more columns'],
];
const PLAIN: Described = PRINTED.slice(0, 3);

/** The formats of the verbs that have others than most. */
export const FORMATS: Readonly<Record<string, Described>> = {
  get: [...PRINTED, ...TABLES],
  events: [...PRINTED, ['wide', 'a table with more columns']],
  delete: [['name', 'only kind and name']],
  version: PLAIN,
  'api-resources': [...PLAIN, ['name', 'only names'], ['wide', 'a table with more columns']],
  'config get-contexts': [['name', 'only names']],
  explain: [
    ['plaintext', 'as text'],
    ['plaintext-openapiv2', 'as text, in the older way'],
  ],
};

/** Flags whose values are a few words, by name; some only of one verb. */
export const FIXED: Readonly<Record<string, Described>> = {
  'dry-run': [
    ['none', 'do it'],
    ['client', 'only print what would be sent'],
    ['server', 'let the server try it'],
  ],
  cascade: [
    ['background', 'dependents afterwards'],
    ['foreground', 'dependents first'],
    ['orphan', 'leave dependents alone'],
  ],
  'patch type': [
    ['json', 'a list of operations'],
    ['merge', 'fields replace fields'],
    ['strategic', 'lists are merged by key'],
  ],
  'expose type': [
    ['ClusterIP', ''],
    ['NodePort', ''],
    ['LoadBalancer', ''],
    ['ExternalName', ''],
  ],
  'run restart': [
    ['Always', ''],
    ['OnFailure', ''],
    ['Never', ''],
  ],
  'image-pull-policy': [
    ['Always', ''],
    ['IfNotPresent', ''],
    ['Never', ''],
  ],
  'wait for': [
    ['condition=', 'a condition of the status'],
    ['jsonpath=', 'the value of a field'],
    ['delete', 'until it is gone'],
    ['create', 'until it is there'],
  ],
  'debug profile': [
    ['general', ''],
    ['baseline', ''],
    ['restricted', ''],
    ['netadmin', ''],
    ['sysadmin', ''],
  ],
  validate: [
    ['strict', ''],
    ['warn', ''],
    ['ignore', ''],
  ],
  'events types': [
    ['Normal', ''],
    ['Warning', ''],
  ],
};

/** Fields that the API server selects objects by, as it knows them for every kind and for pods. */
export const FIELDS: Described = [
  ['metadata.name=', ''],
  ['metadata.namespace=', ''],
];
export const POD_FIELDS: Described = [
  ['spec.nodeName=', 'the node'],
  ['spec.restartPolicy=', ''],
  ['spec.schedulerName=', ''],
  ['spec.serviceAccountName=', ''],
  ...['Pending', 'Running', 'Succeeded', 'Failed'].map(
    (phase) => [`status.phase=${phase}`, ''] as const,
  ),
  ['status.podIP=', ''],
];
