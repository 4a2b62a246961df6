import type { enReasons } from './reasons.en.ts';

/** 模拟器给出的原因，用简体中文说。 */
export const zhCnReasons: Readonly<Record<keyof typeof enReasons, string>> = {
  command: '运行了命令 `{line}`',
  event: '记录了一个事件：{reason}',
  boot: '一开始就有',
  'claim-deleted': '声明 {name} 被删除了。',
  'claim-missing': '没有已绑定的声明 {name}。',
  'claims-kept': '{count} 个声明都在，而且从未被删除。',
  'created-in-order': '{name} 的 {replicas} 个 Pod 是一个接一个出现的。',
  'created-too-early': '{predecessor} 还没有就绪，{name} 就被创建了。',
  'ended-out-of-order': '本该轮到 {expected}，却要求 {name} 先结束。',
  'not-scaled-down': '{name} 还没有从 {from} 个副本缩到 {to} 个。',
  'pod-not-gone-yet': '{name} 还没有消失。',
  'pod-not-ready-yet': '{name} 还没有就绪过。',
  'secret-complete': 'Secret {name} 的键都齐了。',
  'secret-key-missing': 'Secret {name} 里没有键 {key}。',
  'secret-missing': '命名空间 {namespace} 里没有 Secret {name}。',
  'service-headless': 'Service {name} 是无头的。',
  'service-missing': '命名空间 {namespace} 里没有 Service {name}。',
  'service-not-headless': 'Service {name} 有集群 IP，所以不是无头的。',
  'set-missing': '命名空间 {namespace} 里没有 StatefulSet {name}。',
  'set-not-ready': '{name} 需要 {replicas} 个副本，最近一次有 {ready} 个就绪。',
  'set-ready': '{name} 的 {replicas} 个 Pod 曾经全部就绪。',
  'set-replicas': '从来没有要求 {name} 有 {wanted} 个副本；现在要求的是 {is} 个。',
  'went-in-reverse': '从 {from} 到 {to}，{name} 每次都是序号最大的先离开。',
};
