import { badRequest, failure, type Result, statusOf, success } from '../api/index.ts';

/**
 * The resourceVersion that a client asks for as a number, 0 for any; a Status for one that is no
 * number or that the cluster has not reached.
 */
export function parseVersion(text: string, newest: number): Result<number> {
  if (text === '') return success(0);
  if (!/^\d{1,15}$/.test(text)) {
    const why = `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;
    return failure(badRequest(`resourceVersion: Invalid value: ${JSON.stringify(text)}: ${why}`));
  }
  const version = Number(text);
  if (version <= newest) return success(version);
  const reason = 'ResourceVersionTooLarge';
  const message = 'Too large resource version';
  const status = statusOf('Timeout', `${message}: ${version}, current: ${newest}`, {
    causes: [{ reason, message, field: '' }],
    retryAfterSeconds: 1,
  });
  return failure(status);
}
