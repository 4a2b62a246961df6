/** SHOW CHARACTER SET: the ones that lessons meet. */
export const CHARSETS = [
  ['ascii', 'US ASCII', 'ascii_general_ci', 1n],
  ['binary', 'Binary pseudo charset', 'binary', 1n],
  ['latin1', 'cp1252 West European', 'latin1_swedish_ci', 1n],
  ['utf8mb3', 'UTF-8 Unicode', 'utf8mb3_general_ci', 3n],
  ['utf8mb4', 'UTF-8 Unicode', 'utf8mb4_0900_ai_ci', 4n],
] as const;

/** SHOW COLLATION of those. */
export const COLLATIONS = [
  ['ascii_general_ci', 'ascii', 11n, 'Yes', 'Yes', 1n, 'PAD SPACE'],
  ['binary', 'binary', 63n, 'Yes', 'Yes', 1n, 'NO PAD'],
  ['latin1_bin', 'latin1', 47n, '', 'Yes', 1n, 'PAD SPACE'],
  ['latin1_general_ci', 'latin1', 48n, '', 'Yes', 1n, 'PAD SPACE'],
  ['latin1_swedish_ci', 'latin1', 8n, 'Yes', 'Yes', 1n, 'PAD SPACE'],
  ['utf8mb3_bin', 'utf8mb3', 83n, '', 'Yes', 1n, 'PAD SPACE'],
  ['utf8mb3_general_ci', 'utf8mb3', 33n, 'Yes', 'Yes', 1n, 'PAD SPACE'],
  ['utf8mb4_0900_ai_ci', 'utf8mb4', 255n, 'Yes', 'Yes', 0n, 'NO PAD'],
  ['utf8mb4_0900_as_ci', 'utf8mb4', 305n, '', 'Yes', 0n, 'NO PAD'],
  ['utf8mb4_0900_as_cs', 'utf8mb4', 278n, '', 'Yes', 0n, 'NO PAD'],
  ['utf8mb4_0900_bin', 'utf8mb4', 309n, '', 'Yes', 1n, 'NO PAD'],
  ['utf8mb4_bin', 'utf8mb4', 46n, '', 'Yes', 1n, 'PAD SPACE'],
  ['utf8mb4_general_ci', 'utf8mb4', 45n, '', 'Yes', 1n, 'PAD SPACE'],
  ['utf8mb4_unicode_ci', 'utf8mb4', 224n, '', 'Yes', 8n, 'PAD SPACE'],
] as const;
