import { draftOf, type Json, type JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { arrayFlag } from '../flags.ts';
import { hasFiles } from '../manifest/files.ts';
import { NOTHING_GIVEN } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { dryRunOf, localTrialFailure, reportFor } from '../verbs/common.ts';
import {
  allAndSelected,
  localFailure,
  type PatchWords,
  patchInfo,
  SET_FLAGS,
  setName,
} from './template.ts';

const API_GROUP = 'rbac.authorization.k8s.io';

function subjectsOf({ flags }: Session): Outcome<JsonObject[]> {
  const subjects: JsonObject[] = flags
    .list('user')
    .map((name) => ({ kind: 'User', apiGroup: API_GROUP, name }));
  for (const name of flags.list('group'))
    subjects.push({ kind: 'Group', apiGroup: API_GROUP, name });
  for (const account of flags.list('serviceaccount')) {
    const [namespace = '', name, ...rest] = account.split(':');
    if (name === undefined || name === '' || namespace === '' || rest.length > 0) {
      return failed(message('serviceaccount must be <namespace>:<name>'));
    }
    subjects.push({ kind: 'ServiceAccount', namespace, name });
  }
  return subjects.length === 0
    ? failed(message('you must specify at least one value of user, group or serviceaccount'))
    : done(subjects);
}

const WORDS: PatchWords = {
  did: 'subjects updated',
  refused: 'failed to patch subjects update to pod template:',
  isAlwaysSent: false,
  isRecordPrinted: true,
};

const keyOf = (subject: Json): string => {
  const { kind = '', name = '', namespace = '' } = subject as JsonObject;
  return `${kind}/${namespace}/${name}`;
};

function* run(session: Session): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value, 'typed');
  if (!report.ok) return report.failure;
  if (session.args.length === 0 && !hasFiles(session)) return message(NOTHING_GIVEN);
  const absent = localFailure(session, session.args);
  const untried = absent ?? localTrialFailure(session);
  if (untried !== undefined) return untried;
  const twice = allAndSelected(session);
  if (twice !== undefined) return twice;
  const found = yield* gatherTargets(session, session.args, DEFAULT_RULES);
  if ('type' in found) return found;
  if (found.failures.length > 0) return gather(found.failures);
  const added = subjectsOf(session);
  if (!added.ok) return added.failure;
  const failures: Failure[] = [];
  for (const info of found.infos) {
    if (!/^(Cluster)?RoleBinding$/.test(info.kind.kind)) {
      const rule = 'setting subjects is only supported for RoleBinding/ClusterRoleBinding';
      failures.push(message(`error: ${setName(session, info)} ${rule}\n`));
      continue;
    }
    const draft = draftOf(info.object);
    const own = (draft.subjects ?? []) as Json[];
    const fresh = added.value.filter((one) => !own.some((other) => keyOf(other) === keyOf(one)));
    draft.subjects = [...own, ...fresh];
    const failure = yield* patchInfo(session, info, draft, report.value, WORDS);
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

export const setSubjectVerb: Verb = {
  ...PLAIN_VERB,
  name: 'subject',
  aliases: [],
  summary: 'Add users, groups and service accounts to a role binding',
  usage:
    '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] ' +
    '[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  examples: [{ does: 'Add a user', line: 'kubectl set subject rolebinding admin --user=jane' }],
  flags: [
    ...SET_FLAGS,
    arrayFlag('user', 'A user'),
    arrayFlag('group', 'A group'),
    arrayFlag('serviceaccount', 'A service account: namespace:name'),
  ],
  verbs: [],
  run,
};
