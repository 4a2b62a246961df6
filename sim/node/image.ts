import type {
  Clock,
  Command,
  CommandContext,
  CommandTable,
  Dial,
  FileSystem,
  Prng,
  Process,
  Program,
  Service,
  Signal,
} from '../kernel/index.ts';

export type { HttpAnswer, Service } from '../kernel/index.ts';

/** One thing that a server does, `afterMs` after the one before it. */
export type Step =
  | {
      readonly type: 'log';
      readonly afterMs: number;
      readonly stream: 'stdout' | 'stderr';
      /** Whole lines, each with its line end. */
      readonly text: string;
    }
  | {
      readonly type: 'write';
      readonly afterMs: number;
      readonly path: string;
      readonly content: string;
    }
  | {
      readonly type: 'listen';
      readonly afterMs: number;
      readonly port: number;
      readonly service: Service;
    }
  /** From then on it holds so much memory, and more every minute (a leak). */
  | {
      readonly type: 'memory';
      readonly afterMs: number;
      readonly bytes: number;
      readonly growthPerMinute: number;
    }
  /** Runs a program, its output in the log; then come the steps that it gives, then the others. */
  | {
      readonly type: 'run';
      readonly afterMs: number;
      readonly program: StepProgram;
    }
  /** From then on it takes so many thousandths of a core. */
  | { readonly type: 'cpu'; readonly afterMs: number; readonly milli: number }
  | { readonly type: 'exit'; readonly afterMs: number; readonly exitCode: number };

/** Something that a server's start has to wait for, and that may run other programs. */
export type StepProgram = (
  context: CommandContext,
  commands: () => CommandTable,
) => Program<readonly Step[]>;

/** What the main program of an image takes of its machine. */
export interface Usage {
  /** Thousandths of a core while nobody asks anything of it. */
  readonly cpuMilli: number;
  /** Processor time of one request to its servers, in milliseconds. */
  readonly cpuMsPerRequest: number;
  /** Memory, until a step says more. */
  readonly memoryBytes: number;
  /** A leak: what it takes more in a minute. */
  readonly memoryGrowthPerMinute: number;
}

/** What a server finds when it starts and when it is asked to stop. */
export interface ServerStart {
  /** The arguments, without the executable's own name. */
  readonly args: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  /** Made when first asked for; most servers never do. */
  readonly files: FileSystem;
  /** Whether its files are those of its image and root may write them all: nothing to look for. */
  readonly isPlain: boolean;
  readonly hostname: string;
  /** Of its pod. */
  readonly address: string;
  /** `containerPort`s of the container. */
  readonly ports: readonly number[];
  readonly startedAtEpochMs: number;
  readonly prng: Prng;
  readonly clock: Clock;
  readonly dial: Dial;
  /** Does something later, unless the run has ended by then. */
  schedule(delayMs: number, task: () => void): void;
  /** Writes to the container's log. */
  log(text: string): void;
  /** As if it were sent SIGTERM. */
  terminate(): void;
  /** Runs a program beside the server; it is killed with the run. */
  spawn(name: string, program: () => Program): void;
}

/**
 * A program that serves until it is stopped, as data. It runs on timers, without a process of its
 * own, so that a thousand of them cost nothing while they wait.
 */
export interface Server {
  start(start: ServerStart): readonly Step[];
  /** What follows a signal that ends it at `nowEpochMs`; without an `exit` it ignores that. */
  stop(start: ServerStart, nowEpochMs: number, signal: Signal): readonly Step[];
}

/** What the own programs of an image may ask about the container that they run in. */
export interface ContainerHost {
  readonly hostname: string;
  /** The name of the container's user, or its number. */
  readonly user: string;
  readonly clock: Clock;
  readonly prng: Prng;
  readonly dial: Dial;
  /** The version of a program here; `own` where it is the image's. */
  versionOf(program: string, own: string): string;
  /** The processes of the container. */
  processes(): readonly Process[];
  /** Everything that can be run by name in the container. */
  commands(): CommandTable;
  /** Whether something in the container listens on a port. */
  isListening(port: number): boolean;
  /** Answers on a port from now on; returns what ends that. */
  listen(port: number, service: Service): () => void;
  /** From now on the container holds so much memory. */
  hold(bytes: number): void;
  /** Runs a program beside the others; it is killed with the container. */
  spawn(name: string, program: () => Program): void;
}

