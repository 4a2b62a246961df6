import { type AnyKind, configMaps, type JsonObject } from '../api/index.ts';
import type { Program } from '../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome } from './failure.ts';
import {
  hasFiles,
  kustomizeFailure,
  type Manifests,
  readManifests,
  refusedArguments,
} from './manifest/files.ts';
import {
  type Gathered,
  gatheredOf,
  getObjects,
  type Info,
  infoOf,
  infosFromManifests,
  infosInOrder,
  lacksNamespace,
  listObjects,
  missingNamespace,
  NOTHING_GIVEN,
  NOTHING_TO_SELECT,
  pathOf,
  selectedInfos,
  selectorFailure,
} from './resources.ts';
import { nameFailure, refusedNames, selectionOf } from './selection.ts';
import type { Session } from './session.ts';

/** What a verb does when the arguments name a kind and nothing else. */
export interface TargetRules {
  /** Whether a kind alone means every object of it. */
  readonly isKindEnough: boolean;
  /** Whether a selector among the flags is not about what the verb works on. */
  readonly isNamed: boolean;
  /** What is said when nothing is named at all. */
  readonly nothing: string;
  /** Whether objects of files are taken as they are written there. */
  readonly areFilesEnough: boolean;
  /** Whether `--all` is a selector, which goes with no names. */
  readonly isAllSelector: boolean;
  /** Whether no document of files is looked at behind one that fails. */
  readonly endsAtFailure: boolean;
  /** The part of the objects that is read; '' for the whole. */
  readonly subresource: string;
}

/** The value of a flag that narrows down what a verb works on, where the verb has it. */
const narrowing = ({ flags }: Session, name: 'selector' | 'field-selector'): string =>
  flags.isDefined(name) ? flags.text(name) : '';

const isOn = ({ flags }: Session, name: 'all' | 'all-namespaces' | 'local'): boolean =>
  flags.isDefined(name) && flags.bool(name);

const NO_NAME = 'resource(s) were provided, but no name was specified';

/** The kind that an object says to be of; nobody is asked whether there is such a kind. */
function kindAsWritten({ client }: Session, { apiVersion, kind }: JsonObject): AnyKind {
  const [version, word] = [String(apiVersion), String(kind)];
  const slash = version.indexOf('/');
  const known = client.discovery.kindOf(version, word);
  if (known !== undefined) return known;
  const plural = `${word.toLowerCase()}s`;
  const group = slash < 0 ? '' : version.slice(0, slash);
  return { ...configMaps, group, version: version.slice(slash + 1), kind: word, plural };
}

/** The objects of files, without the namespace that they would get from the server. */
function infosAsWritten(session: Session, { manifests, failures }: Manifests): Gathered {
  const infos = manifests.map(({ source, body }): Info => {
    const { name = '', namespace = '' } = (body.metadata ?? {}) as Record<string, string>;
    return { kind: kindAsWritten(session, body), source, name, namespace, object: body };
  });
  return { infos, failures };
}

/** The objects of files as they are written there, in the namespace that they are for. */
function infosAsNamed(session: Session, { manifests, failures }: Manifests): Gathered {
  const named = infosFromManifests(session, manifests);
  return { infos: named.infos, failures: [...failures, ...named.failures] };
}

/** The objects that files or arguments name, as the server has them; with `--local`, the files. */
export function* gatherTargets(
  session: Session,
  args: readonly string[],
  rules: TargetRules,
): Program<Gathered | Failure> {
  const isLocal = isOn(session, 'local');
  const isUnselected = rules.isNamed || (isLocal && hasFiles(session));
  const labelSelector = isUnselected ? '' : narrowing(session, 'selector');
  if (hasFiles(session)) {
    const refused = refusedArguments(session, args) ?? kustomizeFailure(session);
    if (refused !== undefined) return refused;
    const read = yield* readManifests(session, 'Ignore');
    const wrong = selectorFailure(labelSelector, read.manifests.length);
    if (wrong !== undefined) return wrong;
    const isChosen = (info: Info): boolean => selectedInfos([info], labelSelector).length > 0;
    if (isLocal || rules.areFilesEnough) {
      const { infos, failures } = isLocal
        ? infosAsWritten(session, read)
        : infosAsNamed(session, read);
      return { infos: infos.filter(isChosen), failures };
    }
    const inOrder: Outcome<Info>[] = [];
    const isItem = (at: number): boolean => {
      const one = read.inOrder[at];
      return one?.ok === true && one.value.isItem;
    };
    const mayEnd = rules.endsAtFailure && !read.isLost;
    for (const [i, named] of infosInOrder(session, read.inOrder).entries()) {
      // The items of a list are one document.
      if (mayEnd && !isItem(i) && inOrder.some((one) => !one.ok)) break;
      if (!named.ok) {
        inOrder.push(named);
        continue;
      }
      const wrong = nameFailure(named.value.name) ?? lacksNamespace(named.value);
      if (wrong !== undefined) {
        inOrder.push(failed(wrong));
        continue;
      }
      const path = pathOf(named.value, rules.subresource);
      const got = yield* session.call(session.client.get(path));
      const { kind, source } = named.value;
      inOrder.push(
        got.ok
          ? done(infoOf(kind, got.value, source))
          : failed(missingNamespace(session, path.namespace, got.failure)),
      );
    }
    return gatheredOf(inOrder.filter((one) => !one.ok || isChosen(one.value)));
  }
  const fieldSelector = narrowing(session, 'field-selector');
  const isAll = isOn(session, 'all');
  const hasSelector = labelSelector !== '' || fieldSelector !== '';
  const isAllSelected = isAll && rules.isAllSelector;
  const selection = selectionOf(session, args, hasSelector || isAllSelected);
  if (!selection.ok) return selection.failure;
  if (selection.value.type === 'none') {
    const isSelected = hasSelector && rules.nothing === NOTHING_GIVEN;
    return message(isSelected ? NOTHING_TO_SELECT : rules.nothing);
  }
  if (selection.value.type === 'objects') {
    // Names are more than `--all`.
    const isEverywhere = isOn(session, 'all-namespaces');
    const { objects } = selection.value;
    const refused = refusedNames(args, objects, { hasSelector, isEverywhere });
    return refused ?? (yield* getObjects(session, objects, rules.subresource));
  }
  if (!hasSelector && !isAll && !rules.isKindEnough) return message(NO_NAME);
  const isEverywhere = isOn(session, 'all-namespaces');
  const { kinds } = selection.value;
  return yield* listObjects(session, { kinds, isEverywhere, labelSelector, fieldSelector });
}

/** What holds for most verbs. */
export const DEFAULT_RULES: TargetRules = {
  isKindEnough: false,
  isNamed: false,
  nothing: NOTHING_GIVEN,
  areFilesEnough: false,
  isAllSelector: false,
  endsAtFailure: false,
  subresource: '',
};
