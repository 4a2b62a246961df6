import type { LoadedPart } from '../../sim/index.ts';

/** Parts that are fetched one by one. */
const LOADERS = import.meta.glob<LoadedPart>(
  ['../../sim/**/*.part.ts', '!**/{bash,tools,kubectl,requests,controllers,images}.part.ts'],
  { import: 'loaded' },
);
type Loaded = readonly LoadedPart[];

/** What brings the part of this name: `parts/awk.part.ts` holds the part `awk`. */
function fetcherOf(name: string): () => Promise<Loaded> {
  const path = Object.keys(LOADERS).find((path) => path.endsWith(`/${name}.part.ts`));
  const load = path === undefined ? undefined : LOADERS[path];
  return load === undefined ? fetchUsual : async () => [await load()];
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

async function fetchUsual(): Promise<Loaded> {
  return Object.values((await import('./usual-parts.ts')).USUAL_PARTS);
}

/** What a script of parts gives. */
interface PartScript {
  readonly loaded?: LoadedPart;
  readonly USUAL_PARTS?: Readonly<Record<string, LoadedPart>>;
}

/**
 * Brings parts under another address: what could not be imported once, a browser does not ask for
 * again under the same. The browser's message names it.
 */
async function fetchAgain(error: unknown, times: number): Promise<Loaded> {
  const [address] = /https?:\S+\.js/.exec(String(error)) ?? [];
  if (address === undefined) throw error;
  const { loaded, USUAL_PARTS = {} }: PartScript = await import(
    /* @vite-ignore */ `${address}?again=${times}`
  );
  return loaded === undefined ? Object.values(USUAL_PARTS) : [loaded];
}

/** Creates the loader of a page. */
export function createPartLoader(): PartLoader {
  const parts = new Map<string, unknown>();
  let failures = 0;
  const fetchFrom = async (fetchParts: () => Promise<Loaded>): Promise<void> => {
    for (const { name, value } of await fetchParts()) parts.set(name, value);
  };
  const fetchWith = (fetchParts: () => Promise<Loaded>): Promise<void> =>
    fetchFrom(fetchParts).catch((error: unknown) => {
      failures += 1;
      return fetchFrom(() => fetchAgain(error, failures));
    });
  return {
    parts,
    async load(name) {
      await fetchWith(fetcherOf(name));
      if (!parts.has(name)) throw new Error(`the simulator has no part ${name}`);
    },
    loadUsual: () => fetchWith(fetchUsual),
    async loadAll(turn) {
      await fetchWith(fetchUsual);
      for (const load of Object.values(LOADERS)) {
        await turn();
        await fetchFrom(async () => [await load()]);
      }
    },
  };
}
