/** The kernel of every machine, as `uname` and /proc tell of it. */
export const KERNEL = { release: '6.1.0-ordinal', version: '#1 SMP PREEMPT_DYNAMIC' } as const;
