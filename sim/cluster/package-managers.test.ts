import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from './session.ts';

const run = (script: string) =>
  createStandardCluster(1, ALL_PARTS).runScript({ script, stdin: '', limitMs: 120_000 });
const inPod = (image: string, script: string) =>
  run(
    `kubectl run p --image=${image} -- sleep infinity >/dev/null
kubectl wait --for=condition=Ready pod/p --timeout=60s >/dev/null
kubectl exec p -- sh -c '${script}'`,
  );

test('apt-get asks mirrors that nobody can find, four times', () => {
  const { stdout, stderr } = inPod('debian:12', 'apt-get update; echo $?');
  const asked = `Ign:1 http://deb.debian.org/debian bookworm InRelease
Ign:2 http://deb.debian.org/debian bookworm-updates InRelease
Ign:3 http://deb.debian.org/debian-security bookworm-security InRelease
`;
  expect(stdout).toBe(
    `${asked.repeat(3)}${asked.replace(/^Ign(.*)$/gm, "Err$1\n  Could not resolve 'deb.debian.org'")}` +
      'Reading package lists...\n0\n',
  );
  expect(stderr).toBe(
    [
      'debian/dists/bookworm/InRelease',
      'debian/dists/bookworm-updates/InRelease',
      'debian-security/dists/bookworm-security/InRelease',
    ]
      .map(
        (path) =>
          `W: Failed to fetch http://deb.debian.org/${path}  Could not resolve 'deb.debian.org'\n`,
      )
      .join('') +
      'W: Some index files failed to download. They have been ignored, or old ones used instead.\n',
  );
});

test('apt-get installs what is there, and knows nothing else', () => {
  const { stdout, stderr } = inPod('nginx:1.25', 'apt-get install -y curl; apt-get install nmap');
  const steps =
    'Reading package lists...\nBuilding dependency tree...\nReading state information...\n';
  expect(stdout).toBe(
    `${steps}curl is already the newest version (7.88.1-10+deb12u14).\n` +
      `0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n${steps}`,
  );
  expect(stderr).toBe('E: Unable to locate package nmap\ncommand terminated with exit code 100\n');
});

test('packages are root’s', () => {
  const { stderr } = run('apt-get update; apt-get install jq; sudo apt-get install -qq jq');
  expect(stderr).toBe(
    'E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied)\n' +
      'E: Unable to lock directory /var/lib/apt/lists/\n' +
      'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\n' +
      'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n',
  );
});

test('Alpine’s apk and Oracle’s microdnf find no repository either', () => {
  const alpine = inPod('alpine:3.20', 'apk add bind-tools; echo $?');
  expect(alpine.stdout).toBe(
    `fetch https://dl-cdn.alpinelinux.org/alpine/v3.20/main/x86_64/APKINDEX.tar.gz
fetch https://dl-cdn.alpinelinux.org/alpine/v3.20/community/x86_64/APKINDEX.tar.gz
1
`,
  );
  expect(alpine.stderr).toBe(
    `WARNING: fetching https://dl-cdn.alpinelinux.org/alpine/v3.20/main: DNS lookup error
WARNING: fetching https://dl-cdn.alpinelinux.org/alpine/v3.20/community: DNS lookup error
ERROR: unable to select packages:
  bind-tools (no such package):
    required by: world[bind-tools]
`,
  );
  for (const [image, repository] of [
    ['mysql:8.2', 'ol8_baseos_latest'],
    ['mysql:8.4', 'ol9_baseos_latest'],
  ] as const) {
    const oracle = inPod(image, 'microdnf install -y vim; echo $?');
    expect(oracle.stdout).toBe('Downloading metadata...\n1\n');
    expect(oracle.stderr).toContain(`error: cannot update repo '${repository}': Cannot download`);
  }
});
