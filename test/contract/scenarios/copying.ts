import type { Scenario } from './scenario.ts';
import { STOPPED_PODS } from './workloads.ts';

const PODS = `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: one, image: "busybox:1.36", command: [sleep, "10000"]}
  - {name: two, image: "busybox:1.36", command: [sleep, "10000"]}
---
${STOPPED_PODS}apiVersion: v1
kind: Pod
metadata: {name: initing}
spec:
  initContainers: [{name: init, image: "busybox:1.36", command: [sh, -c, "sleep 10000"]}]
  containers: [{name: one, image: "busybox:1.36"}]
---
apiVersion: v1
kind: Pod
metadata: {name: my, labels: {app: my}}
spec:
  terminationGracePeriodSeconds: 1
  containers: [{name: my, image: "mysql:8.2.0", env: [{name: MYSQL_ROOT_PASSWORD, value: x}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: dflt, annotations: {kubectl.kubernetes.io/default-container: two}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: one, image: "busybox:1.36", command: [sleep, "10000"]}
  - {name: two, image: "busybox:1.36", command: [sleep, "10000"]}
`;

const FILES = {
  'pods.yaml': PODS,
  'f.txt': 'hello\ntwo\n',
};

export const COPYING: readonly Scenario[] = [
  {
    title: 'files go into containers and come out',
    files: FILES,
    lines: [
      'kubectl apply -f pods.yaml',
      'sleep 60',
      'kubectl cp f.txt a:/tmp/f.txt',
      'kubectl exec a -- cat /tmp/f.txt',
      'kubectl cp f.txt a:/tmp',
      'kubectl exec a -- ls /tmp',
      'kubectl cp f.txt a:/tmp/',
      'kubectl cp f.txt a:',
      'kubectl cp f.txt a:rel.txt',
      'kubectl exec a -- ls /',
      'kubectl cp f.txt a:/nosuch/dir/f.txt',
      'kubectl exec a -- ls -R /nosuch',
      'kubectl cp nosuch.txt a:/tmp/x',
      'kubectl cp a:/tmp/f.txt g.txt',
      'cat g.txt',
      'ls',
      'kubectl cp a:/tmp d',
      'ls d',
      'kubectl cp a:/tmp .',
      'ls',
      'kubectl cp a:/tmp/f.txt .',
      'ls',
      'kubectl cp a:/tmp/f.txt newdir/f.txt',
      'ls newdir',
      'mkdir -p src/sub && echo 1 > src/one && echo 2 > src/sub/two',
      'kubectl cp src a:/tmp/src',
      'kubectl exec a -- find /tmp/src',
      'kubectl cp src a:/tmp/src',
      'kubectl exec a -- find /tmp/src',
      'kubectl cp src/ a:/tmp/src2',
      'kubectl exec a -- find /tmp/src2',
      'kubectl cp src/. a:/tmp/src3',
      'kubectl exec a -- find /tmp/src3',
      'kubectl cp a:/tmp/src back',
      'find back | sort',
      'kubectl cp a:/tmp/src/sub/ back2',
      'find back2 | sort',
      'kubectl cp a:/tmp/src/. back3',
      'find back3 | sort',
      'kubectl cp -c two f.txt a:/tmp/in-two',
      'kubectl exec a -c two -- ls /tmp',
      'kubectl exec a -c one -- ls /tmp',
      'kubectl cp f.txt a:/tmp/x -c nosuch',
      'kubectl cp a:/tmp/x y -c nosuch',
      'kubectl cp f.txt done:/tmp/x',
      'kubectl cp f.txt failed:/tmp/x',
      'kubectl cp f.txt pending:/tmp/x',
      'kubectl cp f.txt nopull:/tmp/x',
      'kubectl cp f.txt crash:/tmp/x',
      'kubectl cp f.txt initing:/tmp/x',
      'kubectl cp f.txt initing:/tmp/x -c init',
      'kubectl exec initing -c init -- cat /tmp/x',
      'kubectl cp done:/tmp/x y',
      'kubectl cp failed:/tmp/x y',
      'kubectl cp pending:/tmp/x y',
      'kubectl cp nopull:/tmp/x y',
      'kubectl cp crash:/tmp/x y',
      'kubectl cp initing:/tmp/x y',
      'kubectl cp nosuch:/tmp/x y',
      'kubectl cp f.txt nosuch:/tmp/x',
      'kubectl cp f.txt default/a:/tmp/ns.txt',
      'kubectl cp f.txt kube-system/a:/tmp/ns.txt',
      'kubectl cp f.txt nosuchns/a:/tmp/ns.txt',
      'kubectl cp default/a:/tmp/ns.txt ns.txt',
      'kubectl cp -n kube-system default/a:/tmp/ns.txt ns.txt',
      'kubectl cp f.txt g.txt',
      'kubectl cp ./f.txt ./g.txt',
      'kubectl cp a:/tmp/f.txt a:/tmp/g.txt',
      'kubectl cp a:/tmp/f.txt b:/tmp/g.txt',
      'kubectl cp f.txt',
      'kubectl cp',
      'kubectl cp a b c',
      'kubectl cp f.txt :/tmp/x',
      'kubectl cp f.txt /a:/tmp/x',
      'kubectl cp f.txt x/y/a:/tmp/x',
      'kubectl cp f.txt default/:/tmp/x',
      'kubectl cp f.txt pod/a:/tmp/x',
      'kubectl cp f.txt a:/tmp/x:y',
      'kubectl exec a -- ls /tmp',
      'kubectl cp a: here',
      "kubectl cp a:/ ''",
      "kubectl cp '' a:/tmp",
      "kubectl cp f.txt ''",
      "kubectl cp '' ''",
      'kubectl cp --no-preserve f.txt a:/tmp/np',
      "kubectl exec a -- stat -c '%a' /tmp/np",
      'kubectl cp f.txt my:/tmp/x',
      'kubectl cp my:/tmp/x x',
      'kubectl cp my:/etc/hostname hn',
      'kubectl cp f.txt dflt:/tmp/dd',
      'kubectl exec dflt -c two -- ls /tmp',
      'kubectl cp dflt:/tmp/dd dd',
      'kubectl exec a -- ln -s /tmp/f.txt /tmp/link',
      'kubectl cp a:/tmp/link l.txt',
      'ls -l l.txt | cut -c 1',
      "kubectl exec a -- sh -c 'mkdir -p /tmp/ld && ln -s ../f.txt /tmp/ld/l && echo r > /tmp/ld/r'",
      'kubectl cp a:/tmp/ld ld',
      'find ld | sort',
      'kubectl cp f.txt a:/proc/x',
      'kubectl cp f.txt a:/tmp/f.txt/x',
      'kubectl cp src a:/tmp/f.txt',
      'kubectl cp f.txt a:../../tmp/up',
      'kubectl exec a -- ls /tmp/up',
      'kubectl cp a:../tmp/f.txt upf',
      'kubectl cp a:/tmp/../tmp/f.txt upf2',
      'cat upf upf2',
      'kubectl cp f.txt "a:/tmp/with space"',
      'kubectl exec a -- ls -1 /tmp',
      'kubectl cp "a:/tmp/with space" "w s"',
      'cat "w s"',
      'kubectl cp f.txt a:/tmp/x --container=two -q',
      'kubectl cp f.txt deploy/a:/tmp/x',
      'touch empty',
      'kubectl cp empty a:/tmp/empty',
      'kubectl exec a -- ls -l /tmp/empty | cut -c 1-10',
      'mkdir emptyd',
      'kubectl cp emptyd a:/tmp/emptyd',
      'kubectl exec a -- ls -d /tmp/emptyd',
      'kubectl cp a:/tmp/emptyd emptyback',
      'ls -d emptyback',
      'kubectl cp -f f.txt a:/tmp',
      'kubectl cp f.txt a:/tmp -o yaml',
      'echo in | kubectl cp - a:/tmp/stdin',
      'kubectl cp a:/tmp/f.txt -',
      'chmod +x f.txt && kubectl cp f.txt a:/tmp/exe && kubectl exec a -- stat -c %a /tmp/exe',
      'kubectl cp c:/tmp/x a:/tmp/x',
      "kubectl cp 'A_B:/x' y",
      "kubectl cp y 'A_B:/x'",
    ],
  },
];
