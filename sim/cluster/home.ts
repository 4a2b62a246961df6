import { type FileSystem, type Identity, makeDirectories } from '../kernel/index.ts';

/** Whose computer it is. */
export const USER = 'learner';
export const LEARNER: Identity = { uid: 1000, gid: 1000, groups: [1000, 27] };
/** The learner's home directory. */
export const HOME = '/home/learner';
/** Directories below the home directory that are looked at; a learner makes few. */
const MAX_DEPTH = 8;

/** What every terminal starts with. */
const BASHRC = `HISTCONTROL=ignoreboth
alias k=kubectl
alias ls='ls --color=auto'
alias ll='ls -l'
alias grep='grep --color=auto'
`;

/** As the tool that made the cluster wrote it. */
const KUBECONFIG = `apiVersion: v1
clusters:
- cluster:
    server: https://127.0.0.1:8443
  name: minikube
contexts:
- context:
    cluster: minikube
    namespace: default
    user: minikube
  name: minikube
current-context: minikube
kind: Config
users:
- name: minikube
  user: {}
`;

/** Puts files, by relative path, into the home directory. */
export function fillHome(files: FileSystem, content: Readonly<Record<string, string>>): void {
  const usual = { '.bashrc': BASHRC, '.kube/config': KUBECONFIG };
  for (const [name, text] of Object.entries({ ...usual, ...content })) {
    const path = `${HOME}/${name}`;
    makeDirectories(files, path.slice(0, path.lastIndexOf('/')));
    const written = files.write(path, text);
    if (!written.ok) throw new Error(`cannot write ${path}: ${written.error}`);
  }
}

/** Takes everything out of the home directory. */
export function clearHome(files: FileSystem): void {
  const clear = (directory: string, depth: number): void => {
    const names = files.list(directory);
    if (!names.ok || depth > MAX_DEPTH) return;
    for (const name of names.value) {
      const path = `${directory}/${name}`;
      clear(path, depth + 1);
      files.remove(path);
    }
  };
  clear(HOME, 0);
}

/** Files below the home directory, in path order, without hidden ones. */
export function homeFiles(
  files: FileSystem,
): readonly { readonly path: string; readonly content: string }[] {
  const found: { path: string; content: string }[] = [];
  const visit = (directory: string, depth: number): void => {
    const names = files.list(directory);
    if (!names.ok || depth > MAX_DEPTH) return;
    for (const name of names.value) {
      if (name.startsWith('.')) continue;
      const path = `${directory}/${name}`;
      const stat = files.stat(path);
      if (!stat.ok) continue;
      if (stat.value.type === 'directory') visit(path, depth + 1);
      if (stat.value.type !== 'file') continue;
      const text = files.read(path);
      if (text.ok) found.push({ path, content: text.value });
    }
  };
  visit(HOME, 0);
  return found;
}
