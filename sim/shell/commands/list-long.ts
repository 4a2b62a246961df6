import type { FileStat, Program } from '../../kernel/index.ts';
import { accountsIn } from '../accounts.ts';
import { formatDate } from '../dates.ts';
import { humanSize } from './human-size.ts';
import { type Entry, label } from './list-name.ts';
import { modeText } from './mode-text.ts';
import type { Tool } from './tool.ts';

/** Kilobytes that a file takes on the disk. */
export const blocksOf = (stat: FileStat): number =>
  stat.type === 'symlink' ? 0 : Math.ceil(stat.size / 4096) * 4;

/** Blocks as they are shown: with a unit where that is asked for. */
export const shownBlocks = ({ args }: Tool, blocks: number): string =>
  args.has('h') && blocks > 0 ? humanSize(blocks * 1024) : String(blocks);

const SIX_MONTHS_MS = 15_778_476_000;

/** How a listing shows owners or groups. */
function namesOf(t: Tool, path: '/etc/passwd' | '/etc/group'): (id: number) => string {
  if (t.args.has('n')) return String;
  const { nameOf } = accountsIn(t.context.files, path);
  return (id) => nameOf(id) ?? String(id);
}

/** One line for each entry, with all that `ls -l` tells. */
export function* printLong(t: Tool, entries: readonly Entry[]): Program<void> {
  const { has } = t.args;
  const users = namesOf(t, '/etc/passwd');
  const groups = namesOf(t, '/etc/group');
  const now = t.context.files.stat('/');
  const newest = Math.max(
    now.ok ? now.value.modifiedEpochMs : 0,
    ...entries.map((one) => one.stat.modifiedEpochMs),
  );
  const rows = entries.map((entry) => {
    const { stat } = entry;
    const isRecent = newest - stat.modifiedEpochMs < SIX_MONTHS_MS;
    const style = t.args.value('time-style');
    const format =
      style === 'long-iso'
        ? '%Y-%m-%d %H:%M'
        : style === 'iso'
          ? isRecent
            ? '%m-%d %H:%M'
            : '%Y-%m-%d '
          : style === 'full-iso' || has('full-time')
            ? '%Y-%m-%d %H:%M:%S.%N %z'
            : style?.startsWith('+') === true
              ? style.slice(1)
              : isRecent
                ? '%b %e %H:%M'
                : '%b %e  %Y';
    return {
      mode: modeText(stat),
      links: String(stat.links),
      user: users(stat.uid),
      group: groups(stat.gid),
      size: stat.type === 'device' ? '1, 3' : has('h') ? humanSize(stat.size) : String(stat.size),
      time: formatDate(format, stat.modifiedEpochMs),
      name: label(t, entry, true),
      inode: String(stat.inode),
      blocks: shownBlocks(t, blocksOf(stat)),
    };
  });
  const width = (pick: (row: (typeof rows)[number]) => string): number =>
    Math.max(0, ...rows.map((row) => pick(row).length));
  const widths = {
    links: width((row) => row.links),
    user: width((row) => row.user),
    group: width((row) => row.group),
    size: width((row) => row.size),
    inode: width((row) => row.inode),
    blocks: width((row) => row.blocks),
  };
  for (const row of rows) {
    const links = row.links.padStart(widths.links);
    const size = row.size.padStart(widths.size);
    const inode = has('i') ? `${row.inode.padStart(widths.inode)} ` : '';
    const blocks = has('s') ? `${row.blocks.padStart(widths.blocks)} ` : '';
    const user = has('g') ? '' : `${row.user.padEnd(widths.user)} `;
    // Nothing here has a context of SELinux.
    const group =
      (has('o') || has('G') ? '' : `${row.group.padEnd(widths.group)} `) + (has('Z') ? '? ' : '');
    yield* t.out(
      `${inode}${blocks}${row.mode} ${links} ${user}${group}${size} ${row.time} ${row.name}\n`,
    );
  }
}
