import type { ConfigMap, Secret, ServiceAccount } from '../../api/index.ts';
import { decodeBase64 } from '../../kernel/index.ts';
import { writeHead } from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';

/** Models kubectl's describer of ConfigMaps. */
export function describeConfigMap(describer: Describer, map: ConfigMap): void {
  const { writer, clock } = describer;
  writeHead(writer, map);
  writer.write(0, '\nData\n====\n');
  for (const key of Object.keys(map.data ?? {}).sort()) {
    writer.write(0, `${key}:\n----\n${map.data?.[key]}\n\n`);
  }
  writer.write(0, '\nBinaryData\n====\n');
  for (const key of Object.keys(map.binaryData ?? {}).sort()) {
    writer.write(0, `${key}: ${sizeOf(map.binaryData?.[key] ?? '')} bytes\n`);
  }
  writer.write(0, '\n');
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(map), clock);
}

/** How many bytes base64 stands for. */
function sizeOf(encoded: string): number {
  const decoded = decodeBase64(encoded);
  return decoded.ok ? decoded.bytes.length : 0;
}

/** Models kubectl's describer of Secrets: sizes only. */
export function describeSecret({ writer }: Describer, secret: Secret): void {
  writeHead(writer, secret);
  writer.write(0, `\nType:\t${secret.type ?? ''}\n`);
  writer.write(0, '\nData\n====\n');
  for (const key of Object.keys(secret.data ?? {}).sort()) {
    writer.line(0, `${key}:`, `${sizeOf(secret.data?.[key] ?? '')} bytes`);
  }
}

/** Models kubectl's describer of ServiceAccounts. */
export function describeServiceAccount(describer: Describer, account: ServiceAccount): void {
  const { writer, clock } = describer;
  writeHead(writer, account);
  const title = 'Image pull secrets:';
  const names = (account.imagePullSecrets ?? []).map(({ name = '' }) => name);
  writer.line(0, title, names[0] ?? '<none>');
  for (const name of names.slice(1)) writer.line(0, ' '.repeat(title.length), name);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(account), clock);
}
