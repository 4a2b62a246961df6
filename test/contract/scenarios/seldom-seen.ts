import type { Scenario } from './scenario.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: many}
spec:
  containers: [{name: c, image: "nginx:1.25"}]
  volumes:
  - {name: git, gitRepo: {repository: "https://a/b", revision: r, directory: d}}
  - {name: ebs, awsElasticBlockStore: {volumeID: v, fsType: ext4, partition: 1, readOnly: true}}
  - {name: gce, gcePersistentDisk: {pdName: p, fsType: ext4, partition: 1, readOnly: true}}
  - {name: iscsi, iscsi: {targetPortal: 1.2.3.4, iqn: "iqn.2001-04.com.example:storage", lun: 1, fsType: ext4, portals: [a, b]}}
  - {name: iscsi2, iscsi: {targetPortal: 1.2.3.4, iqn: "iqn.2001-04.com.example:storage", lun: 1, initiatorName: "iqn.2001-04.com.example:x", secretRef: {name: z}, chapAuthSession: true}}
  - {name: gluster, glusterfs: {endpoints: e, path: p, readOnly: true}}
  - {name: rbd, rbd: {monitors: [a, b], image: i, fsType: xfs, pool: p, user: u, keyring: k, secretRef: {name: s}, readOnly: true}}
  - {name: rbd2, rbd: {monitors: [a], image: i}}
  - {name: quobyte, quobyte: {registry: "r:1", volume: v, readOnly: true}}
  - {name: az, azureDisk: {diskName: d, diskURI: "https://blob/x", kind: Managed, fsType: ext4, cachingMode: None, readOnly: true}}
  - {name: azf, azureFile: {secretName: s, shareName: h, readOnly: true}}
  - {name: vs, vsphereVolume: {volumePath: p, fsType: ext4, storagePolicyName: g}}
  - {name: cinder, cinder: {volumeID: v, fsType: ext4, readOnly: true, secretRef: {name: s}}}
  - {name: cinder2, cinder: {volumeID: v}}
  - {name: photon, photonPersistentDisk: {pdID: v, fsType: ext4}}
  - {name: px, portworxVolume: {volumeID: v, fsType: ext4}}
  - {name: sio, scaleIO: {gateway: g, system: s, secretRef: {name: q}, protectionDomain: d, storagePool: p, storageMode: ThinProvisioned, volumeName: v, fsType: xfs, readOnly: true}}
  - {name: ceph, cephfs: {monitors: [a, b], path: /p, user: u, secretFile: /f, secretRef: {name: s}, readOnly: true}}
  - {name: sos, storageos: {volumeName: v, volumeNamespace: nn, fsType: ext4, readOnly: true}}
  - {name: fc, fc: {targetWWNs: [a, b], lun: 2, fsType: xfs}}
  - {name: fc2, fc: {wwids: [q], readOnly: true}}
  - {name: flex, flexVolume: {driver: a/b, fsType: ext4, secretRef: {name: s}, readOnly: true, options: {b: "1", a: "2"}}}
  - {name: flex2, flexVolume: {driver: a/b}}
  - {name: flock, flocker: {datasetName: d, datasetUUID: ""}}
`;

/** Sources of persistent volumes. */
const SOURCES = [
  'awsElasticBlockStore: {volumeID: v, fsType: ext4, partition: 1, readOnly: true}',
  'gcePersistentDisk: {pdName: p, fsType: ext4}',
  'iscsi: {targetPortal: 1.2.3.4, iqn: "iqn.2001-04.com.example:storage", lun: 1, fsType: ext4, secretRef: {name: z, namespace: yy}, iscsiInterface: eth0, chapAuthSession: true, initiatorName: "iqn.2001-04.com.example:x"}',
  'glusterfs: {endpoints: e, path: p, endpointsNamespace: nn}',
  'rbd: {monitors: [a, b], image: i, secretRef: {name: s, namespace: nn}}',
  'quobyte: {registry: "r:1", volume: v}',
  'azureDisk: {diskName: d, diskURI: "https://blob/x", kind: Managed, fsType: ext4, cachingMode: None, readOnly: true}',
  'azureFile: {secretName: s, shareName: h, secretNamespace: nn}',
  'vsphereVolume: {volumePath: p, fsType: ext4}',
  'cinder: {volumeID: v, secretRef: {name: s, namespace: nn}}',
  'photonPersistentDisk: {pdID: v}',
  'portworxVolume: {volumeID: v}',
  'scaleIO: {gateway: g, system: s, secretRef: {name: q, namespace: nn}, volumeName: v}',
  'cephfs: {monitors: [a, b], secretRef: {name: s, namespace: nn}}',
  'storageos: {volumeName: v, volumeNamespace: nn, secretRef: {name: s, namespace: m}}',
  'fc: {targetWWNs: [a, b], lun: 2, fsType: xfs}',
  'flexVolume: {driver: a/b, options: {a: b}, secretRef: {name: s, namespace: nn}}',
  'flocker: {datasetName: d}',
];
const VOLUMES = SOURCES.map(
  (source, at) => `apiVersion: v1
