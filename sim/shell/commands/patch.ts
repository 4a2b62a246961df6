import { errorText, type Program, readAll, resolvePath } from '../../kernel/index.ts';
import { shownName } from './file-names.ts';
import { openInput } from './inputs.ts';
import { type FilePatch, type Hunk, readPatch, reversed } from './patch-read.ts';
import { type Tool, tool } from './tool.ts';

/** How many lines of context may be wrong. */
const MOST_FUZZ = 2;

/** What lines of a file and of a hunk need to have in common. */
interface Fitting {
  readonly mostFuzz: number;
  /** Whether two lines count as the same. */
  isSame(one: string, other: string): boolean;
}

/** A line to which runs of blanks are one, and those at its end none. */
const withOneBlank = (line: string): string => line.replace(/[ \t]+/g, ' ').trimEnd();

const fittingOf = (t: Tool): Fitting => ({
  mostFuzz: Number(t.args.value('F') ?? MOST_FUZZ),
  isSame: t.args.has('l')
    ? (one, other) => withOneBlank(one) === withOneBlank(other)
    : (one, other) => one === other,
});

/** Where files are: where patch was started, or where -d says. */
const placeIn = (t: Tool, name: string): string =>
  resolvePath(t.path(t.args.value('d') ?? '.'), name);

interface Place {
  readonly at: number;
  readonly fuzz: number;
}

interface Applied {
  readonly lines: readonly string[];
  readonly isEnded: boolean;
  readonly places: readonly (Place | undefined)[];
}

const sideOf = (hunk: Hunk, without: '+' | '-'): string[] =>
  hunk.lines.filter(({ mark }) => mark !== without).map(({ text }) => text);

/** How many lines of context a hunk begins and ends with. */
function contextOf(hunk: Hunk): { readonly before: number; readonly after: number } {
  const first = hunk.lines.findIndex(({ mark }) => mark !== ' ');
  const last = hunk.lines.findLastIndex(({ mark }) => mark !== ' ');
  return { before: Math.max(0, first), after: hunk.lines.length - 1 - last };
}

/** Where a hunk fits: nearest to where it says, with as little fuzz as can be. */
function placeOf(
  lines: readonly string[],
  hunk: Hunk,
  offset: number,
  from: number,
  { mostFuzz, isSame }: Fitting,
): Place | undefined {
  const wanted = sideOf(hunk, '+');
  const { before, after } = contextOf(hunk);
  const least = Math.max(before, after);
  for (let fuzz = 0; fuzz <= Math.min(mostFuzz, least); fuzz++) {
    const [cut, left] = [Math.max(0, fuzz - (least - before)), Math.max(0, fuzz - (least - after))];
    const core = wanted.slice(cut, wanted.length - left);
    const guess = hunk.oldStart - 1 + offset;
    const fits = (at: number): boolean =>
      at >= from &&
      at + cut + core.length <= lines.length &&
      core.every((line, i) => isSame(lines[at + cut + i] as string, line));
    // Less context in front than behind means that it is from the start of a file.
    const isAtStart = hunk.oldStart <= 1 && before < after && fuzz === 0;
    for (let away = 0; away <= lines.length; away++) {
      if (fits(guess + away)) return { at: guess + away, fuzz };
      if (isAtStart) break;
      if (away > 0 && fits(guess - away)) return { at: guess - away, fuzz };
    }
  }
  return undefined;
}

/** Applies every hunk that fits. */
function applied(text: string, hunks: readonly Hunk[], fitting: Fitting): Applied {
  const before = text.split('\n');
  let isEnded = before.at(-1) === '';
  if (isEnded) before.pop();
  const out: string[] = [];
  const places: (Place | undefined)[] = [];
  let from = 0;
  let offset = 0;
  for (const hunk of hunks) {
    const place = placeOf(before, hunk, offset, from, fitting);
    places.push(place);
    if (place === undefined) continue;
    offset = place.at - (hunk.oldStart - 1);
    out.push(...before.slice(from, place.at));
    let at = place.at;
    for (const { mark, text: line } of hunk.lines) {
      if (mark === '+') out.push(line);
      else {
        // Where there is fuzz, the file's own lines stay.
        if (mark === ' ') out.push(before[at] ?? line);
        at++;
      }
    }
    from = at;
    if (from >= before.length) isEnded = !hunk.isNewUnended;
  }
  out.push(...before.slice(from));
  return { lines: out, isEnded: isEnded || text === '', places };
}

