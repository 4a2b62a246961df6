import type { AnyKind } from '../api/index.ts';
import { resolvePath } from '../kernel/index.ts';
import { serverUrl } from './reach.ts';
import type { Session } from './session.ts';

// Models client-go's discovery/cached/disk.

/** How long what is known of the server's resources counts. */
const FRESH_MS = 6 * 60 * 60 * 1000;

type Asking = Pick<Session, 'context' | 'flags' | 'parts' | 'config'>;

/** The file that says which groups the server has. */
function cacheFile(session: Asking): string {
  const { context, flags, parts } = session;
  const given = flags.text('cache-dir') || context.env.get('KUBECACHEDIR') || '';
  const directory = given === '' ? `${context.env.get('HOME') ?? parts.home}/.kube/cache` : given;
  const host = serverUrl(session)
    .replace(/^https?:\/\//, '')
    .replace(/[^(\w/.)]/g, '_');
  return resolvePath(context.directory, `${directory}/discovery/${host}/servergroups.json`);
}

/** Whether an earlier command asked the server for its resources, and not too long ago. */
export function hasDiscovered(session: Asking): boolean {
  const stat = session.context.files.stat(cacheFile(session));
  if (!stat.ok) return false;
  return session.parts.clock.epochMs() - stat.value.modifiedEpochMs < FRESH_MS;
}

/** The groups of the API with their versions, the first one preferred. */
function groupList(kinds: readonly AnyKind[]): string {
  const groups = new Map<string, Set<string>>();
  for (const { group, version } of kinds) {
    const versions = groups.get(group) ?? new Set();
    groups.set(group, versions.add(version));
  }
  const list = [...groups].map(([name, known]) => {
    const versions = [...known].map((version) => ({
      groupVersion: name === '' ? version : `${name}/${version}`,
      version,
    }));
    return { name, versions, preferredVersion: versions[0] };
  });
  return `${JSON.stringify({ kind: 'APIGroupList', apiVersion: 'v1', groups: list })}\n`;
}

/** Keeps what is known of the server's resources, where that can be written. */
export function noteDiscovery(session: Asking): void {
  const { files } = session.context;
  const path = cacheFile(session);
  const parts = path.split('/').slice(1, -1);
  for (let i = 1; i <= parts.length; i++) {
    const directory = `/${parts.slice(0, i).join('/')}`;
    if (!files.stat(directory).ok && !files.makeDirectory(directory).ok) return;
  }
  files.write(path, groupList(session.parts.client.discovery.kinds()));
}
