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

/**
 * Where a file went to that was at `path` before: to the only new path with the same content.
 * Undefined when there is none.
 */
export function movedTo(
  path: string,
  before: readonly HomeFile[],
  now: readonly HomeFile[],
): string | undefined {
  const old = before.find((file) => file.path === path);
  if (old === undefined) return undefined;
  const known = new Set(before.map((file) => file.path));
  const same = now.filter((file) => !known.has(file.path) && file.content === old.content);
  return same.length === 1 ? same[0]?.path : undefined;
}

export const isFileName = (name: string): boolean =>
  /^[\w][\w./-]*$/.test(name) && !name.includes('..');

/** A word of a shell command line for `path`. */
export const quoted = (path: string): string =>
  /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;

/**
 * A word of a shell command line for a file of the home directory, from where the shell stands
 * that shows `prompt`.
 */
export const pathFrom = (name: string, prompt: string): string =>
  name.startsWith('/') || /:~[$#] *$/.test(prompt) ? quoted(name) : `~/${quoted(name)}`;
