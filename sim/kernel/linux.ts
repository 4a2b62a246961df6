/** The kernel of every machine, as its node, `uname` and /proc tell of it. */
export const LINUX = {
  release: '6.12.43',
  version: '#1 SMP PREEMPT_DYNAMIC',
  bootId: '7d6e5c4b-3a29-4180-9f0e-1d2c3b4a5968',
} as const;
