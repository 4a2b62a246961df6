import { chmodSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';

/** Programs that wait for virtual time: `sleep` and `timeout`, as far as recordings use them. */
export interface VirtualSleep {
  /** When the next of them wakes; undefined while none sleeps. */
  nextAtMs(): number | undefined;
  /** Wakes those whose time has come. Returns whether there was one. */
  wake(): boolean;
  close(): void;
}

/** Opens a connection, says for how many seconds, and is answered when they are over. */
const waitText = (port: number, seconds: string): string =>
  `exec 9<>/dev/tcp/127.0.0.1/${port}; echo "${seconds}" >&9; read -r _ <&9`;

const sleepText = (port: number): string => `#!/bin/bash\n${waitText(port, '$1')}\n`;

/** `timeout -s SIGNAL SECONDS COMMAND ARGUMENT…` in the words of the real one. */
const timeoutText = (port: number): string => `#!/bin/bash
signal=$2 seconds=$3
shift 3
trap 'is_over=1' USR1
"$@" &
command=$!
{ ${waitText(port, '$seconds')}; kill -s USR1 $$; kill -s "$signal" "$command"; } &
sleeper=$!
wait "$command"
code=$?
while kill -0 "$command" 2>/dev/null; do wait "$command"; code=$?; done
kill "$sleeper" 2>/dev/null
[ -n "$is_over" ] && code=124
exit "$code"
`;

/**
 * Writes the programs to a directory, and serves those who call them; `onTraffic` is told of each
 * sign of one.
 */
export async function createVirtualSleep(
  directory: string,
  nowMs: () => number,
  onTraffic: () => void,
): Promise<VirtualSleep> {
  const sleepers = new Map<Socket, number>();
  const server = createServer((socket) => {
    onTraffic();
    socket.on('data', (line) => {
      onTraffic();
      sleepers.set(socket, nowMs() + Number(line.toString()) * 1000);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sleepers.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  for (const [name, text] of [
    ['sleep', sleepText(port)],
    ['timeout', timeoutText(port)],
  ] as const) {
    writeFileSync(path.join(directory, name), text);
    chmodSync(path.join(directory, name), 0o755);
  }
  return {
    nextAtMs: () => (sleepers.size === 0 ? undefined : Math.min(...sleepers.values())),
    wake() {
      const due = [...sleepers].filter(([, atMs]) => atMs <= nowMs());
      for (const [socket] of due) {
        sleepers.delete(socket);
        socket.end('\n');
      }
      return due.length > 0;
    },
    close() {
      server.close();
      for (const socket of sleepers.keys()) socket.destroy();
    },
  };
}