const stripped = (name: string, count: number | undefined): string => {
  if (count === undefined) return name.slice(name.lastIndexOf('/') + 1);
  let rest = name;
  for (let i = 0; i < count; i++) {
    const cut = /^[^/]*\/+/.exec(rest)?.[0].length;
    if (cut === undefined) return '';
    rest = rest.slice(cut);
  }
  return rest;
};

/** A hunk as a rejects file has it. */
function rejected(hunk: Hunk): string {
  const [olds, news] = [sideOf(hunk, '+').length, sideOf(hunk, '-').length];
  const range = (start: number, count: number): string =>
    count === 1 ? String(start) : `${count === 0 ? start - 1 : start},${count}`;
  const head = `@@ -${range(hunk.oldStart, olds)} +${range(hunk.newStart, news)} @@\n`;
  return head + hunk.lines.map(({ mark, text }) => `${mark}${text}\n`).join('');
}

const hunksText = (count: number, all: number): string =>
  `${count} out of ${all} hunk${all === 1 ? '' : 's'}`;

/** The file that a patch is for; undefined when none of its names is there. */
function targetOf(t: Tool, patch: FilePatch): string | undefined {
  const level = t.args.value('p');
  const strip = level === undefined ? undefined : Number(level);
  const isThere = (name: string): boolean => t.context.files.stat(placeIn(t, name)).ok;
  const names = [patch.oldName, patch.newName].filter((one) => one !== '/dev/null');
  const candidates = names.map((one) => stripped(one, strip)).filter((one) => one !== '');
  const found = candidates.filter(isThere).sort((a, b) => a.length - b.length)[0];
  return found ?? (patch.oldName === '/dev/null' ? candidates[0] : undefined);
}

/** Tells of a patch whose file is not there; it is passed over. */
function* passOver(t: Tool, patch: FilePatch): Program<void> {
  const isNamed = t.args.value('p') !== undefined;
  const hint = isNamed
    ? 'Perhaps you used the wrong -p or --strip option?'
    : 'Perhaps you should have used the -p or --strip option?';
  yield* t.out(`can't find file to patch at input line ${patch.line}\n${hint}\n`);
  const rule = '--------------------------\n';
  const shown = patch.header.map((line) => `|${line}\n`).join('');
  yield* t.out(`The text leading up to this was:\n${rule}${shown}${rule}`);
  yield* t.out('File to patch: \nSkip this patch? [y] \nSkipping patch.\n');
  yield* t.out(`${hunksText(patch.hunks.length, patch.hunks.length)} ignored\n`);
}

/** Tells how each hunk went. */
function* report(t: Tool, patch: FilePatch, places: Applied['places']): Program<void> {
  let offset = 0;
  for (const [i, place] of places.entries()) {
    const hunk = patch.hunks[i] as Hunk;
    if (place === undefined) {
      yield* t.out(`Hunk #${i + 1} FAILED at ${hunk.oldStart + offset}.\n`);
      continue;
    }
    const moved = place.at - (hunk.oldStart - 1);
    offset = moved;
    const newAt = hunk.newStart + moved;
    const fuzz = place.fuzz > 0 ? ` with fuzz ${place.fuzz}` : '';
    const lines = `${moved} line${Math.abs(moved) === 1 ? '' : 's'}`;
    if (moved === 0 && fuzz === '' && !t.args.has('verbose')) continue;
    const where = moved === 0 ? '' : ` (offset ${lines})`;
    yield* t.out(`Hunk #${i + 1} succeeded at ${newAt}${fuzz}${where}.\n`);
  }
}

