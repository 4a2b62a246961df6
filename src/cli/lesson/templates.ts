const TASK = 'first';

const behaviour = (
  id: string,
): string => `import { type Lesson, reachedReady } from '../../../sim/lesson/index.ts';

/** What this lesson is about, in one line. */
export const lesson: Lesson = {
  id: '${id}',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: '${TASK}',
      check: reachedReady({ namespace: 'default', set: 'web' }, 2),
      wrongTurns: [],
    },
  ],
  predictions: [],
  questions: [],
};
`;

const pageEn = (title: string): string => `---
title: ${title}
summary: What somebody can do after this lesson.
minutes: 10
tasks:
  ${TASK}:
    title: Create the set and wait until two pods are ready
    hints:
      - A nudge.
      - Where to look.
      - Nearly the answer.
predictions: {}
questions: {}
---

One idea, in two or three sentences.

## See it

\`\`\`sh
kubectl get sts
\`\`\`

## In production

- What one does differently there.

## In short

One sentence to keep.

Read more: [StatefulSets](https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/).

## Check yourself

<Questions />
`;

const pageZhCn = (title: string): string => `---
title: ${title}
summary: 学完本课能做什么。
minutes: 10
tasks:
  ${TASK}:
    title: 创建 StatefulSet，等两个 Pod 就绪
    hints:
      - 一点提示。
      - 该看哪里。
      - 几乎就是答案。
predictions: {}
questions: {}
---

用两三句话说明一个概念。

## 看一看

\`\`\`sh
kubectl get sts
\`\`\`

## 在生产环境中

- 在那里要怎么做。

## 小结

值得记住的一句话。

延伸阅读：[StatefulSet](https://kubernetes.io/zh-cn/docs/concepts/workloads/controllers/statefulset/)。

## 自测

<Questions />
`;

const MANIFEST = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: web
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: nginx
          image: nginx:1.27
`;

/** The files of a new lesson, by their path in its folder. */
export const newLesson = (id: string, title: string): Readonly<Record<string, string>> => ({
  'lesson.ts': behaviour(id),
  'en.mdx': pageEn(title),
  'zh-cn.mdx': pageZhCn(title),
  'sources.md': '# Where people take these wrong turns\n',
  'solution.sh': 'kubectl apply -f web.yaml\n',
  'files/web.yaml': MANIFEST,
  'alternatives/by-stdin.sh': 'cat web.yaml | kubectl apply -f -\n',
  'alternatives/create-and-scale.sh':
    "sed 's/replicas: 2/replicas: 1/' web.yaml | kubectl create -f -\nkubectl scale sts web --replicas=2\n",
});
