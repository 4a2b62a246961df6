import { forgetSetting, keepSetting, readSetting } from '../dom.ts';
import { type Draft, isDirty } from './files.ts';

/** A text of the learner's own files, or one that a program waits for. */
export type DraftPlace = 'file' | 'asked';

/** What is typed in the editor and not saved yet: it outlives a reload, a crash and an undo. */
export interface KeptDrafts {
  read(place: DraftPlace): Draft | undefined;
  /** Keeps a text in a moment, or forgets it when it is as its file. */
  keep(place: DraftPlace, draft: Draft): void;
  forget(place: DraftPlace): void;
  /** Keeps at once what was to be kept, and no more from then on. */
  end(): void;
}

/** After the last key. */
const KEEP_AFTER_MS = 300;
const PLACES: readonly DraftPlace[] = ['file', 'asked'];

const settingOf = (lesson: string, place: DraftPlace): string => `draft.${place}.${lesson}`;

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { path, text, base } = value as Readonly<Record<string, unknown>>;
  return [path, text, base].every((part) => typeof part === 'string');
}

function parsed(text: string | undefined): Draft | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isDraft(value) && isDirty(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets the drafts of a lesson, because it starts anew. */
export function forgetDrafts(lesson: string): void {
  for (const place of PLACES) forgetSetting(settingOf(lesson, place));
}

/** Creates what keeps the drafts of the learner's own lesson; of a session of others, nothing. */
export function keepDrafts(lesson: string, isOwn: boolean): KeptDrafts {
  const waiting = new Map<DraftPlace, Draft>();
  let timer: number | undefined;
  const keepNow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const [place, draft] of waiting) {
      if (isDirty(draft)) keepSetting(settingOf(lesson, place), JSON.stringify(draft));
      else forgetSetting(settingOf(lesson, place));
    }
    waiting.clear();
  };
  window.addEventListener('pagehide', keepNow);
  return {
    read: (place) => (isOwn ? parsed(readSetting(settingOf(lesson, place))) : undefined),
    keep(place, draft) {
      if (!isOwn || draft.path === '') return;
      waiting.set(place, draft);
      timer ??= window.setTimeout(keepNow, KEEP_AFTER_MS);
    },
    forget(place) {
      waiting.delete(place);
      if (isOwn) forgetSetting(settingOf(lesson, place));
    },
    end() {
      window.removeEventListener('pagehide', keepNow);
      keepNow();
    },
  };
}
