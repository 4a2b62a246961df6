import type { Scenario } from './scenario.ts';
import { CONFIG_MAP } from './workloads.ts';

export const APPLYING: readonly Scenario[] = [
  {
    title: 'files, directories and lists are applied and pruned',
    files: {
      'conf.yaml': CONFIG_MAP,
      'two.json': `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"two"},"data":{"x":"y"}}
`,
      'multi.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: m1, labels: {part: a}}
data: {a: "1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: m2, labels: {part: a}}
data: {a: "1"}
---
# only a comment
---

---
apiVersion: v1
kind: ConfigMap
metadata: {name: m3, labels: {part: a}}
data: {a: "1"}
`,
      'badmulti.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: b1, labels: {part: a}}
data: {a: "1"}
---
apiVersion: v1
kind: Nope
metadata: {name: x}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: B_2, labels: {part: a}}
data: {a: "1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b3, labels: {part: a}}
data: {a: "1"}
`,
      'nons.yaml': `apiVersion: v1
kind: Namespace
metadata: {name: late}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: inlate, namespace: late}
`,
      'reverse.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: inlate2, namespace: late2}
---
apiVersion: v1
kind: Namespace
metadata: {name: late2}
`,
      'nokind.yaml': `apiVersion: v1
metadata: {name: a}
`,
      'noapi.yaml': `kind: ConfigMap
metadata: {name: a}
`,
      'noapi2.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: z1, labels: {part: a}}
data: {a: "1"}
---
kind: ConfigMap
metadata: {name: a}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: z2, labels: {part: a}}
data: {a: "1"}
`,
      'arr.yaml': `- a
- b
`,
      'num.yaml': `5
`,
      'nullname.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: null
`,
      'nometa.yaml': `apiVersion: v1
kind: ConfigMap
`,
      'badtype.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: t}
data: [a]
`,
      'anchors.yaml': `apiVersion: v1
kind: ConfigMap
metadata: &m {name: anch}
data: {a: &x "1", b: *x}
`,
      'list.yaml': `apiVersion: v1
kind: List
items: []
`,
      'cmlist.yaml': `apiVersion: v1
kind: ConfigMapList
items:
- metadata: {name: l1}
- metadata: {name: l2}
`,
      'crlf.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: crlf, labels: {part: a}}
data: {a: "1"}
`,
      'dots.yaml': `%YAML 1.1
---
apiVersion: v1
kind: ConfigMap
metadata: {name: dots, labels: {part: a}}
data: {a: "1"}
...
`,
      'trail.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: trail, labels: {part: a}}
data: {a: "1"}
--- # trailing
apiVersion: v1
kind: ConfigMap
metadata: {name: trail2, labels: {part: a}}
data: {a: "1"}
----
`,
      'sep.yaml': `---
---
apiVersion: v1
kind: ConfigMap
metadata: {name: sep, labels: {part: a}}
data: {a: "1"}
`,
    },
    lines: [
      'mkdir -p d/sub d/empty; cp conf.yaml two.json d/; cp multi.yaml d/sub/; echo hello > d/readme.txt; kubectl apply -f d',
      'kubectl apply -f d -R',
      'kubectl apply -R -f d --dry-run=client -o name',
      'kubectl apply -f d/empty',
      'kubectl apply -f d/empty -R',
      'kubectl apply -f d/readme.txt',
      'kubectl apply -f d -f conf.yaml',
      'kubectl apply -f d/',
      "kubectl apply -f 'd/*.yaml'",
      'kubectl apply -f d/*.yaml d/two.json',
      'kubectl apply -f conf.yaml,two.json',
      'kubectl apply -f multi.yaml',
      'cat multi.yaml | kubectl apply -f -',
      'cat multi.yaml | kubectl apply -f - -f conf.yaml',
      'cat multi.yaml | kubectl apply -f conf.yaml -f -',
      'cat multi.yaml | kubectl apply -f - -f -',
      'kubectl apply -f badmulti.yaml',
      'kubectl create -f badmulti.yaml',
      'kubectl delete -f badmulti.yaml',
      'kubectl replace -f badmulti.yaml',
      'kubectl diff -f badmulti.yaml',
      'kubectl get -f badmulti.yaml',
      'kubectl apply -f nons.yaml --dry-run=server',
      'kubectl apply -f nons.yaml --dry-run=client',
      'kubectl diff -f nons.yaml',
      'kubectl apply -f nons.yaml',
      'kubectl apply -f reverse.yaml',
      'kubectl apply -f nokind.yaml',
      'kubectl apply -f noapi.yaml',
      'kubectl apply -f noapi2.yaml',
      'kubectl create -f noapi2.yaml',
      'kubectl apply -f arr.yaml',
      'kubectl apply -f num.yaml',
      'kubectl apply -f nullname.yaml',
      'kubectl create -f nullname.yaml',
      'kubectl apply -f nometa.yaml',
      'kubectl apply -f badtype.yaml',
      'kubectl apply -f badtype.yaml --validate=false',
      'kubectl apply -f badtype.yaml --server-side',
      'kubectl apply -f list.yaml',
      'kubectl apply -f cmlist.yaml',
      'kubectl create -f list.yaml',
      'kubectl delete -f list.yaml',
      'kubectl delete -f cmlist.yaml',
      'kubectl apply -f crlf.yaml',
      'kubectl apply -f sep.yaml',
      'kubectl apply -f nons.yaml -n default',
      'kubectl apply -f conf.yaml --namespace=',
      'kubectl apply conf.yaml',
      'kubectl apply -f conf.yaml cm/one',
      'kubectl apply -f',
      'kubectl apply -f ""',
      'kubectl apply -f http://127.0.0.1:1/x.yaml',
      'kubectl apply -f ftp://x/y.yaml',
      'kubectl apply -f conf.yaml -o json',
      'kubectl apply -f conf.yaml -o go-template={{.metadata.name}}',
      'kubectl apply -f conf.yaml -o custom-columns=A:.metadata.name',
      'kubectl apply -f conf.yaml --template={{.kind}}',
      'kubectl apply -f conf.yaml --all',
      'kubectl apply -f conf.yaml --prune-whitelist=core/v1/ConfigMap',
      'kubectl apply -f conf.yaml --prune-allowlist=core/v1/ConfigMap',
      'kubectl apply -f conf.yaml --prune -l part=a --prune-allowlist=ConfigMap',
      'kubectl apply -f conf.yaml --prune -l part=a --prune-allowlist=core/v1/Nope',
      'kubectl apply -f conf.yaml --prune -l part=a --prune-allowlist=nope/v1/ConfigMap',
      'kubectl apply -f conf.yaml --prune -l part=a --prune-allowlist=core/v1/ConfigMap --dry-run=client',
      'kubectl apply -f conf.yaml --prune -l part=a --prune-allowlist=core/v1/ConfigMap --dry-run=server',
      'kubectl apply -f conf.yaml --prune -l part=a --prune-allowlist=core/v1/ConfigMap -o name',
      'kubectl apply -f multi.yaml --prune -l part=zzz',
      'kubectl apply -f multi.yaml --prune -l "part in (a"',
      'kubectl apply -f multi.yaml --prune --server-side -l part=a',
      'kubectl get cm,ns -A -o name | grep -v kube',
      'kubectl apply -f conf.yaml --prune -l part=a --timeout=5s --wait',
      'kubectl apply -f conf.yaml --prune -l part=a --grace-period=5',
      'kubectl apply -f conf.yaml --prune -l part=a --force --grace-period=0',
      'kubectl apply -f conf.yaml --grace-period=0',
      'kubectl apply -f conf.yaml --timeout=x',
      'kubectl apply -f conf.yaml --cascade=nope',
      'kubectl apply -f conf.yaml --cascade',
      'kubectl apply -f conf.yaml --overwrite=maybe',
      'kubectl apply -f conf.yaml --openapi-patch=false',
      'kubectl apply -f conf.yaml --validate',
      'kubectl apply -f conf.yaml --validate=strict',
      'kubectl apply -f conf.yaml --field-manager=me',
      'kubectl apply -f conf.yaml --field-manager="a b"',
      'kubectl apply -f conf.yaml --subresource=status',
      'kubectl apply -f conf.yaml --subresource=status --server-side',
      'kubectl apply -f conf.yaml --subresource=nope --server-side',
    ],
  },
];
