import type { LoadedPart } from '../../sim/index.ts';

/** Parts that are fetched one by one. */
const LOADERS = import.meta.glob<LoadedPart>(
  ['../../sim/**/*.part.ts', '!**/{bash,tools,kubectl,requests,controllers,images}.part.ts'],
  { import: 'loaded' },
);
type Loaded = readonly LoadedPart[];
type Fetch = () => Promise<Loaded>;

/** A script of parts that come together. */
interface UsualScript {
  readonly USUAL_PARTS: Readonly<Record<string, LoadedPart>>;
}
const partsOf = ({ USUAL_PARTS }: UsualScript): Loaded => Object.values(USUAL_PARTS);

/**
 * Two scripts of the parts that nearly every command needs: a browser asks a server for six at a
 * time, and each request takes its time. One alone would take too long to start in one task.
 */
const USUAL: readonly Fetch[] = [
  async () => partsOf(await import('./usual-shell.ts')),
  async () => partsOf(await import('./usual-cluster.ts')),
];

/** What brings the part of this name: `parts/awk.part.ts` holds the part `awk`. */
function fetchersOf(name: string): readonly Fetch[] {
  const path = Object.keys(LOADERS).find((path) => path.endsWith(`/${name}.part.ts`));
  const load = path === undefined ? undefined : LOADERS[path];
  return load === undefined ? USUAL : [async () => [await load()]];
}

/** Loads what the simulator may get later than the rest. */
export interface PartLoader {
  /** What has come so far; the simulator holds this very map. */
  readonly parts: ReadonlyMap<string, unknown>;
  /** Brings the part of this name; rejects when it cannot be fetched. */
  load(name: string): Promise<void>;
  /** Brings the parts that nearly every command needs. */
  loadUsual(): Promise<void>;
  /** Brings every part, one at each `turn`, so that nothing has to wait for one. */
  loadAll(turn: () => Promise<void>): Promise<void>;
}

/**
 * Brings parts under another address: what could not be imported once, a browser does not ask for
 * again under the same. The browser's message names it.
 */
async function fetchAgain(error: unknown, times: number): Promise<Loaded> {
  const [address] = /https?:\S+\.js/.exec(String(error)) ?? [];
  if (address === undefined) throw error;
  const script: UsualScript | { readonly loaded: LoadedPart } = await import(
    /* @vite-ignore */ `${address}?again=${times}`
  );
  return 'loaded' in script ? [script.loaded] : partsOf(script);
}

/** Creates the loader of a page. */
export function createPartLoader(): PartLoader {
  const parts = new Map<string, unknown>();
  let failures = 0;
  const fetchFrom = async (fetchParts: Fetch): Promise<void> => {
    for (const { name, value } of await fetchParts()) parts.set(name, value);
  };
  const fetchWith = (fetchParts: Fetch): Promise<void> =>
    fetchFrom(fetchParts).catch((error: unknown) => {
      failures += 1;
      return fetchFrom(() => fetchAgain(error, failures));
    });
  const fetchAll = async (all: readonly Fetch[]): Promise<void> => {
    await Promise.all(all.map(fetchWith));
  };
  return {
    parts,
    async load(name) {
      await fetchAll(fetchersOf(name));
      if (!parts.has(name)) throw new Error(`the simulator has no part ${name}`);
    },
    loadUsual: () => fetchAll(USUAL),
    async loadAll(turn) {
      await fetchAll(USUAL);
      for (const load of Object.values(LOADERS)) {
        await turn();
        await fetchFrom(async () => [await load()]);
      }
    },
  };
}
