import type { LoadedPart } from '../../sim/index.ts';

const LOADERS = import.meta.glob<LoadedPart>('../../sim/**/*.part.ts', { import: 'loaded' });

/** What nearly every command line and every start of a lesson needs. */
const USUAL = ['bash', 'kubectl', 'requests', 'controllers', 'images', 'tools'];

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
 * Brings a part under another address: what could not be imported once, a browser does not ask for
 * again under the same. The browser's message names it.
 */
async function fetchAgain(error: unknown, times: number): Promise<LoadedPart> {
  const [address] = /https?:\S+\.js/.exec(String(error)) ?? [];
  if (address === undefined) throw error;
  const module: { readonly loaded: LoadedPart } = await import(
    /* @vite-ignore */ `${address}?again=${times}`
  );
  return module.loaded;
}

/** Creates the loader of a page: `parts/awk.part.ts` holds the part `awk`. */
export function createPartLoader(): PartLoader {
  const parts = new Map<string, unknown>();
  let failures = 0;
  const fetchFrom = async (load: () => Promise<LoadedPart>): Promise<void> => {
    const { name, value } = await load();
    parts.set(name, value);
  };
  const load = async (name: string): Promise<void> => {
    const path = Object.keys(LOADERS).find((path) => path.endsWith(`/${name}.part.ts`));
    const load = path === undefined ? undefined : LOADERS[path];
    if (load === undefined) throw new Error(`the simulator has no part ${name}`);
    await fetchFrom(load).catch((error: unknown) => {
      failures += 1;
      return fetchFrom(() => fetchAgain(error, failures));
    });
  };
  return {
    parts,
    load,
    async loadUsual() {
      await Promise.all(USUAL.map(load));
    },
    async loadAll(turn) {
      for (const load of Object.values(LOADERS)) {
        await turn();
        await fetchFrom(load);
      }
    },
  };
}
