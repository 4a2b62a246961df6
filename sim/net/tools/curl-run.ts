import type { CommandContext, HttpAnswer, Program } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import type { CurlBody } from './curl-body.ts';
import type { CurlSession, Reach } from './curl-connect.ts';
import type { CurlRequest } from './curl-options.ts';
import type { Meter } from './curl-progress.ts';

/** What came of one URL. */
export interface Transfer {
  /** 0 when it went well. */
  readonly code: number;
  /** What curl says about a failure; '' when it went well. */
  readonly message: string;
  /** The last one. */
  readonly answer: HttpAnswer | undefined;
  /** The last URL that was asked for, and where the answer points to. */
  readonly url: string;
  readonly redirectUrl: string;
  readonly redirects: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly connects: number;
  readonly method: string;
  readonly scheme: string;
  readonly requestBytes: number;
  readonly headBytes: number;
  readonly sentBytes: number;
  readonly resolvedMs: number;
  readonly tookMs: number;
}

/** What a transfer needs and whom it tells. */
export interface TransferParts {
  readonly place: Place;
  readonly context: CommandContext;
  readonly request: CurlRequest;
  readonly session: CurlSession;
  readonly meter: Meter;
  readonly body: CurlBody | undefined;
  /** Whether `-v` tells of data, which it does not when they are on the screen. */
  readonly showsData: boolean;
  /** Takes an answer's head and its body to where they belong. Returns an exit code. */
  deliver(answer: HttpAnswer, body: string): Program;
}

/** A transfer that is not over. */
export type Mutable = { -readonly [key in keyof Transfer]: Transfer[key] };

/** A transfer under way. */
export interface Run extends TransferParts {
  readonly reach: Reach;
  readonly result: Mutable;
  readonly startedAtMs: number;
}
