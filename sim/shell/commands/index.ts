import type { Command } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import * as basic from './text-basic.ts';
import * as fields from './text-fields.ts';

/** Every tool of the shell, over the host that they start other commands on. */
export function createCoreCommands(_host: () => ShellHost): Command[] {
  return [
    basic.cat, basic.head, basic.tail, basic.tee, basic.wc, basic.tac, basic.rev, basic.nl,
    fields.cut, fields.tr, fields.uniq, fields.paste, fields.join, fields.comm,
  ]; // biome-ignore format: a table reads better in rows
}
