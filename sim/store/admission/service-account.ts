import {
  ALLOWED,
  type Container,
  type KubeObject,
  type Pod,
  pods,
  type ServiceAccount,
  serviceAccounts,
  type Volume,
} from '../../api/index.ts';
import type { Admission, AdmissionContext } from '../api-server.ts';
import { refuse } from './refusal.ts';

const DEFAULT_ACCOUNT = 'default';
const VOLUME_PREFIX = 'kube-api-access-';
const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const SUFFIX_LENGTH = 5;
/** An hour and a little, so that the kubelet renews in time. */
const TOKEN_SECONDS = 3607;
/** 0644, as JSON writes it. */
const FILE_MODE = 420;

const tokenVolume = (name: string): Volume => ({
  name,
  projected: {
    sources: [
      { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [
            {
              path: 'namespace',
              fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
            },
          ],
        },
      },
    ],
    defaultMode: FILE_MODE,
  },
});

const lacksMount = ({ volumeMounts }: Container): boolean =>
  !volumeMounts?.some((mount) => mount.mountPath === MOUNT_PATH);

function mountToken({ spec }: Pod, context: AdmissionContext): void {
  const found = spec.volumes?.find((volume) => volume.name.startsWith(VOLUME_PREFIX));
  const name = found?.name ?? VOLUME_PREFIX + context.randomSuffix(SUFFIX_LENGTH);
  const lacking = [...(spec.initContainers ?? []), ...spec.containers].filter(lacksMount);
  for (const container of lacking) {
    const mount = { name, readOnly: true, mountPath: MOUNT_PATH };
    container.volumeMounts = [...(container.volumeMounts ?? []), mount];
  }
  if (found === undefined && lacking.length > 0) {
    spec.volumes = [...(spec.volumes ?? []), tokenVolume(name)];
  }
}

const wantsToken = ({ spec }: Pod, account: ServiceAccount): boolean =>
  spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;

/** Gives a pod its service account, and its containers the account's token. */
export const serviceAccount: Admission = {
  name: 'ServiceAccount',
  admit(kind, draft, old, context) {
    if (kind !== pods || old !== undefined || context.subresource !== '') return ALLOWED;
    const pod = draft as KubeObject as Pod;
    const name = pod.spec.serviceAccountName || DEFAULT_ACCOUNT;
    pod.spec.serviceAccountName = name;
    pod.spec.serviceAccount = name;
    const namespace = pod.metadata.namespace ?? '';
    const account = context.view.get(serviceAccounts, namespace, name);
    if (account === undefined) {
      const looked = `error looking up service account ${namespace}/${name}`;
      return refuse(kind, draft, `${looked}: serviceaccount "${name}" not found`);
    }
    if (wantsToken(pod, account)) mountToken(pod, context);
    if ((pod.spec.imagePullSecrets ?? []).length === 0 && account.imagePullSecrets?.length) {
      pod.spec.imagePullSecrets = account.imagePullSecrets.map((secret) => ({ ...secret }));
    }
    return ALLOWED;
  },
};
