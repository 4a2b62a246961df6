import type { Locale } from './locales.ts';

/** A word of the course and what it means. */
export interface Term {
  readonly id: string;
  readonly name: string;
  /** Other forms under which it stands in a text. */
  readonly forms: readonly string[];
  readonly text: string;
}

const term = (id: string, name: string, forms: readonly string[], text: string): Term => ({
  id,
  name,
  forms,
  text,
});

const EN: readonly Term[] = [
  term(
    'claim',
    'claim',
    ['claims', 'PersistentVolumeClaim', 'PVC'],
    'A request for storage. It belongs to a namespace, is bound to a volume, and stays when its pod goes.',
  ),
  term(
    'cluster',
    'cluster',
    [],
    'Nodes that run pods, and the control plane that decides what runs where.',
  ),
  term(
    'controller',
    'controller',
    ['controllers'],
    'A program that compares what is wanted with what is, and does the next step towards it.',
  ),
  term(
    'deployment',
    'Deployment',
    ['Deployments'],
    'Keeps a number of equal pods running. Its pods have no identity: any one can take the place of another.',
  ),
  term(
    'endpoint',
    'endpoint',
    ['endpoints'],
    'The address of a pod that stands behind a Service, with whether it answers.',
  ),
  term(
    'headless',
    'headless Service',
    ['headless Services'],
    'A Service without an address of its own. Its DNS name answers with the addresses of the pods.',
  ),
  term(
    'manifest',
    'manifest',
    ['manifests'],
    'A file, usually YAML, that says what object you want.',
  ),
  term(
    'namespace',
    'namespace',
    ['namespaces'],
    'A part of the cluster with names of its own. Most objects live in one.',
  ),
  term('node', 'node', ['nodes'], 'A machine that runs pods.'),
  term(
    'ordered-ready',
    'OrderedReady',
    [],
    'The default of a StatefulSet: the next pod is made only when all before it are running and ready.',
  ),
  term(
    'ordinal',
    'ordinal',
    ['ordinals'],
    'The number at the end of the name of a StatefulSet’s pod. It decides who comes and who goes first.',
  ),
  term(
    'partition',
    'partition',
    [],
    'In a rolling update of a StatefulSet: ordinals below it keep their old revision.',
  ),
  term(
    'pod',
    'pod',
    ['pods', 'Pod', 'Pods'],
    'The smallest thing that runs: one or more containers with one address.',
  ),
  term(
    'probe',
    'probe',
    ['probes'],
    'A question that the kubelet asks a container again and again: has it started, is it ready, is it alive?',
  ),
  term('replica', 'replicas', ['replica'], 'How many pods of the same kind there should be.'),
  term(
    'revision',
    'revision',
    ['revisions'],
    'One state of the template of a StatefulSet or Deployment. Each pod is of one revision.',
  ),
  term(
    'rollout',
    'rollout',
    ['rollouts', 'rolling update', 'rolling updates'],
    'Taking a changed template to all pods, step by step.',
  ),
  term('secret', 'Secret', ['Secrets'], 'Small confidential data, such as a password, for pods.'),
  term('selector', 'selector', ['selectors'], 'A condition on labels that picks objects.'),
  term(
    'service',
    'Service',
    ['Services'],
    'One stable name and address for pods that come and go.',
  ),
  term(
    'statefulset',
    'StatefulSet',
    ['StatefulSets'],
    'Keeps pods with an identity: a number, a name in DNS and storage of their own.',
  ),
  term(
    'storage-class',
    'StorageClass',
    ['StorageClasses'],
    'Says how volumes for claims are made.',
  ),
  term(
    'volume',
    'volume',
    ['volumes', 'PersistentVolume'],
    'A piece of storage that containers see as a directory.',
  ),
];

const ZH: readonly Term[] = [
  term(
    'claim',
    '持久卷申领',
    ['PersistentVolumeClaim', 'PVC'],
    '对存储的请求。它属于一个命名空间，绑定到一个卷，Pod 走了它还在。',
  ),
  term('cluster', '集群', [], '运行 Pod 的节点，加上决定什么在哪里运行的控制平面。'),
  term('controller', '控制器', [], '比较期望与现状，并向期望走下一步的程序。'),
  term(
    'deployment',
    'Deployment',
    [],
    '让若干相同的 Pod 一直运行。它的 Pod 没有身份，可以互相替代。',
  ),
  term('endpoint', '端点', [], 'Service 背后一个 Pod 的地址，以及它是否应答。'),
  term(
    'headless',
    '无头 Service',
    [],
    '没有自己地址的 Service，它的 DNS 名字回答各个 Pod 的地址。',
  ),
  term('manifest', '清单', [], '说明你想要什么对象的文件，通常是 YAML。'),
  term('namespace', '命名空间', [], '集群里有自己名字的一块地方，大多数对象都在其中一个里。'),
  term('node', '节点', [], '运行 Pod 的机器。'),
  term(
    'ordered-ready',
    'OrderedReady',
    [],
    'StatefulSet 的默认方式：前面的 Pod 都运行并就绪之后，才创建下一个。',
  ),
  term('ordinal', '序号', [], 'StatefulSet 的 Pod 名字末尾的数字，决定谁先来谁先走。'),
  term('partition', 'partition', [], 'StatefulSet 滚动更新时，小于它的序号保持旧的修订版本。'),
  term('pod', 'Pod', [], '能运行的最小单位：共用一个地址的一个或几个容器。'),
  term('probe', '探针', [], 'kubelet 反复问容器的问题：启动了吗？就绪了吗？还活着吗？'),
  term('replica', '副本', [], '同一种 Pod 应该有多少个。'),
  term(
    'revision',
    '修订版本',
    [],
    'StatefulSet 或 Deployment 模板的一个状态，每个 Pod 都属于其中一个。',
  ),
  term('rollout', '滚动更新', ['发布'], '把改变了的模板一步一步带到所有 Pod。'),
  term('secret', 'Secret', [], '给 Pod 用的少量机密数据，例如密码。'),
  term('selector', '选择器', [], '按标签挑选对象的条件。'),
  term('service', 'Service', [], '给来来去去的 Pod 一个稳定的名字和地址。'),
  term('statefulset', 'StatefulSet', [], '维护有身份的 Pod：有序号、DNS 名字和自己的存储。'),
  term('storage-class', 'StorageClass', [], '说明如何为持久卷申领创建卷。'),
  term('volume', '卷', ['PersistentVolume'], '容器看作目录的一块存储。'),
];

/** The words of the course, by name. */
export const glossaryOf = (locale: Locale): readonly Term[] => (locale === 'zh-cn' ? ZH : EN);
