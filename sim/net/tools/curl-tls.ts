import { type Program, resolvePath } from '../../kernel/index.ts';
import type { Url } from '../url.ts';
import { type CurlConnection, leave } from './curl-connect.ts';
import { fail } from './curl-exchange.ts';
import type { Run } from './curl-run.ts';
import { distrustOf, secured } from './tls.ts';

const MORE = `
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.`;
const UNKNOWN = 'unable to get local issuer certificate';
const SYSTEM_FILE = '/etc/ssl/certs/ca-certificates.crt';

function* refuse(run: Run, url: Url, connection: CurlConnection, code: number, why: string) {
  const { reach, meter } = run;
  yield* reach.verbose(`* ${why}\n`);
  yield* meter.end({ announced: 0, received: 0, sent: 0, tookMs: reach.elapsedMs() });
  yield* leave(reach, url, connection, false);
  fail(run, code, code === 60 ? `${why}${MORE}` : why);
  return undefined;
}

/** Agrees with a server behind TLS; undefined after telling why not. Models lib/vtls/openssl.c. */
export function* shakeHands(
  run: Run,
  url: Url,
  connection: CurlConnection,
): Program<CurlConnection | undefined> {
  const { context, request, reach } = run;
  const { service } = connection.open;
  if (service.protocol !== 'tls') return connection;
  const { certificate } = service;
  const isBlind = request.flags.has('insecure');
  const file = request.values.get('cacert');
  const isHttp2 = !request.flags.has('http1.1') && !request.flags.has('http1.0');
  yield* reach.verbose(`* ALPN: offers ${isHttp2 ? 'h2,' : ''}http/1.1\n`);
  const read =
    file === undefined ? undefined : context.files.read(resolvePath(context.directory, file));
  if (read !== undefined && !read.ok && !isBlind) {
    return yield* refuse(run, url, connection, 77, `error setting certificate file: ${file}`);
  }
  yield* reach.verbose('* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n');
  if (!isBlind) {
    yield* reach.verbose(`*  CAfile: ${file ?? SYSTEM_FILE}\n*  CApath: /etc/ssl/certs\n`);
  }
  yield* reach.verbose('* TLSv1.3 (IN), TLS handshake, Server hello (2):\n');
  const authorities = read?.ok ? read.value : '';
  const distrust = distrustOf(certificate, url.host, { isBlind, authorities });
  if (distrust === 'unknown-authority') {
    yield* reach.verbose('* TLSv1.3 (OUT), TLS alert, unknown CA (560):\n');
    return yield* refuse(run, url, connection, 60, `SSL certificate problem: ${UNKNOWN}`);
  }
  if (distrust === 'wrong-name') {
    const why = 'no alternative certificate subject name matches target host name';
    return yield* refuse(run, url, connection, 60, `SSL: ${why} '${url.host}'`);
  }
  yield* reach.verbose(
    '* SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256\n' +
      `* ALPN: server accepted ${isHttp2 ? 'h2' : 'http/1.1'}\n* Server certificate:\n` +
      `*  subject: ${certificate.subject}\n*  issuer: ${certificate.issuer}\n` +
      (authorities === ''
        ? `*  SSL certificate verify result: ${UNKNOWN} (20), continuing anyway.\n`
        : '*  SSL certificate verify ok.\n') +
      (isHttp2 ? '* using HTTP/2\n' : '* using HTTP/1.1\n'),
  );
  return { ...connection, open: yield* secured(connection.open, isHttp2) };
}