/** Where a system keeps its programs. */
export interface ProgramPlaces {
  /** Symbolic links by their paths: `/bin` leads to `usr/bin`. */
  readonly links: Readonly<Record<string, string>>;
  /** The path of the executable of a program of this name. */
  pathOf(program: string): string;
}

export interface Prompts {
  readonly bash: string;
  readonly sh: string;
}

/** A user that a server becomes. */
export interface ServingUser {
  readonly uid: number;
  readonly gid: number;
  readonly umask: number;
  readonly directories: readonly string[];
}

/** An image as a node has it after pulling. */
export interface Image {
  /** The full name: `docker.io/library/mysql:8.2.0`. */
  readonly reference: string;
  readonly sizeBytes: number;
  readonly usage: Usage;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** As `USER` of a Dockerfile says it: '' (root), `101`, `101:101`, `curl_user`. */
  readonly user: string;
  /**
   * Who its main program becomes when it starts as root, as scripts with `gosu` do; the directories
   * are given to that user first. Undefined: it stays who it is.
   */
  readonly servesAs: ServingUser | undefined;
  /** The root file system, by absolute path; a path that ends with `/` is a directory. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Names of the installed tools: `sh`, `ls`, `nslookup`, …; `nslookup@busybox-1.28` where another
   * program goes by the name than Debian's.
   */
  readonly tools: readonly string[];
  readonly places: ProgramPlaces;
  /** The servers of the image, by the name of their executable. */
  readonly servers: Readonly<Record<string, Server>>;
  /** Its other programs; they hide tools of the same name. */
  programs(host: ContainerHost): readonly Command[];
  /** What it is asked to stop by, as `STOPSIGNAL` of a Dockerfile says. */
  readonly stopSignal: Signal;
  /** The prompts of its shells: `\\u@\\h:\\w\\$ ` of Debian's bash, `\\$ ` of its sh. */
  readonly prompts: Prompts;
  /** False for an image that is only known by its name. */
  readonly isModelled: boolean;
}

/** An image, or why it cannot be pulled. */
export type ImageAnswer =
  | { readonly ok: true; readonly image: Image }
  | { readonly ok: false; readonly error: PullError };

export interface PullError {
  /** The waiting reason: `ErrImagePull`, or `InvalidImageName`, which is not tried at all. */
  readonly reason: 'ErrImagePull' | 'InvalidImageName' | 'ErrImageNeverPull';
  /** containerd's words. */
  readonly message: string;
}

/** All registries of the world, as far as the cluster can see. */
export interface Images {
  find(name: string): ImageAnswer;
}

/** The parts of an image's full name. */
export interface Reference {
  /** `docker.io/library/mysql`. */
  readonly repository: string;
  /** `8.2.0`; 'latest' when none is given. */
  readonly tag: string;
  /** `sha256:…`, or ''. */
  readonly digest: string;
}

const PART = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^(${PART}(?::\\d+)?(?:/${PART})*)(:\\w[\\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$`,
);

/** Takes an image name apart; undefined when it is malformed. Models distribution/reference. */
export function parseReference(name: string): Reference | undefined {
  const match = REFERENCE.exec(name);
  const path = match?.[1];
  if (path === undefined) return undefined;
  const [first = '', ...rest] = path.split('/');
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const isPort = rest.length === 0 && match?.[2] === undefined && first.includes(':');
  const [bare = '', portTag = ''] = isPort ? first.split(':') : [path];
  const short = isPort ? bare : path;
  const official = short.includes('/') ? short : `library/${short}`;
  return {
    repository: hasHost ? path : `docker.io/${official}`,
    tag: match?.[2]?.slice(1) ?? (portTag === '' ? 'latest' : portTag),
    digest: match?.[3]?.slice(1) ?? '',
  };
}

/** `docker.io/library/mysql:8.2.0`: how containerd writes a name. */
export const fullName = ({ repository, tag, digest }: Reference): string =>
  digest === '' ? `${repository}:${tag}` : `${repository}@${digest}`;

/** What containerd says about a tag that its registry does not have. */
export function notFoundError(reference: Reference): PullError {
  const name = fullName(reference);
  return {
    reason: 'ErrImagePull',
    message:
      `rpc error: code = NotFound desc = failed to pull and unpack image "${name}": ` +
      `failed to resolve reference "${name}": ${name}: not found`,
  };
}
