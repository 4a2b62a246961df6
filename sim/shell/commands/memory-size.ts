/** The memory of the learner's computer, in kibibytes. */
export const MEMORY_KIB = {
  total: 8_145_236,
  used: 1_482_044,
  free: 4_310_816,
  shared: 12_448,
  cache: 2_352_376,
} as const;

/** What a small program takes of it: nothing of that is measured here. */
export const PROCESS_KIB = { virtual: 4188, resident: 3412, shared: 3020 } as const;
