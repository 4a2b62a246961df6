import type { HttpAnswer, HttpRequest } from '../kernel/index.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `23/Nov/2026:08:00:00 +0000`: the time in the access log of a web server. */
function accessStamp(epochMs: number): string {
  const date = new Date(epochMs);
  const day = String(date.getUTCDate()).padStart(2, '0');
  const month = MONTHS[date.getUTCMonth()];
  return `${day}/${month}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
}

/** A line of an access log in the common format, without its end. */
export const commonLine = (request: HttpRequest, { status, body }: HttpAnswer): string => {
  const size = request.method === 'HEAD' ? 0 : body.length;
  const what = `"${request.method} ${request.path} HTTP/1.1" ${status} ${size === 0 ? '-' : size}`;
  return `${request.from} - - [${accessStamp(request.atEpochMs)}] ${what}`;
};

/** The same with the page that it came from and the program that asked. */
export const accessLine = (request: HttpRequest, answer: HttpAnswer): string => {
  const of = (name: string): string => request.headers.get(name) ?? '-';
  const line = commonLine(request, answer).replace(/ -$/, ' 0');
  return `${line} "${of('referer')}" "${of('user-agent')}"`;
};
