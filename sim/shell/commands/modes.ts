import { errorText, type FileStat, type Program, resolvePath } from '../../kernel/index.ts';
import { accountsIn } from '../accounts.ts';
import type { Message } from '../words/gnu.ts';
import { quotedName } from './file-names.ts';
import { modeText } from './mode-text.ts';
import { misuse, type Tool, tool } from './tool.ts';

/** The mode that `644` or `u+x,go-w` makes of `mode`; undefined when it is not one. */
export function applyMode(
  mode: number,
  text: string,
  isDirectoryMode: boolean,
): number | undefined {
  if (/^0*[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let result = mode;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=][rwxXst]*|[-+=][ugo])+)$/.exec(clause);
    if (match === null) return undefined;
    const who = match[1] === '' || match[1]?.includes('a') === true ? 'ugo' : (match[1] ?? '');
    for (const [, sign = '', letters = ''] of (match[2] ?? '').matchAll(/([-+=])([rwxXstugo]*)/g)) {
      const copied = result;
      for (const one of who) {
        const shift = { u: 6, g: 3, o: 0 }[one] ?? 0;
        let bits = 0;
        if (letters.includes('r')) bits |= 4;
        if (letters.includes('w')) bits |= 2;
        if (letters.includes('x')) bits |= 1;
        if (letters.includes('X') && (isDirectoryMode || (result & 0o111) !== 0)) bits |= 1;
        for (const [from, by] of [
          ['u', 6],
          ['g', 3],
          ['o', 0],
        ] as const) {
          if (letters === from) bits |= (copied >> by) & 7;
        }
        // Without a "who", the usual umask keeps `w` from group and others.
        if (match[1] === '' && one !== 'u') bits &= ~2;
        if (sign === '+') result |= bits << shift;
        else if (sign === '-') result &= ~(bits << shift);
        else result = (result & ~(7 << shift)) | (bits << shift);
      }
      for (const [one, bit] of [
        ['u', 0o4000],
        ['g', 0o2000],
      ] as const) {
        if (!letters.includes('s') || !who.includes(one)) continue;
        result = sign === '-' ? result & ~bit : result | bit;
      }
      if (letters.includes('t')) result = sign === '-' ? result & ~0o1000 : result | 0o1000;
    }
  }
  return result;
}

/** `changed from 0644 (rw-r--r--) to 0600 (rw-------)`, or that it is what it was. */
function changeOf(stat: FileStat, before: number, after: number): string {
  const shown = (mode: number): string =>
    `${mode.toString(8).padStart(4, '0')} (${modeText({ ...stat, mode }).slice(1)})`;
  if (before === after) return `retained as ${shown(after)}`;
  return `changed from ${shown(before)} to ${shown(after)}`;
}

export const chmod = tool({
  name: 'chmod',
  summary: 'Changes the mode of files.',
  flags:
    'c|changes f|silent R|recursive v|verbose |quiet |reference: |preserve-root |no-preserve-root',
  rewrite: (args) =>
    args.includes('--')
      ? args
      : args.flatMap((arg) => (/^-[rwxXstugo]+$/.test(arg) && arg !== '-R' ? ['--', arg] : [arg])),
  *run(t) {
    const { operands, has, value } = t.args;
    const { files } = t.context;
    const reference = value('reference');
    const [text, ...names] = reference === undefined ? operands : ['', ...operands];
    if (text === undefined) return yield* misuse(t, 'chmod', 'missing operand');
    if (names.length === 0) return yield* misuse(t, 'chmod', `missing operand after ‘${text}’`);
    const model = reference === undefined ? undefined : files.stat(t.path(reference));
    if (reference === undefined && applyMode(0, text, false) === undefined) {
      return yield* misuse(t, 'chmod', ['badMode', text]);
    }
    let status = 0;
    function* change(path: string, name: string): Program<void> {
      const stat = files.stat(path);
      if (!stat.ok) {
        const link = files.lstat(path);
        if (!has('f') && !has('quiet')) {
          yield* t.err(
            link.ok && link.value.type === 'symlink'
              ? `cannot operate on dangling symlink ${quotedName(name)}`
              : ['cannotAccess', name, errorText(stat.error)],
          );
        }
        status = 1;
        return;
      }
      const isDir = stat.value.type === 'directory';
      const mode =
        model?.ok === true ? model.value.mode : applyMode(stat.value.mode, text ?? '', isDir);
      const before = stat.value.mode & 0o7777;
      const set = mode === undefined ? undefined : files.setMode(path, mode);
      if (set?.ok === false) {
        yield* t.err(`changing permissions of ${quotedName(name)}: ${errorText(set.error)}`);
        status = 1;
        return;
      }
      const after = mode ?? before;
      if (has('v') || (has('c') && after !== before)) {
        yield* t.out(`mode of ${quotedName(name)} ${changeOf(stat.value, before, after)}\n`);
      }
      if (!isDir || !has('R')) return;
      const listed = files.list(path);
      for (const child of listed.ok ? listed.value : []) {
        const below = resolvePath(path, child);
        const link = files.lstat(below);
        if (link.ok && link.value.type === 'symlink') continue;
        yield* change(below, `${name}/${child}`);
      }
    }
    for (const name of names) yield* change(t.path(name), name);
    return status;
  },
});