kind: PersistentVolume
metadata: {name: pv-${at}}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  ${source}
`,
).join('---\n');

const MARKED = `apiVersion: v1
kind: ConfigMap
metadata: {name: marked}
data: {path: /x?y=1,
  b: c}
`;

const COUNTED = `apiVersion: v1
kind: ConfigMap
metadata: {name: v}
`;

/** What is seldom seen: volumes of other makers, backends that have nothing behind them. */
export const SELDOM_SEEN: readonly Scenario[] = [
  {
    title: 'volumes of every maker are described',
    files: { 'pod.yaml': POD, 'volumes.yaml': VOLUMES },
    lines: [
      'kubectl apply -f pod.yaml',
      'kubectl apply -f volumes.yaml',
      'sleep 2',
      'kubectl describe pod many',
      'kubectl describe pv',
    ],
  },
  {
    title: 'a cause may always be replaced; what is not there has no version',
    files: {},
    lines: [
      'kubectl create deploy w --image=nginx',
      'kubectl annotate deploy w kubernetes.io/change-cause=one',
      'kubectl annotate deploy w kubernetes.io/change-cause=two',
      'kubectl annotate deploy w kubernetes.io/change-cause=three a=b',
      'kubectl annotate deploy w kubernetes.io/change-cause=four a=c',
      "kubectl get deploy w -o jsonpath='{.metadata.annotations}'",
      'kubectl label pod gone a=b --resource-version=1',
      'kubectl annotate pod/gone a=b --resource-version=1',
      'kubectl label pod gone lost a=b --resource-version=1',
      'kubectl label deploy w a=b --resource-version=1',
    ],
  },
  {
    title: 'durations that are none, dependents that cannot be meant',
    files: { 'v.yaml': COUNTED },
    lines: [
      'kubectl logs p --since=1x',
      'kubectl logs p --since=x',
      'kubectl logs p --since=1h1',
      'kubectl logs p --since=1h1x',
      'kubectl logs p --since=.s',
      'kubectl logs p --since=1.5.5s',
      'kubectl logs p --since=5d',
      "kubectl logs p --since='1 h'",
      'kubectl logs p --since=99999999999999h',
      'kubectl wait pod p --for=delete --timeout=2sec',
      'kubectl logs p --since=1h-1m',
      `kubectl logs p --since='5"m'`,
      `kubectl scale deploy w --replicas='1"'`,
      'kubectl create -f v.yaml',
      'kubectl replace --cascade=x -f v.yaml',
      'kubectl replace --cascade= -f nosuch.yaml',
      'kubectl replace --cascade=true -f v.yaml',
      'kubectl replace --cascade=x -f v.yaml --dry-run=y',
      'kubectl replace --cascade=x -f v.yaml -o nosuch',
      'kubectl replace --cascade=x',
      'kubectl replace --cascade=false --force -f v.yaml',
      'kubectl delete --cascade=false -f v.yaml',
    ],
  },
  {
    title: 'backends without slices, addresses that are not asked for, question marks in brackets',
    files: { 'marked.yaml': MARKED },
    lines: [
      'kubectl create svc externalname ext --external-name=a.b',
      'kubectl create svc externalname two --external-name=a.b --tcp=80',
      'kubectl create svc clusterip one --tcp=80',
      'kubectl create ing i --rule=a.b/=ext:80 --rule=a.b/c=two:80 --rule=a.b/d=one:80 --rule=a.b/e=one:81 --rule=a.b/f=two:81',
      'kubectl describe ing i',
      'kubectl create deploy w --image=nginx --port=80',
      'kubectl expose deploy w --load-balancer-ip=1.1.1.1 --dry-run=client -o yaml',
      'kubectl expose deploy w --load-balancer-ip=1.1.1.1 --type=NodePort --dry-run=client -o yaml',
      'kubectl expose deploy w --load-balancer-ip=1.1.1.1 --type=LoadBalancer --dry-run=client -o yaml',
      'kubectl apply -f marked.yaml',
      "kubectl create -f - <<< '{apiVersion: v1, kind: ConfigMap, metadata: {name: q}, data: {a: /x?y=1}}'",
      "kubectl create -f - <<< '{apiVersion: v1, kind: ConfigMap, metadata: {name: q}, data: {? a : b}}'",
    ],
  },
];
