import type { Scenario } from './scenario.ts';

const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: s, labels: {app: s, part: site}}
spec: {type: ClusterIP, clusterIP: 10.96.7.7, sessionAffinity: None, selector: {app: s}, ports: [{name: http, port: 80, targetPort: 8080},{name: https, port: 1000000000}]}
`;

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata: {name: conf, labels: {app: conf}}
data: {a: "1", b: two, c.d: "x y", enc: aGVsbG8=}
`;

const ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, labels: {app: r}}
rules: [{apiGroups: [""], resources: [pods, pods/log], verbs: [get]},{apiGroups: [apps], resources: [deployments], verbs: [list]}]
`;

/** Templates that are played on one object; what they are given is in the messages. */
const ON_CONFIG: readonly string[] = [
  '{{.metadata.name}} {{.nosuch}} {{.metadata.nosuch}}',
  '{{.metadata.name.deeper}}',
  '{{range $k, $v := .data}}{{$k}}={{$v}} {{end}}',
  '{{range .metadata.name}}x{{end}}',
  '{{range 3}}{{.}}{{end}}',
  '{{with .nosuch}}a{{else}}b{{end}}{{with .nosuch}}a{{else with .kind}}{{.}}{{end}}',
  '{{if eq .kind "Pod"}}yes{{else if eq .kind "ConfigMap"}}x{{else}}no{{end}}',
  '{{if and .kind .nosuch}}yes{{else}}no{{end}} {{or .nosuch .kind}} {{not .kind}}',
  '{{len .data}} {{len .metadata.name}} {{len 3}}',
  '{{len .nosuch}}',
  '{{index .data "a"}} {{index .data "x"}} {{index .metadata "labels" "app"}}',
  '{{index .nosuch 0}}',
  '{{index .metadata "nosuch" "x"}}',
  '{{index .metadata.name 0}}',
  '{{index .metadata 0}}',
  '{{index}}',
  '{{slice .metadata.name 0 1}} {{slice .metadata.name 9}}',
  '{{printf "%s-%v-%d-%q-%5s|%-5s|%05d|%x|%t|%T|%%" .kind 3 3 .kind "a" "b" 7 255 true 1}}',
  '{{printf "%d" .kind}} {{printf "%s" 3}} {{printf "%s"}} {{printf "x" 1}} {{printf "%!"}}',
  '{{printf}}',
  '{{print 1 2 "a" "b" 3 .kind}}|{{println "x" 1}}|{{print}}|{{println}}',
  '{{html "<a href=\\"x\\">&</a>"}} {{js "a <b>\\n"}} {{urlquery "a b&c=d/é"}} {{html .nosuch}}',
  '{{eq .kind 1}}',
  '{{lt .kind 1}}',
  '{{eq .data .data}}',
  '{{eq .data 1}}',
  '{{lt .data 1}}',
  '{{eq}}',
  '{{eq 1}}',
  '{{ne .kind}}',
  '{{not}}',
  '{{not 1 2}}',
  '{{and}}',
  '{{exists . "metadata" "name"}} {{exists . "metadata" "nosuch"}} {{exists .}}',
  '{{.data.enc | base64decode}} {{base64decode "***"}}',
  '{{base64decode 1}}',
  '{{base64decode .nosuch}}',
  '{{nosuch .kind}}',
  '{{.kind',
  '{{nosuch',
  '{{if .kind}}x',
  '{{end}}',
  '{{else}}',
  '{{range}}x{{end}}',
  '{{if true}}{{else}}{{else}}{{end}}',
  '{{$x}}',
  '{{$x = 1}}',
  '{{$x := .kind}}{{$x}} {{$x = "y"}}{{$x}}',
  '{{range $a, $b, $c := .data}}{{end}}',
  '{{if $a, $b := .data}}{{end}}',
  '{{- .kind -}}  x  {{- /* c */ -}} y',
  '{{/* unclosed }}',
  '{{ /* c */ }}',
  '{{nil}}',
  '{{"\\u00e9\\t\\x41\\101"}} {{"\\q"}}',
  '{{"unterminated}}',
  '{{`raw}}',
  '{{"a""b"}}',
  '{{"a".b}}',
  '{{define "t"}}[{{.}}]{{end}}{{template "t" .kind}}{{template "t"}}',
  '{{template "nosuch" .}}',
  '{{template x}}',
  '{{block "b" .kind}}<{{.}}>{{end}}',
  '{{break}}',
  '{{call .kind}}',
  '{{.kind.Foo 1}}',
  '{{.kind 1}}',
  '{{"x" 1}}',
  '{{1 | 2}}',
  '{{1 | }}',
  '{{| 1}}',
  '{{.kind | .kind}}',
  '{{(.kind}}',
  '{{.kind)}}',
  '{{}}',
  '{{.kind end}}',
  '{{.kind.}}',
  '{{..kind}}',
  '{{.a-b}}',
  '{{.metadata.labels.app.kubernetes.io/name}}',
  '{{.items[0].name}}',
  '{{if .kind == "Pod"}}x{{end}}',
  '{{.kind && .x}}',
  '{{if !.kind}}x{{end}}',
  '{{.kind + 1}}',
  '{{ é }}',
  '{{ € }}',
  '{{1a}}',
  '{{-}}',
  '{{1_000}} {{0b11}} {{0o17}} {{1e3}} {{.5}} {{+1}} {{-1.5}} {{0x10}}',
];

