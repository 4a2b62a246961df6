import { type Advice, advice, nearest, ownAt, resolvePath } from '../../kernel/index.ts';
import { BUILTINS } from '../builtins/index.ts';
import type { Shell } from '../types.ts';

/** Programs that people know from elsewhere: a name that is near to one of these is no mistake. */
const KNOWN_ELSEWHERE = new Set(
  `ansible apk apt apt-get aws az brew crictl ctr dig docker docker-compose eksctl etcdctl gcloud
  git go helm host htop ip istioctl java k3d k3s k9s kind kn kube-ps1 kubeadm kubectx kubelet
  kubens kustomize lsof make minikube mongosh mysql mysqldump netstat nmap node npm nslookup oc
  perl ping pip pip3 podman psql pwsh python python3 redis-cli rsync ruby screen sftp skaffold
  snap sqlite3 ss stern su sudo svn systemctl tcpdump telnet terraform tmux traceroute yum zsh`
    .trim()
    .split(/\s+/),
);

/** What some call by names of other systems. */
const CALLED: Readonly<Record<string, string>> = {
  cls: 'clear',
  copy: 'cp',
  del: 'rm',
  dir: 'ls',
  md: 'mkdir',
  move: 'mv',
  quit: 'exit',
};

/** What runs containers elsewhere, helpers of kubectl, and what does the same here. */
const INSTEAD: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['crictl', 'ctr', 'docker', 'nerdctl', 'podman'].map((name) => [name, 'kubectl']),
  ),
  kubectx: 'kubectl config use-context',
  kubens: 'kubectl config set-context --current --namespace=NAME',
  stern: 'kubectl logs -f --prefix',
};

/** Verbs of kubectl that are no commands of a shell: who begins with one has left kubectl out. */
const VERBS = new Set(
  `annotate api-resources apply attach autoscale cluster-info cordon create debug delete describe
  drain edit explain expose get label logs patch port-forward replace rollout scale taint
  uncordon`.split(/\s+/),
);

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** How a file is used whose name stands where a command should. */
function forOwnFile(shell: Shell, word: string): Advice | undefined {
  if (!shell.files.stat(resolvePath(shell.directory, word)).ok) return undefined;
  if (/\.(?:ya?ml|json)$/.test(word)) return advice('meant', { meant: `kubectl apply -f ${word}` });
  return /\.sh$/.test(word) ? advice('executable', { path: word }) : undefined;
}

/** Two words that were typed as one: `cd..`, `ls-l`, `kubectlget`. */
function pulledApart(word: string, names: readonly string[]): string | undefined {
  const glued = /^kubectl[-.]?([a-z]{3,})$/.exec(word)?.[1];
  if (glued === 'exe') return 'kubectl';
  if (glued !== undefined) return `kubectl ${glued}`;
  const first = names.find(
    (name) => name.length > 1 && word.startsWith(name) && /^[-./~]/.test(word.slice(name.length)),
  );
  return first === undefined ? undefined : `${first} ${word.slice(first.length)}`;
}

/** What was meant by a command that there is not, or that may not run. */
export function adviceForMissing(shell: Shell, word: string): Advice | undefined {
  const own = forOwnFile(shell, word);
  if (own !== undefined || word.includes('/')) return own;
  if (/^\[[^\s[]/.test(word)) return advice('bracket', { meant: `[ ${word.slice(1)}` });
  if (shell.host.commands.has('kubectl')) {
    const instead = ownAt(INSTEAD, word);
    if (instead !== undefined) return advice('instead', { word, meant: instead });
    if (VERBS.has(word)) return advice('command', { meant: `kubectl ${word}` });
  }
  const names = [
    ...shell.host.commands.keys(),
    ...Object.keys(BUILTINS),
    ...shell.functions.keys(),
    ...shell.aliases.keys(),
  ].filter((name) => /^\w/.test(name));
  const lower = word.toLowerCase();
  const meant =
    CALLED[lower] ??
    (KNOWN_ELSEWHERE.has(lower)
      ? undefined
      : (names.find((name) => name === lower) ??
        pulledApart(lower, names) ??
        nearest(word, names)));
  return meant === undefined ? undefined : advice('command', { meant });
}

/** Tools that read what they name, and how many words stand before the names of files. */
const READERS: ReadonlyMap<string, number> = new Map([
  ...['bash', 'cat', 'diff', 'head', 'less', 'ls', 'more', 'nl', 'rm', 'sh', 'sort', 'tac'].map(
    (name) => [name, 0] as const,
  ),
  ...['tail', 'wc', 'jq', 'yq'].map((name) => [name, name.endsWith('q') ? 1 : 0] as const),
  ...['chmod', 'grep', 'sed', 'awk'].map((name) => [name, 1] as const),
]);

/** What the shell itself knows of a program that failed: a file that is nearly there. */
export function adviceForProgram(shell: Shell, words: readonly string[]): Advice | undefined {
  const [name = '', ...args] = words;
  const before = READERS.get(nameOf(name));
  if (before === undefined) return undefined;
  const paths = args.filter((arg) => !arg.startsWith('-')).slice(before);
  for (const path of paths) {
    if (shell.files.stat(resolvePath(shell.directory, path)).ok) continue;
    const at = path.lastIndexOf('/') + 1;
    const listed = shell.files.list(resolvePath(shell.directory, path.slice(0, at) || '.'));
    const meant = nearest(path.slice(at), listed.ok ? listed.value : []);
    if (meant !== undefined) return advice('file', { meant: path.slice(0, at) + meant });
  }
  return undefined;
}
