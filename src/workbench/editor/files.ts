/** A file of the home directory, as the session has it. */
export interface HomeFile {
  readonly path: string;
  readonly content: string;
}

/** What is being edited: the text in the editor, and the file's content that it came from. */
export interface Draft {
  readonly path: string;
  readonly text: string;
  readonly base: string;
}

export const isDirty = (draft: Draft): boolean => draft.text !== draft.base;

/** Whether the file was changed elsewhere while it is being edited. */
export const isChangedOutside = (draft: Draft, files: readonly HomeFile[]): boolean => {
  const file = files.find(({ path }) => path === draft.path);
  return file !== undefined && file.content !== draft.base && file.content !== draft.text;
};

/** What all paths begin with, up to a slash: the home directory. */
export function homeOf(files: readonly HomeFile[], fallback: string): string {
  const first = files[0]?.path;
  if (first === undefined) return fallback;
  let home = first.slice(0, first.lastIndexOf('/'));
  for (const { path } of files) {
    while (!path.startsWith(`${home}/`)) home = home.slice(0, home.lastIndexOf('/'));
  }
  return home;
}

export const isFileName = (name: string): boolean =>
  /^[\w][\w./-]*$/.test(name) && !name.includes('..');

/** A word of a shell command line for `path`. */
export const quoted = (path: string): string =>
  /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
