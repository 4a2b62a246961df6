import { type KubeObject, type Secret, secrets, serviceAccounts } from '../../api/index.ts';
import { because, encodeBase64, encodeUtf8, jwtOf, sha256 } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import { type Action, type Controller, keyOf, splitKey } from '../controller.ts';
import { isDeleting } from '../meta.ts';

const LATENCY_MS = 20;
const TYPE = 'kubernetes.io/service-account-token';
const NAME = 'kubernetes.io/service-account.name';
const UID = 'kubernetes.io/service-account.uid';
const KEY_ID_LENGTH = 43;

const encoded = (text: string): string => encodeBase64(encodeUtf8(text));

/** Whose token a Secret is to hold; undefined when it holds none. */
const accountOf = ({ type, metadata }: Secret): string | undefined =>
  type === TYPE ? metadata.annotations?.[NAME] : undefined;

/** What such a Secret holds. Models LegacyClaims of pkg/serviceaccount. */
function dataOf(secret: Secret, account: KubeObject, caCertificate: string): Secret['data'] {
  const { namespace = '', name } = secret.metadata;
  const owner = account.metadata;
  const at = 'kubernetes.io/serviceaccount';
  const claims = {
    iss: 'kubernetes/serviceaccount',
    [`${at}/namespace`]: namespace,
    [`${at}/secret.name`]: name,
    [`${at}/service-account.name`]: owner.name,
    [`${at}/service-account.uid`]: owner.uid,
    sub: `system:serviceaccount:${namespace}:${owner.name}`,
  };
  const token = jwtOf(sha256(caCertificate).slice(0, KEY_ID_LENGTH), claims);
  return {
    'ca.crt': encoded(caCertificate),
    namespace: encoded(namespace),
    token: encoded(token),
  };
}

/**
 * Fills Secrets that are made for the token of a ServiceAccount, and removes them with it. Models
 * the TokensController of pkg/controller/serviceaccount.
 */
export const createTokenSecrets = (caCertificate: string): Controller => ({
  name: 'serviceaccount-token-controller',
  latencyMs: LATENCY_MS,
  watches: [
    {
      kind: secrets,
      keys: ({ type, object }) =>
        type !== 'DELETED' && accountOf(object as Secret) !== undefined ? [keyOf(object)] : [],
    },
    {
      kind: serviceAccounts,
      keys: ({ type, object }, view) =>
        type !== 'DELETED'
          ? []
          : view
              .list(secrets, object.metadata.namespace ?? '')
              .filter((secret) => accountOf(secret) === object.metadata.name)
              .map(keyOf),
    },
  ],
  reconcile(key, view): Action[] {
    const { namespace, name } = splitKey(key);
    const secret = view.get(secrets, namespace, name);
    if (secret === undefined || isDeleting(secret)) return [];
    const wanted = accountOf(secret);
    if (wanted === undefined) return [];
    const why = because('secret.token', { account: wanted });
    const account = view.get(serviceAccounts, namespace, wanted);
    const { annotations = {}, uid } = secret.metadata;
    const known = annotations[UID];
    if (account === undefined || (known !== undefined && known !== account.metadata.uid)) {
      const options = { ...DELETE_DEFAULT, preconditions: { uid } };
      return [{ type: 'delete', object: secret, options, why, onFailure: () => [] }];
    }
    if (known !== undefined && secret.data?.token !== undefined) return [];
    const metadata = {
      ...secret.metadata,
      annotations: { ...annotations, [UID]: account.metadata.uid },
    };
    const data = { ...dataOf(secret, account, caCertificate), ...secret.data };
    const object: Secret = { ...secret, metadata, data };
    return [{ type: 'update', object, subresource: '', why }];
  },
});