export const TEMPLATES: readonly Scenario[] = [
  {
    title: 'every word of a go-template, and its mistakes',
    files: { 'conf.yaml': CONFIG, 's.yaml': SERVICE, 'r.yaml': ROLE },
    lines: [
      'kubectl apply -f conf.yaml -f s.yaml -f r.yaml',
      ...ON_CONFIG.map((template) => `kubectl get cm conf -o go-template='${template}'`),
      `kubectl get cm conf -o go-template="{{'a'}} {{'ab'}}"`,
      `kubectl get cm conf -o go-template="{{''}}"`,
      `kubectl get cm conf -o go-template="{{'a}}"`,
      "kubectl get cm conf -o go-template=$'a\\n{{.kind\\n'",
      "kubectl get cm conf -o go-template=$'a\\n{{.kind\\n-b}}'",
      "kubectl get cm conf -o go-template=$'a\\n{{.kind}}\\n{{nosuch}}'",
      "kubectl get role r -o go-template='{{index .rules 9}}'",
      `kubectl get role r -o go-template='{{index .rules "a"}}'`,
      "kubectl get role r -o go-template='{{slice .rules 0 5}}'",
      "kubectl get role r -o go-template='{{eq .rules .rules}}'",
      "kubectl get role r -o go-template='{{eq .metadata.labels .rules}}'",
      "kubectl get role r -o go-template='{{range .rules}}{{index .verbs 0}}{{else}}none{{end}} {{range .nosuch}}{{else}}none{{end}}'",
      `kubectl get role r -o go-template='{{range $i, $r := .rules}}{{if gt $i 0}}, {{end}}{{$i}}={{$r.verbs}}{{end}}'`,
      `kubectl get role r -o go-template='{{range .rules}}{{if eq (len .resources) 2}}{{continue}}{{end}}{{.resources}}{{break}}{{end}}'`,
      `kubectl get svc s -o go-template='{{range .spec.ports}}{{.port}} {{if gt .port 80}}high{{end}}{{if eq .port 80}}http{{end}} {{end}}'`,
      `kubectl get svc s -o go-template='{{with index .spec.ports 0}}{{printf "%d %v %s %T" .port .port .port .port}}{{end}}'`,
      `kubectl get svc s -o go-template='{{gt (index .spec.ports 0).port 0.5}}' | tail -1`,
      "kubectl get svc,cm -l part=site -o go-template='{{range .items}}{{.kind}} {{.metadata.labels}}{{end}}'",
      "kubectl get svc -o go-template='{{(len .items)}} {{.items.kind}}' 2>&1 | head -1",
    ],
  },
];
