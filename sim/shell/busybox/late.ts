import {
  type Command,
  type CommandContext,
  definePart,
  type Part,
  type Program,
} from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';

/** Runs a tool as BusyBox does. */
type RunApplet = (host: () => ShellHost, command: Command, context: CommandContext) => Program;

export const BUSYBOX: Part<RunApplet> = definePart('busybox');
/** How an applet of BusyBox 1.`minor` is called. */
export const BUSYBOX_USAGE: Part<(minor: number, name: string) => string> =
  definePart('busybox-usage');
