import type { Json, JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { type Manifest, readManifests } from '../manifest/files.ts';
import { parseYaml } from '../manifest/yaml.ts';
import { toJson } from '../output/json.ts';
import { toYaml } from '../output/yaml.ts';
import { type Info, infosFromManifests, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { reportFor, sorted, validationOf, writeOptions } from '../verbs/common.ts';
import { editText, type Verdict } from '../verbs/editing.ts';
import { annotated } from '../verbs/last-applied.ts';
import { withCause } from '../verbs/record.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The edited text as manifests. */
function manifestsIn(text: string): Outcome<Manifest[]> {
  const parsed = parseYaml(text);
  if (!parsed.ok) return failed(message(parsed.error));
  const { value } = parsed;
  if (!isObject(value)) return failed(message('invalid object to validate'));
  const bodies = value.kind === 'List' && Array.isArray(value.items) ? value.items : [value];
  return done(bodies.filter(isObject).map((body) => ({ source: '', body })));
}

function* createAll(session: Session, infos: readonly Info[]): Program<Failure | undefined> {
  const validation = validationOf(session);
  if (!validation.ok) return validation.failure;
  const report = reportFor(session, 'none');
  if (!report.ok) return report.failure;
  const options = writeOptions(session, 'none', validation.value);
  const failures: Failure[] = [];
  for (const info of infos) {
    const plain = withCause(session, info.object);
    const body = session.flags.bool('save-config') ? annotated(plain) : plain;
    const path = pathOf({ ...info, name: '' });
    const made = yield* session.call(session.client.create(path, body, options));
    const failure = made.ok
      ? yield* report.value(
          { kind: info.kind, name: made.value.metadata.name },
          made.value as unknown as JsonObject,
          'created',
        )
      : made.failure;
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

/** `create --edit`: what the files say is edited before it is created. */
export function* createEdited(session: Session): Program<Failure | undefined> {
  const read = yield* readManifests(session, true);
  const { infos, failures } = infosFromManifests(session, read.manifests);
  const refused = gather([...failures, ...read.failures]);
  if (refused !== undefined) return refused;
  if (infos.length === 0) return message('edit cancelled, no objects found');
  const objects = infos.map(({ object }) => sorted(object));
  const [only = {}] = objects;
  const shown: JsonObject =
    objects.length === 1 ? only : { apiVersion: 'v1', items: objects, kind: 'List', metadata: {} };
  const isJson = session.flags.text('output') === 'json';
  return yield* editText(session, {
    text: isJson ? toJson(shown) : toYaml(shown),
    extension: isJson ? 'json' : 'yaml',
    *save(text): Program<Verdict> {
      const manifests = manifestsIn(text);
      if (!manifests.ok) return { type: 'lost', failure: manifests.failure };
      const edited = infosFromManifests(session, manifests.value);
      const failure = gather(edited.failures) ?? (yield* createAll(session, edited.infos));
      return failure === undefined ? { type: 'done' } : { type: 'lost', failure };
    },
  });
}