function* patchFile(t: Tool, given: FilePatch, named: string | undefined): Program {
  const { has, value } = t.args;
  const { files } = t.context;
  const patch = has('R') ? reversed(given) : given;
  const name = named ?? targetOf(t, patch);
  if (name === undefined) {
    yield* passOver(t, given);
    return 1;
  }
  const path = placeIn(t, name);
  const old = files.read(path);
  if (!old.ok && patch.oldName !== '/dev/null' && named === undefined) {
    yield* t.err(`**** Can't open file ${shownName(name)} : ${errorText(old.error)}`);
    return 2;
  }
  const target = value('o') ?? name;
  const isDry = has('dry-run');
  const verb = isDry ? 'checking' : 'patching';
  const readFrom = target === name ? '' : ` (read from ${shownName(name)})`;
  // With the result on standard output the rest is told beside it.
  const tell = target === '-' ? t.context.stderr.write : t.out;
  if (!has('s')) yield* tell(`${verb} file ${shownName(target)}${readFrom}\n`);
  if (!old.ok && patch.oldName !== '/dev/null') {
    yield* t.err(`**** Can't reopen file ${shownName(name)} : ${errorText(old.error)}`);
    return 2;
  }
  const text = old.ok ? old.value : '';
  const fitting = fittingOf(t);
  const forth = applied(text, patch.hunks, fitting);
  const [first] = forth.places;
  const back = first === undefined ? applied(text, reversed(patch).hunks, fitting) : undefined;
  const isBack = back?.places.every((place) => place !== undefined) === true && old.ok;
  if (isBack && has('t')) {
    yield* tell('Reversed (or previously applied) patch detected!  Assuming -R.\n');
  } else if (isBack && !has('f')) {
    const all = patch.hunks.length;
    if (has('N')) {
      yield* tell('Reversed (or previously applied) patch detected!  Skipping patch.\n');
    } else {
      yield* tell(
        `${has('R') ? 'Unreversed' : 'Reversed (or previously applied)'} patch detected!  ` +
          `${has('R') ? 'Ignore' : 'Assume'} -R? [n] \nApply anyway? [n] \nSkipping patch.\n`,
      );
    }
    const kept = isDry ? '' : ` -- saving rejects to file ${target}.rej`;
    yield* tell(`${hunksText(all, all)} ignored${kept}\n`);
    if (!isDry) files.write(placeIn(t, `${target}.rej`), rejects(patch, patch.hunks));
    return 1;
  }
  const result = isBack && has('t') ? (back as Applied) : forth;
  if (!has('s')) yield* report(t, patch, result.places);
  const failed = patch.hunks.filter((_, i) => result.places[i] === undefined);
  const isExact = result.places.every(
    (place, i) => place?.fuzz === 0 && place.at === (patch.hunks[i] as Hunk).oldStart - 1,
  );
  if (!isDry)
    yield* keep(t, { patch, path: placeIn(t, target), text, result, isExact, isNew: !old.ok });
  if (failed.length === 0) return 0;
  const kept = isDry ? '' : ` -- saving rejects to file ${target}.rej`;
  yield* tell(`${hunksText(failed.length, patch.hunks.length)} FAILED${kept}\n`);
  if (!isDry) files.write(placeIn(t, `${target}.rej`), rejects(patch, failed));
  return 1;
}

const rejects = (patch: FilePatch, hunks: readonly Hunk[]): string =>
  `--- ${patch.oldName}\n+++ ${patch.newName}\n${hunks.map(rejected).join('')}`;

/** What is written once it is known what comes out. */
interface Kept {
  readonly patch: FilePatch;
  readonly path: string;
  readonly text: string;
  readonly result: Applied;
  /** Whether every hunk was where it said. */
  readonly isExact: boolean;
  readonly isNew: boolean;
}

function* keep(t: Tool, { patch, path, text, result, isExact, isNew }: Kept): Program<void> {
  const { files } = t.context;
  const { has } = t.args;
  const wantsBackup = has('b') || (!isExact && !has('no-backup-if-mismatch'));
  if (wantsBackup && !isNew) files.write(`${path}${t.args.value('z') ?? '.orig'}`, text);
  const out = result.lines.join('\n') + (result.isEnded && result.lines.length > 0 ? '\n' : '');
  if (t.args.value('o') === '-') {
    yield* t.out(out);
    return;
  }
  if (out === '' && (has('E') || patch.newName === '/dev/null')) {
    files.remove(path);
    return;
  }
  const written = files.write(path, out);
  if (!written.ok) yield* t.err(`**** Can't write to file ${path} : ${errorText(written.error)}`);
}

/** `patch`: applies what `diff -u` or `diff` printed. */
export const patch = tool({
  name: 'patch',
  summary: 'Applies a difference to files.',
  usageStatus: 2,
  flags:
    'p|strip: R|reverse i|input: o|output: b|backup z|suffix: s|quiet |silent N|forward f|force ' +
    'E|remove-empty-files F|fuzz: t|batch u|unified n|normal d|directory: l|ignore-whitespace ' +
    '|dry-run |verbose |no-backup-if-mismatch |posix |binary',
  *run(t) {
    const [file, given] = t.args.operands;
    const source = t.args.value('i') ?? given ?? '-';
    const opened = openInput(t, source);
    if (!opened.ok) {
      yield* t.err(`**** Can't open patch file ${shownName(source)} : ${opened.error}`);
      return 2;
    }
    const text = yield* readAll(opened.reader);
    const patches = readPatch(text);
    if (patches.length === 0) {
      if (text === '') return 0;
      yield* t.err('**** Only garbage was found in the patch input.');
      return 2;
    }
    let status = 0;
    for (const one of patches) {
      status = Math.max(status, yield* patchFile(t, one, file));
      if (status === 2) return 2;
    }
    return status;
  },
});
