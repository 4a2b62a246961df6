/** A path with the home directory as `~`. Models polite_directory_format of bash. */
export function withTilde(path: string, home: string | undefined): string {
  const isHome = home !== undefined && (path === home || path.startsWith(`${home}/`));
  return isHome ? `~${path.slice(home.length)}` : path;
}
