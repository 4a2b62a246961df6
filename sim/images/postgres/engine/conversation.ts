import type { Conversation, Peer, Program } from '../../../kernel/index.ts';
import { until } from '../../../kernel/index.ts';
import { pgError } from '../sql/errors.ts';
import { decodeMessage, encodeMessage, type PgReply, type PgRequest } from '../wire.ts';
import { describe } from './describe.ts';
import { dumpText } from './dump.ts';
import { reportOf } from './replies.ts';
import type { PgServer } from './server.ts';
import { createSession, type PgSession } from './session.ts';

type Startup = Extract<PgRequest, { type: 'startup' }>;

/** The session of a client that is let in, or what it is told instead. */
function admit(
  server: PgServer,
  request: Startup,
  isTrusted: boolean,
): PgSession | Extract<PgReply, { type: 'report' | 'password' }> {
  const refuse = (state: string, message: string): Extract<PgReply, { type: 'report' }> => {
    server.log('FATAL', message);
    return { type: 'report', report: reportOf(pgError(state, message), 'FATAL') };
  };
  const { user, database: name, password } = request;
  const role = server.roles.get(user);
  if (!isTrusted) {
    if (password === undefined) return { type: 'password' };
    if (role === undefined || role.password !== password || password === '') {
      return refuse('28P01', `password authentication failed for user "${user}"`);
    }
  }
  if (role === undefined) return refuse('28000', `role "${user}" does not exist`);
  if (!role.canLogin) return refuse('28000', `role "${user}" is not permitted to log in`);
  const database = server.databases.get(name);
  if (database === undefined) return refuse('3D000', `database "${name}" does not exist`);
  return createSession(server, database, user);
}

/** Talks with one client. Its queries run in a program of their own, which may wait for locks. */
export function converse(
  server: PgServer,
  peer: Peer,
  isTrusting: boolean,
  spawn: (name: string, program: () => Program) => void,
): Conversation {
  let session: PgSession | undefined;
  let pending = '';
  const queue: PgRequest[] = [];
  let isOver = false;
  let isCancelled = false;
  const send = (reply: PgReply): void => peer.send(encodeMessage(reply));
  const ready = (): void => {
    if (session === undefined) return;
    const isSuper = server.roles.get(session.user)?.isSuper === true;
    send({ type: 'ready', state: session.state(), isSuper });
  };
  const start = (request: Startup): void => {
    const isTrusted = isTrusting || request.isLocal || peer.address === '127.0.0.1';
    const answer = admit(server, request, isTrusted);
    if (!('query' in answer)) {
      send(answer);
      if (answer.type === 'report') peer.close();
      return;
    }
    session = answer;
    session.database.clients++;
    send({ type: 'version', version: server.version });
    ready();
  };
  function* work(): Program {
    for (;;) {
      yield* until(() => isOver || queue.length > 0);
      if (isOver) return 0;
      const request = queue.shift();
      if (session === undefined || request === undefined) continue;
      isCancelled = false;
      if (request.type === 'query') yield* session.query(request.text, client);
      ready();
    }
  }
  function* readCopy(): Program<string | undefined> {
    yield* until(() => isOver || queue.length > 0);
    const request = queue.shift();
    return request?.type === 'copy' ? request.text : undefined;
  }
  const client = { send, readCopy, isCancelled: () => isCancelled };
  let isWorking = false;
  const take = (request: PgRequest): void => {
    if (request.type === 'startup') start(request);
    else if (request.type === 'cancel') isCancelled = true;
    else if (request.type === 'describe' && session !== undefined) {
      send(describe(server, session.database, request, session.typesOf));
      ready();
    } else if (request.type === 'dump' && session !== undefined) {
      const text = dumpText(server, session.database, request.request);
      if (text === undefined) {
        const message = 'no matching tables were found';
        send({ type: 'report', report: reportOf(pgError('', message)) });
      } else send({ type: 'copyOut', text, tag: '' });
      ready();
    } else {
      queue.push(request);
      if (!isWorking) spawn('postgres: backend', work);
      isWorking = true;
    }
  };
  return {
    receive(text) {
      pending += text;
      for (let next = decodeMessage<PgRequest>(pending); next; next = decodeMessage(pending)) {
        pending = next.rest;
        if (next.message !== undefined) take(next.message);
        else {
          server.log('LOG', 'invalid length of startup packet');
          peer.close();
        }
      }
    },
    end() {
      isOver = true;
      if (session !== undefined) session.database.clients--;
      session?.end();
    },
  };
}
