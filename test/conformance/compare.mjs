#!/usr/bin/env node
// Judges a simulator against recordings of a real cluster.
//
//   node compare.mjs EXPECTED ACTUAL [--json] [--diff [ID]] [--only ID,ID]
//
// EXPECTED and ACTUAL are folders of <id>.json in the format of README.md. For each recording four things are
// compared: commands (stdout, stderr, exit code of each step), objects (what is in the cluster at the end),
// orders (creation, readiness and deletion of pods, and the distinct states of each set and rollout) and events
// (reason and message on each object). Exit code 0 when nothing differs, 1 when something does, 2 for bad usage.
import fs from 'node:fs';
import path from 'node:path';

// ---- text ------------------------------------------------------------------------------------------------------
const HASH = /(?<=[-=:"\s/]|^)[4-9bcdf]{7,10}(?=$|[\s"',:;.)/]|-[bcdf-hj-np-tv-z24-9]{5}\b)/g;

export function normalizeText(text, exactSpace = false) {
  return String(text ?? '')
    .replace(/\r/g, '')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>')
    .replace(
      /\b((containerd|docker|docker-pullable):\/\/)?([\w./-]+@)?(sha256:)?[0-9a-f]{64}\b/g,
      '<digest>',
    )
    .replace(/\b10\.244\.\d+\.\d+\b/g, '<pod-ip>')
    .replace(/\b10\.(9[6-9]|10\d|11[01])\.\d+\.\d+\b(?!\/)/g, (m) =>
      m === '10.96.0.1' ? m : '<cluster-ip>',
    )
    .replace(/\b192\.168\.49\.\d+\b/g, '<node-ip>')
    .replace(/\bnode-[123]\b/g, '<node>')
    .replace(/\b(127\.0\.0\.1|localhost):\d{4,5}\b/g, '<server>')
    .replace(/\b844\d\b/g, '<port>')
    .replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z| \+0000)?/g, '<time>')
    .replace(/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+\d{4}/g, '<time>')
    .replace(/\b[EIW]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /g, '<klog> ')
    .replace(/(resourceVersion["']?: ?["']?)\d+/g, '$1<rv>')
    .replace(/(nodePort["']?: ?["']?|NodePort: .*? |:)(3[0-2]\d{3})\b/g, '$1<node-port>')
    .replace(/\b3[0-2]\d{3}\/TCP/g, '<node-port>/TCP')
    .replace(/(kube-api-access-)[a-z0-9]{5}\b/g, '$1<rand>')
    .replace(/\/tmp\/(LIVE|MERGED)-\d+/g, '/tmp/$1-<n>')
    .replace(/(\b[a-z0-9-]+-[4-9bcdf]{7,10})-[bcdf-hj-np-tv-z24-9]{5}\b/g, '$1-<rand>')
    .replace(/\b([a-z][a-z0-9-]*)-[bcdf-hj-np-tv-z24-9]{5}\b(?=[\s/",:]|$)/gm, '$1-<rand>')
    .replace(/ \(x\d+ over [^)]*\)/g, '')
    .replace(/(?<![=\w.<-]|for )(\d+[dhms])+\b( ago)?/g, '<age>')
    .replace(/\b[0-9.]+ms\b/g, '<ms>')
    .replace(/<invalid>/g, '<age>')
    .split('\n')
    .map((line) =>
      exactSpace ? line.trimEnd() : line.match(/^[ \t]*/)[0] + line.trim().replace(/[ \t]+/g, ' '),
    )
    .join('\n')
    .replace(/\n+$/, '');
}

/** What varies from run to run in the output of resolvers, HTTP tools and database clients. */
function normalizeProgram(text) {
  const out = text
    .replace(/\(\d+\.\d+ sec\)/g, '(<n> sec)')
    .replace(/connection id is \d+/g, 'connection id is <n>')
    .replace(/Connection id:\s+\d+/g, 'Connection id: <n>')
    .replace(/^Uptime:.*$/gm, 'Uptime: <n>')
    .replace(/^Threads: .*Questions: .*$/gm, 'Threads: <n>')
    .replace(/\bid: \d+/g, 'id: <n>')
    .replace(/COOKIE: \w+/g, 'COOKIE: <n>')
    .replace(/Query time: \d+ msec/g, 'Query time: <n> msec')
    .replace(/WHEN: .*/g, 'WHEN: <time>')
    .replace(/MSG SIZE +rcvd: \d+/g, 'MSG SIZE rcvd: <n>')
    .replace(/^(\S+)\s+\d+\s+IN\b/gm, '$1 <ttl> IN')
    .replace(/hostmaster\.cluster\.local\. \d+/g, 'hostmaster.cluster.local. <n>')
    .replace(/serial = \d+/g, 'serial = <n>')
    .replace(/time=[\d.]+ ?ms/g, 'time=<ms>')
    .replace(/time \d+ms/g, 'time <ms>')
    .replace(/= [\d.]+\/[\d.]+\/[\d.]+(\/[\d.]+)? ms/g, '= <ms>')
    .replace(/^(\d+ bytes from ).*?(: icmp_)/gm, '$1<host>$2')
    .replace(/after \d+ (ms|milliseconds)/g, 'after <n> $1')
    .replace(/^(< )?(Date|Last-Modified|ETag): .*$/gim, '$1$2: <time>')
    .replace(/\([\d.]+ [KMG]?B\/s\)/g, '(<rate>)')
    .replace(/\b\d+\.\d+\.244\.10\.in-addr\.arpa/g, '<pod-ip>.in-addr.arpa')
    .replace(/\b10-244-\d+-\d+\b/g, '<dashed-pod-ip>')
    .replace(/\b\d+\.\d+\.(9[6-9]|10\d|11[01])\.10\.in-addr\.arpa/g, '<cluster-ip>.in-addr.arpa');
  return /<pod-ip>|<ttl>/.test(out)
    ? out
        .split('\n')
        .map((l) =>
          /[|+]/.test(l) || / IN /.test(l) ? l.replace(/-{3,}/g, '---').replace(/[ \t]+/g, ' ') : l,
        )
        .join('\n')
    : out;
}

/** Names each hash by its first appearance, so that two recordings with other hash values compare equal. */
function hashNamer() {
  const names = new Map();
  return (text) =>
    text.replace(HASH, (h) => {
      if (!/\d/.test(h) && !/^[bcdf]+$/.test(h)) return h;
      if (!names.has(h)) names.set(h, `<hash${names.size + 1}>`);
      return names.get(h);
    });
}
const anyHash = (text) => text.replace(/<hash\d+>/g, '<hash>');
const sorted = (text) =>
  text
    .split('\n')
    .map((l) => l.trim())
    .sort()
    .join('\n');
const unrepeated = (text) =>
  text
    .split('\n')
    .filter((l, i, all) => l !== all[i - 1])
    .join('\n');

/** Field documentation is not compared; names, types, enums and structure are. */
function withoutDocumentation(text) {
  const out = [];
  let inDescription = false;
  for (const line of text.split('\n')) {
    if (/^DESCRIPTION:/.test(line)) {
      inDescription = true;
      continue;
    }
    if (/^(FIELDS?|ENUM|GROUP|KIND|VERSION)\b/.test(line)) inDescription = false;
    if (
      inDescription ||
      (/^ {4}\S/.test(line) && !/^ {4}[\w]+\t?\s*<|^ {4}[A-Z][A-Za-z]+$/.test(line))
    )
      continue;
    out.push(line);
  }
  return out
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trimEnd();
}

/** For watches: per object, the sequence of distinct rows. */
function watchRows(text) {
  const byName = new Map();
  for (const line of text.split('\n')) {
    const cells = line.trim().split(/ +/);
    const key = /^(ADDED|MODIFIED|DELETED)$/.test(cells[0]) ? cells[1] : cells[0];
    const rows = byName.get(key) ?? [];
    if (rows.at(-1) !== line.trim()) rows.push(line.trim());
    byName.set(key, rows);
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rows]) => rows.join('\n'))
    .join('\n');
}

const ownWords = (cmd) => cmd.split(' -- ')[0];
const isHelp = (line, cmd = ownWords(line)) =>
  /(^|\s)(-h|--help)(\s|$)|kubectl help\b|^kubectl$|kubectl options|kubectl (scale|rollout|set|create|config|auth)$/.test(
    cmd,
  );
const isVersionDetail = (cmd) => /kubectl version .*-o|get --raw/.test(cmd);
const isWatch = (line, cmd = ownWords(line)) =>
  /\s(-w|--watch|--watch-only|--output-watch-events)(\s|$)/.test(cmd);
const isStream = (line, cmd = ownWords(line)) =>
  /rollout status|kubectl drain|\bevents?\b|kubectl describe/.test(cmd);

function judgeStep(expected, actual, nameE, nameA, rule) {
  const cmd = expected.cmd;
  if (rule === 'bytes') {
    if (!actual) return { verdict: 'missing' };
    for (const part of ['exit', 'stdout', 'stderr']) {
      if (expected[part] !== actual[part])
        return { verdict: part, expected: expected[part], actual: actual[part] };
    }
    return { verdict: 'equal' };
  }
  const clean =
    rule === 'programs'
      ? (text) => normalizeProgram(normalizeText(text, true))
      : (text) => normalizeText(text);
  if (expected.judge === 'skip' || isHelp(cmd) || isVersionDetail(cmd))
    return { verdict: 'out of scope' };
  if (!actual) return { verdict: 'missing' };
  if (expected.exit !== actual.exit)
    return {
      verdict: 'exit code',
      expected: expected.exit,
      actual: actual.exit,
      stderr: actual.stderr,
    };
  for (const stream of expected.transcript === undefined ? ['stdout', 'stderr'] : ['transcript']) {
    let e = nameE(clean(expected[stream]));
    let a = nameA(clean(actual[stream]));
    if (e === a) continue;
    if (/kubectl explain/.test(cmd)) {
      e = withoutDocumentation(e);
      a = withoutDocumentation(a);
    }
    if (isWatch(cmd)) {
      e = watchRows(e);
      a = watchRows(a);
    }
    if (e === a) continue;
    if (isStream(cmd)) {
      e = unrepeated(e);
      a = unrepeated(a);
    }
    if (e === a) continue;
    const free = expected.judge === 'lines' || isStream(cmd) || isWatch(cmd) || /<hash\d+>/.test(e);
    if (free && sorted(anyHash(e)) === sorted(anyHash(a))) continue;
    if (
      isStream(cmd) &&
      /\bevents?\b|describe/.test(cmd) &&
      unrepeated(sorted(anyHash(e))) === unrepeated(sorted(anyHash(a)))
    )
      continue;
    return { verdict: stream, expected: e, actual: a };
  }
  return { verdict: 'equal' };
}

// ---- objects ---------------------------------------------------------------------------------------------------
const VOLATILE = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'containerID',
  'imageID',
  'startTime',
  'startedAt',
  'finishedAt',
  'lastTransitionTime',
  'lastUpdateTime',
  'lastProbeTime',
  'lastHeartbeatTime',
  'deletionTimestamp',
  'lastScheduleTime',
  'lastSuccessfulTime',
  'completionTime',
  'lastScaleTime',
  'hostIP',
  'hostIPs',
  'podIP',
  'podIPs',
  'clusterIP',
  'clusterIPs',
  'nodePort',
  'nodeName',
  'healthCheckNodePort',
  'time',
]);
const isRecord = (x) => x && typeof x === 'object' && !Array.isArray(x);

function merge(target, patch) {
  if (!isRecord(patch)) return patch;
  const out = isRecord(target) ? { ...target } : {};
  for (const [k, v] of Object.entries(patch)) {
    if (v === null) delete out[k];
    else out[k] = merge(out[k], v);
  }
  return out;
}

/** Restores full objects from the compact form (`patch` against the last state of the same uid, `$trace` in finalObjects). */
export function expand(recording) {
  const last = new Map();
  const trace = (recording.trace ?? []).map((item) => {
    const object = item.object ?? merge(last.get(item.uid), item.patch);
    if (object?.metadata?.uid) last.set(object.metadata.uid, object);
    return { ...item, object };
  });
  return { ...recording, trace };
}

function normalizeValue(value, key, name) {
  if (VOLATILE.has(key) && typeof value !== 'object')
    return key === 'clusterIP' && value === 'None' ? 'None' : '<volatile>';
  if (VOLATILE.has(key) && Array.isArray(value))
    return value[0] === 'None' ? ['None'] : `<${value.length}>`;
  if (Array.isArray(value)) {
    const list = value.map((v) => normalizeValue(v, '', name));
    return key === 'endpoints' || key === 'ownerReferences'
      ? list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : list;
  }
  if (isRecord(value)) {
    const out = {};
    for (const k of Object.keys(value).sort()) {
      if (k === 'managedFields' || k === 'endpoints.kubernetes.io/last-change-trigger-time')
        continue;
      const normalized = normalizeValue(value[k], k, name);
      if (k === 'annotations' && isRecord(normalized) && Object.keys(normalized).length === 0)
        continue;
      out[k] = normalized;
    }
    return out;
  }
  return typeof value === 'string' ? anyHash(name(normalizeText(value))) : value;
}

function firstDifference(a, b, at = '') {
  if (JSON.stringify(a) === JSON.stringify(b)) return null;
  if (isRecord(a) && isRecord(b)) {
    for (const k of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const d = firstDifference(a[k], b[k], `${at}.${k}`);
      if (d) return d;
    }
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    for (let i = 0; i < a.length; i++) {
      const d = firstDifference(a[i], b[i], `${at}[${i}]`);
      if (d) return d;
    }
  }
  return { at, expected: a, actual: b };
}

const OBJECT_KINDS_SKIPPED = new Set(['Event', 'Node']);
function judgeObjects(expected, actual, skip = []) {
  const result = { total: 0, equal: 0, differences: [] };
  const collect = (objects) => {
    const name = hashNamer();
    const map = new Map();
    for (const [kind, list] of Object.entries(objects ?? {})) {
      if (OBJECT_KINDS_SKIPPED.has(kind)) continue;
      for (const o of list) {
        if (o.metadata?.name === 'kube-root-ca.crt') continue;
        if (o.metadata?.name === 'kubernetes' && (kind === 'Service' || kind === 'EndpointSlice'))
          continue;
        if (kind === 'EndpointSlice') delete o.metadata.generation;
        const key = anyHash(
          name(normalizeText(`${kind} ${o.metadata?.namespace ?? ''}/${o.metadata?.name}`)),
        );
        map.set(key, [...(map.get(key) ?? []), normalizeValue(o, '', name)]);
      }
    }
    for (const list of map.values())
      list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return map;
  };
  const e = collect(expected),
    a = collect(actual);
  for (const [key, wanted] of e) {
    if (skip.includes(key)) continue;
    wanted.forEach((object, i) => {
      result.total++;
      const d = firstDifference(object, a.get(key)?.[i]);
      if (!d) result.equal++;
      else result.differences.push({ object: key, ...d });
    });
  }
  for (const [key, list] of a) {
    if (skip.includes(key)) continue;
    const extra = list.length - (e.get(key)?.length ?? 0);
    for (let i = 0; i < extra; i++) {
      result.total++;
      result.differences.push({
        object: key,
        at: '',
        expected: undefined,
        actual: 'an object that the real cluster does not have',
      });
    }
  }
  return result;
}

// ---- orders and events -----------------------------------------------------------------------------------------
/** Per StatefulSet: the sequence of its pods being created, becoming ready, starting to end, and gone. */
function podOrders(trace) {
  const ready = new Map(),
    ending = new Set(),
    orders = new Map();
  const push = (set, what) => orders.set(set, [...(orders.get(set) ?? []), what]);
  for (const { kind, type, ns, name, object } of trace) {
    if (kind !== 'Pod') continue;
    const owner = object.metadata?.ownerReferences?.find(
      (r) => r.controller && r.kind === 'StatefulSet',
    );
    const set = owner
      ? `${ns}/${owner.name}`
      : orders.has(`${ns}/${name.replace(/-\d+$/, '')}`)
        ? `${ns}/${name.replace(/-\d+$/, '')}`
        : null;
    if (!set) continue;
    const uid = object.metadata.uid;
    if (type === 'ADDED') push(set, `create ${name}`);
    const isReady =
      object.status?.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;
    if (isReady && !ready.get(uid)) push(set, `ready ${name}`);
    ready.set(uid, isReady);
    if (object.metadata.deletionTimestamp && !ending.has(uid)) {
      ending.add(uid);
      push(set, `end ${name}`);
    }
    if (type === 'DELETED') push(set, `gone ${name}`);
  }
  return orders;
}

/** Per StatefulSet and Deployment: the distinct states of what a user watches. */
function setStates(trace) {
  const states = new Map();
  for (const { kind, type, ns, name, object } of trace) {
    if (kind !== 'StatefulSet' || type === 'DELETED') continue;
    const s = object.status ?? {};
    const line = `want ${object.spec?.replicas} have ${s.replicas ?? 0} ready ${s.readyReplicas ?? 0} current ${s.currentReplicas ?? 0} updated ${s.updatedReplicas ?? 0} ${s.currentRevision === s.updateRevision ? 'settled' : 'moving'}`;
    const key = `${kind} ${ns}/${name}`;
    const list = states.get(key) ?? [];
    if (list.at(-1) !== line) list.push(line);
    states.set(key, list);
  }
  return states;
}

function judgeSequences(expected, actual, skip = []) {
  const result = { total: 0, equal: 0, differences: [] };
  for (const [key, wanted] of expected) {
    if (skip.includes(key)) continue;
    result.total++;
    const got = actual.get(key) ?? [];
    if (JSON.stringify(wanted) === JSON.stringify(got)) {
      result.equal++;
      continue;
    }
    const i = wanted.findIndex((w, k) => w !== got[k]);
    const at = i < 0 ? wanted.length : i;
    result.differences.push({
      of: key,
      step: at,
      expected: wanted.slice(Math.max(0, at - 2), at + 3),
      actual: got.slice(Math.max(0, at - 2), at + 3),
    });
  }
  return result;
}

function eventSet(trace) {
  const name = hashNamer();
  const set = new Set();
  for (const { kind, type, object } of trace) {
    if (kind !== 'Event' || type === 'DELETED') continue;
    const o = object.involvedObject ?? object.regarding ?? {};
    set.add(
      anyHash(
        name(
          normalizeText(
            `${o.kind} ${o.namespace ?? ''}/${o.name} ${object.type} ${object.reason} ${object.message ?? object.note}`,
          ),
        ),
      ),
    );
  }
  return set;
}

function judgeEvents(expected, actual, skip = []) {
  const result = { total: 0, equal: 0, differences: [] };
  for (const e of expected) {
    if (skip.includes(e)) continue;
    result.total++;
    if (actual.has(e)) result.equal++;
    else result.differences.push({ missing: e });
  }
  for (const a of actual) {
    if (skip.includes(a)) continue;
    if (!expected.has(a)) {
      result.total++;
      result.differences.push({ extra: a });
    }
  }
  return result;
}

// ---- one recording, all recordings -----------------------------------------------------------------------------
export function judge(expectedRecording, actualRecording) {
  const e = expand(expectedRecording);
  const a = actualRecording ? expand(actualRecording) : { steps: [], trace: [], finalObjects: {} };
  const unstable = expectedRecording.unstable ?? {};
  const commands = { total: 0, equal: 0, outOfScope: 0, differences: [] };
  const nameE = hashNamer(),
    nameA = hashNamer();
  e.steps.forEach((step, i) => {
    if (!step.cmd) return;
    const verdict = judgeStep(
      step,
      a.steps?.[i]?.cmd === step.cmd ? a.steps[i] : undefined,
      nameE,
      nameA,
      e.compare,
    );
    if (verdict.verdict === 'out of scope') {
      commands.outOfScope++;
      return;
    }
    commands.total++;
    if (verdict.verdict === 'equal') commands.equal++;
    else commands.differences.push({ step: i, cmd: step.cmd, ...verdict });
  });
  if (!expectedRecording.trace?.length) {
    const none = { total: 0, equal: 0, differences: [] };
    return { id: e.id, commands, objects: none, orders: none, events: none };
  }
  const orders = judgeSequences(podOrders(e.trace), podOrders(a.trace), unstable.orders);
  const states = judgeSequences(setStates(e.trace), setStates(a.trace), unstable.states);
  return {
    id: e.id,
    commands,
    objects: judgeObjects(e.finalObjects, a.finalObjects, unstable.objects),
    orders: {
      total: orders.total + states.total,
      equal: orders.equal + states.equal,
      differences: [...orders.differences, ...states.differences],
    },
    events: judgeEvents(eventSet(e.trace), eventSet(a.trace), unstable.events),
  };
}

const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const PARTS = ['commands', 'objects', 'orders', 'events'];

function main(argv) {
  const flag = (name) => {
    const i = argv.indexOf(name);
    if (i < 0) return undefined;
    const v = argv[i + 1];
    const takes =
      name !== '--json' &&
      v &&
      !v.startsWith('--') &&
      (name === '--only' || (name === '--diff' && argv.length > 3 && i > 1));
    return argv.splice(i, takes ? 2 : 1)[1] ?? true;
  };
  const json = flag('--json'),
    only = flag('--only'),
    diff = flag('--diff');
  const [expectedDir, actualDir] = argv;
  if (!expectedDir || !actualDir || !fs.existsSync(expectedDir)) {
    console.error('usage: compare.mjs EXPECTED ACTUAL [--json] [--diff [ID]] [--only ID,ID]');
    return 2;
  }
  const ids = fs
    .readdirSync(expectedDir)
    .filter((f) => f.endsWith('.json'))
    .map((f) => f.slice(0, -5))
    .filter((id) => !only || String(only).split(',').includes(id))
    .sort();
  const results = ids.map((id) => {
    const f = path.join(actualDir, `${id}.json`);
    return judge(
      read(path.join(expectedDir, `${id}.json`)),
      fs.existsSync(f) ? read(f) : undefined,
    );
  });
  const sum = Object.fromEntries(
    PARTS.map((p) => [
      p,
      results.reduce((t, r) => ({ equal: t.equal + r[p].equal, total: t.total + r[p].total }), {
        equal: 0,
        total: 0,
      }),
    ]),
  );
  if (json) console.log(JSON.stringify({ sum, results }, null, 1));
  else {
    const cell = ({ equal, total }) => `${equal}/${total}`.padStart(10);
    console.log(''.padEnd(30) + PARTS.map((p) => p.padStart(10)).join(''));
    for (const r of results) console.log(r.id.padEnd(30) + PARTS.map((p) => cell(r[p])).join(''));
    console.log('all'.padEnd(30) + PARTS.map((p) => cell(sum[p])).join(''));
    if (diff)
      for (const r of results) {
        if (diff !== true && diff !== r.id) continue;
        for (const p of PARTS)
          for (const d of r[p].differences)
            console.log(
              `\n## ${r.id} ${p}\n${Object.entries(d)
                .map(([k, v]) => `${k}: ${typeof v === 'string' ? v : JSON.stringify(v)}`)
                .join('\n')}`,
            );
      }
  }
  return PARTS.every((p) => sum[p].equal === sum[p].total) ? 0 : 1;
}

if (import.meta.url === `file://${process.argv[1]}`) process.exit(main(process.argv.slice(2)));
