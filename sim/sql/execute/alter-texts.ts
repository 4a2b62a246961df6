import type { Env } from '../dialect.ts';
import type { Column } from '../storage/model.ts';

/** What a table says of its texts. */
interface Texts {
  readonly columns: Column[];
  readonly options: Record<string, string>;
}

/** Sets an option of a table; a new character set brings its own collation. */
export function setOption(
  options: Record<string, string>,
  { name, value }: { readonly name: string; readonly value: string },
): void {
  if (name === 'charset') delete options['collate'];
  if (value !== '') options[name] = value;
}

/** A column of a statement, with what it takes from its table. */
export const inherited = (
  env: Env,
  { options }: Pick<Texts, 'options'>,
  column: Column,
): Column => ({
  ...column,
  type: env.dialect.inherited(column.type, options),
});

/** All texts of a table in its own collation. */
export const convertTexts = (env: Env, draft: Texts): void => {
  draft.columns.forEach((column, i) => {
    const bare = { ...column, type: { ...column.type, isCollated: false } };
    const { isCollated } = column.type;
    const converted = inherited(env, draft, bare);
    draft.columns[i] = { ...converted, type: { ...converted.type, isCollated } };
  });
};
