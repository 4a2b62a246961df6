import type { Result } from '../api/index.ts';
import type { Client } from '../client/index.ts';
import type {
  Clock,
  CommandContext,
  CommandTable,
  LocalPorts,
  Prng,
  Processes,
  Program,
  Signal,
} from '../kernel/index.ts';
import { type Outcome, statusFailure } from './failure.ts';
import type { Arguments } from './flags.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import type { ToolLog } from './tool-log.ts';

/** The options of a write, a patch and a deletion, as the client takes them. */
export type WriteOptions = Parameters<Client['create']>[2];
export type Patch = Parameters<Client['patch']>[1];
export type DeleteOptions = Parameters<Client['delete']>[1];

/** What kubectl is made of; the same for every invocation. */
export interface KubectlParts {
  readonly client: Client;
  readonly clock: Clock;
  readonly prng: Prng;
  readonly processes: Processes;
  /** The programs of the learner's computer. */
  commands(): CommandTable;
  /** The home directory of whoever uses it. */
  readonly home: string;
  /** Where programs on the learner's computer listen. */
  readonly ports: LocalPorts;
  /** How long the tool takes before its first request. */
  readonly latencyMs: number;
  /** From a request to its answer; what the cluster does meanwhile is seen by the next one. */
  readonly requestMs: number;
}

/** One invocation of kubectl: what a verb works with. */
export interface Session extends Arguments {
  readonly parts: KubectlParts;
  readonly client: Client;
  /** The same API for what the real tool asks with the client of a kind's own group. */
  readonly typed: Client;
  /** The same API for looks that are no requests: what an open watch would tell. */
  readonly peek: Client;
  /** The tool's own log; silent unless `-v` asks for it. */
  readonly log: ToolLog;
  readonly context: CommandContext;
  readonly config: Kubeconfig;
  /** The words that name the verb: `rollout status`. */
  readonly path: string;
  /** Where names are looked up: the flag's namespace, or the context's. */
  readonly namespace: string;
  readonly isNamespaceGiven: boolean;
  out(text: string): Program<undefined>;
  err(text: string): Program<void>;
  /** A warning that stands before whatever is printed next. */
  note(text: string): void;
  /** Text for standard error that stands, as it is, before whatever is printed next. */
  pend(text: string): void;
  /** Prints `Warning:` lines, each text once a command. */
  warn(warnings: readonly string[]): Program<void>;
  /** An answer of the server, its warnings printed. */
  call<T>(result: Result<T>): Program<Outcome<T>>;
  /** The help of the verb that runs. */
  help(): string;
  /** Whether nobody reads the output any more. */
  isCutOff(): boolean;
  /** Ends with this code from now on when something interrupts it, instead of dying of that. */
  endAt(signals: Interrupting, code: number): void;
}

/** The signals that ask kubectl to end: all of them, or the keys Ctrl-C alone. */
export type Interrupting = 'terminations' | 'interrupt';

const TERMINATIONS: ReadonlySet<Signal> = new Set(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM']);

/** Models pkg/util/interrupt of kubectl, and the handler of its port-forward. */
export function interruptsOf({ self }: Pick<CommandContext, 'self'>): Session['endAt'] {
  return (signals, code) =>
    self.onSignal((signal) => {
      const isMeant = signals === 'interrupt' ? signal === 'SIGINT' : TERMINATIONS.has(signal);
      if (isMeant) self.exit(code);
      return isMeant;
    });
}

interface Printing {
  readonly context: CommandContext;
  readonly requestMs: number;
  /** What the server warned of. */
  readonly warned: Set<string>;
  /** Everything that was told as a warning: each text is told once. */
  readonly noted: Set<string>;
  /** What stands on standard error before whatever is printed next. */
  readonly pending: string[];
  isCutOff: boolean;
}

function* out(printing: Printing, text: string): Program<undefined> {
  if (printing.pending.length > 0) yield* warn(printing, []);
  if (text !== '' && !printing.isCutOff) {
    printing.isCutOff = !(yield* printing.context.stdout.write(text));
  }
  return undefined;
}

function* err(printing: Printing, text: string): Program<void> {
  yield* warn(printing, []);
  if (text !== '') yield* printing.context.stderr.write(text);
}

function note({ pending, noted }: Printing, text: string): void {
  if (noted.has(text)) return;
  noted.add(text);
  pending.push(`Warning: ${text}\n`);
}

function* warn(printing: Printing, warnings: readonly string[]): Program<void> {
  for (const text of warnings) {
    note(printing, text);
    printing.warned.add(text);
  }
  for (const text of printing.pending.splice(0)) yield* printing.context.stderr.write(text);
}

function* call<T>(printing: Printing, result: Result<T>): Program<Outcome<T>> {
  yield { delayMs: printing.requestMs };
  if (result.warnings.length + printing.pending.length > 0) yield* warn(printing, result.warnings);
  if (result.ok) return { ok: true, value: result.value };
  return { ok: false, failure: statusFailure(result.status) };
}

type PrintingHalf = Pick<
  Session,
  'out' | 'err' | 'note' | 'pend' | 'warn' | 'call' | 'isCutOff'
> & {
  warned(): number;
};

/** The printing half of a session, over a command's streams. */
export function createPrinting(context: CommandContext, requestMs: number): PrintingHalf {
  const printing: Printing = {
    context,
    requestMs,
    warned: new Set(),
    noted: new Set(),
    pending: [],
    isCutOff: false,
  };
  return {
    out: (text) => out(printing, text),
    err: (text) => err(printing, text),
    note: (text) => note(printing, text),
    pend: (text) => {
      printing.pending.push(text);
    },
    warn: (warnings) => warn(printing, warnings),
    call: (result) => call(printing, result),
    isCutOff: () => printing.isCutOff,
    warned: () => printing.warned.size,
  };
}
