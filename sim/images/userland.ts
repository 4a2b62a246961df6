/** Programs of GNU coreutils. */
const COREUTILS = [
  ...['[', 'arch', 'b2sum', 'base32', 'base64', 'basename', 'basenc', 'cat', 'chgrp', 'chmod'],
  ...['chown', 'cksum', 'comm', 'cp', 'csplit', 'cut', 'date', 'dd', 'df', 'dir', 'dirname', 'du'],
  ...['echo', 'env', 'expand', 'expr', 'factor', 'false', 'fmt', 'fold', 'head', 'id', 'join'],
  ...['link', 'ln', 'logname', 'ls', 'md5sum', 'mkdir', 'mktemp', 'mv', 'nice', 'nl', 'nohup'],
  ...['nproc', 'numfmt', 'od', 'paste', 'pathchk', 'printenv', 'printf', 'pwd', 'readlink'],
  ...['realpath', 'rm', 'rmdir', 'seq', 'sha1sum', 'sha224sum', 'sha256sum', 'sha384sum'],
  ...['sha512sum', 'shuf', 'sleep', 'sort', 'split', 'stat', 'sum', 'sync', 'tac', 'tail', 'tee'],
  'stty',
  ...['test', 'timeout', 'touch', 'tr', 'true', 'truncate', 'tty', 'uname', 'unexpand', 'uniq'],
  ...['unlink', 'vdir', 'wc', 'whoami', 'yes'],
];

/** The packages that every such system has besides. */
const ESSENTIAL = [
  ...['awk', 'bash', 'cmp', 'diff', 'egrep', 'fallocate', 'fgrep', 'find', 'getent', 'grep'],
  ...['gunzip', 'gzip', 'hostname', 'more', 'mount', 'sed', 'sh', 'tar', 'xargs', 'zcat'],
];

/** Programs of the package procps, which small images leave out. */
export const PROCPS = ['free', 'kill', 'pgrep', 'pkill', 'ps', 'uptime', 'watch'];

/** What a Debian without further packages has: no `ps`, no editor, no `curl`. */
export const DEBIAN_TOOLS = [
  ...[...COREUTILS, ...ESSENTIAL],
  ...['apt', 'apt-get', 'clear', 'reset', 'tput', 'which'],
];

export const UBUNTU_TOOLS = [...DEBIAN_TOOLS, ...PROCPS];

/** The slim Oracle Linux of the MySQL images. */
export const ORACLE_TOOLS = [...COREUTILS, ...ESSENTIAL, 'microdnf'].filter(
  (name) => !['diff', 'cmp', 'hostname'].includes(name),
);

const BUSYBOX_TOOLS = [
  ...['[', 'arch', 'awk', 'base64', 'basename', 'cat', 'chgrp', 'chmod', 'chown', 'cksum'],
  ...['clear', 'cmp', 'comm', 'cp', 'cut', 'date', 'dd', 'df', 'diff', 'dirname', 'du', 'echo'],
  ...['egrep', 'env', 'expand', 'expr', 'factor', 'fallocate', 'false', 'fgrep', 'find', 'fold'],
  ...['free', 'grep', 'gunzip', 'gzip', 'head', 'hexdump', 'hostname', 'id', 'kill', 'killall'],
  ...['less', 'link', 'ln', 'logname', 'ls', 'md5sum', 'mkdir', 'mktemp', 'more', 'mount', 'mv'],
  ...['nl', 'nohup', 'nproc', 'od', 'paste', 'pgrep', 'pkill', 'printenv', 'printf', 'ps', 'pwd'],
  ...['readlink', 'realpath', 'reset', 'rev', 'rm', 'rmdir', 'sed', 'seq', 'sh', 'sha1sum'],
  ...['sha256sum', 'sha512sum', 'shuf', 'sleep', 'sort', 'split', 'stat', 'strings', 'sum'],
  ...['sync', 'tac', 'tail', 'tar', 'tee', 'telnet', 'test', 'time', 'timeout', 'touch', 'tr'],
  ...['tree', 'true', 'truncate', 'tty', 'uname', 'unexpand', 'uniq', 'unlink', 'uptime', 'vi'],
  ...['watch', 'wc', 'which', 'whoami', 'xargs', 'xxd', 'yes', 'zcat', 'nice'],
  ...['busybox', 'groups', 'install', 'ionice', 'patch', 'setsid', 'shred', 'stty', 'taskset'],
];
const BUSYBOX_NETWORK_TOOLS = [
  ...['ifconfig', 'ip', 'nc', 'netstat', 'nslookup', 'ping', 'route', 'traceroute', 'wget'],
];

/** The tools of BusyBox 1.`minor`. */
export const busyboxTools = (minor: number): string[] => [
  ...BUSYBOX_TOOLS,
  ...BUSYBOX_NETWORK_TOOLS.map((name) => `${name}@busybox-1.${minor}`),
];

/** Those of an Alpine with this BusyBox. */
export const alpineTools = (minor: number): string[] => [
  ...busyboxTools(minor),
  ...['apk', 'getent'],
];
