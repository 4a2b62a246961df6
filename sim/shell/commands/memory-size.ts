/** The memory of the learner's computer, in kibibytes. */
export const MEMORY_KIB = {
  total: 8_145_236,
  used: 1_482_044,
  free: 4_310_816,
  shared: 12_448,
  cache: 2_352_376,
} as const;
