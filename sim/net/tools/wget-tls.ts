import { type CommandContext, type Program, resolvePath } from '../../kernel/index.ts';
import type { Connection } from '../network.ts';
import { distrustOf, secured } from './tls.ts';
import type { WgetRequest } from './wget-options.ts';

type Open = Connection & { readonly type: 'open' };

const certificateText = ({ files, directory }: CommandContext, name: string): string => {
  const read = files.read(resolvePath(directory, name));
  return read.ok ? read.value : '';
};

/** The connection behind TLS; undefined after saying why it is not trusted. Models src/gnutls.c. */
export function* shakeHands(
  context: CommandContext,
  request: WgetRequest,
  host: string,
  connection: Open,
): Program<Open | undefined> {
  const { service } = connection;
  if (service.protocol !== 'tls') return connection;
  const authorities =
    request.authorityFile === '' ? '' : certificateText(context, request.authorityFile);
  const distrust = distrustOf(service.certificate, host, { isBlind: false, authorities });
  const word = request.isTrusting ? 'WARNING' : 'ERROR';
  const text = {
    'unknown-authority':
      `${word}: The certificate of '${host}' is not trusted.\n` +
      `${word}: The certificate of '${host}' doesn't have a known issuer.\n`,
    'wrong-name': `The certificate's owner does not match hostname '${host}'\n`,
  };
  if (distrust !== undefined && !request.isQuiet) yield* context.stderr.write(text[distrust]);
  if (distrust !== undefined && !request.isTrusting) return undefined;
  return yield* secured(connection, false);
}
