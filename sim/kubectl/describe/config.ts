import type { ConfigMap, Secret, ServiceAccount } from '../../api/index.ts';
import { decodeBase64, decodeUtf8 } from '../../kernel/index.ts';
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

/** The text that base64 stands for. */
function textOf(encoded: string): string {
  const decoded = decodeBase64(encoded);
  return decoded.ok ? decodeUtf8(decoded.bytes) : '';
}

/** How many bytes base64 stands for. */
function sizeOf(encoded: string): number {
  const decoded = decodeBase64(encoded);
  return decoded.ok ? decoded.bytes.length : 0;
}

const TOKEN_TYPE = 'kubernetes.io/service-account-token';

/** Models kubectl's describer of Secrets: sizes only, but for the token of an account. */
export function describeSecret({ writer }: Describer, secret: Secret): void {
  writeHead(writer, secret);
  writer.write(0, `\nType:\t${secret.type ?? ''}\n`);
  writer.write(0, '\nData\n====\n');
  for (const key of Object.keys(secret.data ?? {}).sort()) {
    const value = secret.data?.[key] ?? '';
    const isToken = key === 'token' && secret.type === TOKEN_TYPE;
    writer.line(0, `${key}:`, isToken ? textOf(value) : `${sizeOf(value)} bytes`);
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