interface NewOwner {
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

/** The owner that `user:group`, or a group alone, means; undefined when there is none like it. */
function newOwner(t: Tool, name: 'chown' | 'chgrp', text: string): NewOwner | Message {
  const [user = '', group] = name === 'chgrp' ? ['', text] : text.split(/[:.]/);
  const find = (path: '/etc/passwd' | '/etc/group', one: string): number | undefined =>
    accountsIn(t.context.files, path).idOf(one) ?? (/^\d+$/.test(one) ? Number(one) : undefined);
  const uid = user === '' ? undefined : find('/etc/passwd', user);
  if (user !== '' && uid === undefined) return ['badUser', text];
  // `user:` takes the user's own group.
  const gid = group === undefined ? undefined : group === '' ? uid : find('/etc/group', group);
  return group !== undefined && group !== '' && gid === undefined
    ? ['badGroup', text]
    : { uid, gid };
}

const createOwner = (name: 'chown' | 'chgrp') =>
  tool({
    name,
    summary: 'Changes the owner of files.',
    flags:
      'c|changes f|silent h|no-dereference R|recursive v|verbose |quiet |reference: |from: H L P',
    *run(t) {
      const { files } = t.context;
      const { has } = t.args;
      const reference = t.args.value('reference');
      const [text, ...names] = reference === undefined ? t.args.operands : ['', ...t.args.operands];
      if (text === undefined || (reference !== undefined && names.length === 0)) {
        return yield* misuse(t, name, 'missing operand');
      }
      if (names.length === 0) return yield* misuse(t, name, `missing operand after ‘${text}’`);
      const model = reference === undefined ? undefined : files.stat(t.path(reference));
      if (model?.ok === false) {
        const why = errorText(model.error);
        yield* t.err(`failed to get attributes of ${quotedName(reference ?? '')}: ${why}`);
        return 1;
      }
      const owner =
        model === undefined
          ? newOwner(t, name, text)
          : { uid: name === 'chgrp' ? undefined : model.value.uid, gid: model.value.gid };
      if (!('uid' in owner)) {
        yield* t.err(owner);
        return 1;
      }
      let status = 0;
      function* change(path: string, shown: string, { uid, gid }: NewOwner): Program<void> {
        const real = has('h') ? { ok: true as const, value: path } : files.realPath(path);
        const stat = real.ok ? files.lstat(real.value) : real;
        const given = stat.ok
          ? files.setOwner(
              real.ok ? real.value : path,
              uid ?? stat.value.uid,
              gid ?? stat.value.gid,
            )
          : stat;
        if (!given.ok) {
          const why = errorText(given.error);
          const what = name === 'chown' ? 'ownership' : 'group';
          const changing = `changing ${what} of ${quotedName(shown)}: ${why}`;
          if (!has('f')) yield* t.err(stat.ok ? changing : ['cannotAccess', shown, why]);
          status = 1;
        }
        if (!stat.ok || stat.value.type !== 'directory' || !has('R')) return;
        const listed = files.list(path);
        for (const child of listed.ok ? listed.value : []) {
          yield* change(resolvePath(path, child), `${shown.replace(/\/$/, '')}/${child}`, {
            uid,
            gid,
          });
        }
      }
      for (const one of names) yield* change(t.path(one), one, owner);
      return status;
    },
  });

export const chown = createOwner('chown');
export const chgrp = createOwner('chgrp');
