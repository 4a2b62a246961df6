import {
  type Command,
  type CommandContext,
  definePart,
  lateCommand,
  need,
  ownAt,
  type Part,
  type Program,
} from '../kernel/index.ts';
import { BUSYBOX } from './busybox/late.ts';
import type { StreamingCommand } from './commands/tool.ts';
import type { ShellHost } from './types.ts';

type CreateCommand = (host: () => ShellHost) => Command;

export const TOOLS: Part<(host: () => ShellHost) => readonly Command[]> = definePart('tools');
export const AWK: Part<CreateCommand> = definePart('awk');
export const JQ: Part<CreateCommand> = definePart('jq');
export const YQ: Part<CreateCommand> = definePart('yq');

/** What can be run by name while the tools themselves have not come: just these. */
export const TOOL_NAMES: readonly string[] = `
  [ arch b2sum base32 base64 basename basenc bc cat chgrp chmod chown chrt cksum clear cmp column comm cp csplit cut
  date dd df diff dir dirname du echo egrep env envsubst expand expr factor fallocate false fgrep file find fmt
  fold
  free getconf getopt grep groups gunzip gzip hd head hexdump hostid hostname id install ionice join kill killall less link ln logger logname look ls man md5sum mkdir mkfifo mktemp
  more mount mv nano nice nl nohup nproc numfmt od paste pathchk patch pgrep pidof pkill printenv printf ps pwd readlink
  realpath reset rev rm rmdir sdiff sed seq setsid sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep
  sort split sponge stat stdbuf strings stty sum sync tac tail tar taskset tee test time timeout top touch tput tr tree true truncate
  tsort tty uname unexpand uniq unlink uptime users vdir vi vim watch wc whereis which who whoami xargs xxd yes zcat
  zegrep zfgrep zgrep
`
  .trim()
  .split(/\s+/);

const LANGUAGES: Readonly<Record<string, Part<CreateCommand>>> = { awk: AWK, jq: JQ, yq: YQ };

/** All tools of the shell but `busybox`. */
export const LATE_TOOL_NAMES: ReadonlySet<string> = new Set([
  ...TOOL_NAMES,
  ...Object.keys(LANGUAGES),
]);

/** Makes tools of the shell by name; their code comes when one of them runs. */
export function createToolMaker(host: () => ShellHost): (name: string) => Command {
  let table: ReadonlyMap<string, Command> | undefined;
  const toolOf = (create: (host: () => ShellHost) => readonly Command[], name: string): Command => {
    table ??= new Map(create(host).map((command) => [command.name, command]));
    const command = table.get(name);
    if (command === undefined) throw new Error(`no tool is named ${name}`);
    return command;
  };
  const made = new Map<string, Command>();
  const language = (create: CreateCommand, name: string): Command => {
    const command = made.get(name) ?? create(host);
    made.set(name, command);
    return command;
  };
  return (name) => {
    if (name === 'busybox') return appletOf(host, BUSYBOX_ITSELF);
    const part = ownAt(LANGUAGES, name);
    const tool =
      part === undefined ? lateTool(name, TOOLS, toolOf) : lateTool(name, part, language);
    return appletOf(host, tool);
  };
}

function* runTool(host: () => ShellHost, tool: Command, context: CommandContext): Program {
  if (host().busybox === undefined) return yield* tool.run(context);
  const runApplet = yield* need(BUSYBOX);
  return yield* runApplet(host, tool, context);
}

/** `busybox`, which only the part knows how to run. */
const BUSYBOX_ITSELF: StreamingCommand = {
  name: 'busybox',
  summary: '',
  opensStreams: true,
  // biome-ignore lint/correctness/useYield: outside of a BusyBox there is none
  *run() {
    return 127;
  },
};

/** A tool that is BusyBox's applet where that is there. */
const appletOf = (host: () => ShellHost, tool: StreamingCommand): StreamingCommand => ({
  ...tool,
  run: (context) => runTool(host, tool, context),
});

/** A tool reads what a path such as /dev/fd/63 gives as it comes. */
const lateTool = <T>(
  name: string,
  part: Part<T>,
  choose: (found: T, name: string) => Command,
): StreamingCommand => Object.assign(lateCommand(name, '', part, choose), OPENS_STREAMS);

const OPENS_STREAMS = { opensStreams: true } as const;
