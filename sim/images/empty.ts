import type { Image } from '../node/index.ts';

/** Everything of an image but its name, what it takes of its machine and what comes with all. */
export type ImageContent = Omit<Image, 'reference' | 'usage'>;

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Of a bash that nothing configures. */
export const PLAIN_PROMPT = '\\s-\\v\\$ ';

/** An image without programs of its own. */
export const EMPTY: ImageContent = {
  sizeBytes: 1_000_000,
  entrypoint: [],
  command: [],
  env: { PATH },
  workingDirectory: '/',
  user: '',
  servesAs: undefined,
  files: {},
  tools: [],
  places: { links: {}, pathOf: (program) => `/usr/bin/${program}` },
  servers: {},
  programs: () => [],
  stopSignal: 'SIGTERM',
  prompts: { bash: PLAIN_PROMPT, sh: '\\$ ' },
  isModelled: true,
};
