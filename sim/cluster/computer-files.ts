import type { Disk } from '../kernel/index.ts';

/** The files of the system that the learner's computer runs, a small Debian 12. */
const FILES: Readonly<Record<string, string>> = {
  '/etc/debian_version': '12.12\n',
  '/etc/group': 'root:x:0:\nsudo:x:27:learner\nlearner:x:1000:\nnogroup:x:65534:\n',
  '/etc/hostname': 'ordinal\n',
  '/etc/hosts': '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n',
  '/etc/os-release': `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
`,
  '/etc/resolv.conf': 'nameserver 192.168.49.1\n',
  '/etc/passwd': `root:x:0:0:root:/root:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
learner:x:1000:1000::/home/learner:/bin/bash
`,
};

const DIRECTORIES =
  'boot etc home home/learner media mnt opt proc root run srv sys tmp usr usr/bin usr/lib usr/local ' +
  'usr/local/bin usr/sbin usr/share var var/lib var/lib/apt var/lib/apt/lists var/lib/dpkg ' +
  'var/log var/tmp';
const LINKS = { bin: 'usr/bin', lib: 'usr/lib', sbin: 'usr/sbin' };

/** Puts the system and the executables of its programs on an empty disk. */
export function installSystem(disk: Disk, programs: Iterable<string>): void {
  for (const path of DIRECTORIES.split(' ')) disk.makeDirectory(`/${path}`);
  for (const [path, target] of Object.entries(LINKS)) disk.symlink(target, `/${path}`);
  for (const [path, text] of Object.entries(FILES)) disk.write(path, text);
  disk.setMode('/root', 0o700);
  disk.install([...programs].map((program) => [`/usr/bin/${program}`, program] as const));
}
