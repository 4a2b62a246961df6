import type {
  Command,
  CommandTable,
  ContainerFacts,
  Dial,
  FileSystem,
  Identity,
  Prng,
  Processes,
  Queue,
} from '../kernel/index.ts';
import type { ApiServer, EventRecorder } from '../store/index.ts';
import type { Images, Prompts } from './image.ts';
import type { NodeProfile } from './profile.ts';

/** What a container is, as far as the programs in it care. */
export interface ContainerWorld {
  readonly namespace: string;
  readonly pod: string;
  readonly podIp: string;
  readonly hostname: string;
  /** '' for a user without a name. */
  readonly user: string;
  readonly identity: Identity;
  /** Its environment and its limits. */
  readonly facts: ContainerFacts;
  readonly files: FileSystem;
  /** The container's own. */
  readonly processes: Processes;
  /** Names of the tools that the image has: `sh`, `ls`, `nslookup`, … */
  readonly tools: readonly string[];
  readonly prompts: Prompts;
  /** Programs of the image itself; they hide tools of the same name. */
  readonly programs: ReadonlyMap<string, Command>;
}

/**
 * Everything that can be run by name in a container: its programs and those of its tools that
 * exist, the shell among them. Handed in, so that this layer knows neither the shell nor the
 * network's tools.
 */
export type CreateContainerCommands = (world: ContainerWorld) => CommandTable;

/** Where a program is, for what it asks of the network. */
export type ContainerPlace = Pick<ContainerWorld, 'namespace' | 'pod' | 'podIp'> & {
  /** Made when first asked for. */
  files(): FileSystem;
};

/** What the kubelets are made of. */
export interface KubeletParts {
  readonly queue: Queue;
  readonly server: ApiServer;
  readonly events: EventRecorder;
  readonly processes: Processes;
  readonly prng: Prng;
  readonly images: Images;
  readonly profile: NodeProfile;
  readonly createCommands: CreateContainerCommands;
  /** How programs of a container open connections. */
  createDial(place: ContainerPlace): Dial;
}
