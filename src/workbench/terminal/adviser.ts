import { type Dictionary, fill } from '../../i18n/index.ts';
import { keepSetting, readSetting } from '../dom.ts';
import type { TerminalLink } from './link.ts';

const SETTING = 'advice';

/** Whether suggestions after mistakes are wanted. */
export const isAdviceOn = (): boolean => readSetting(SETTING) !== 'off';

export const setAdvice = (isOn: boolean): void => keepSetting(SETTING, isOn ? 'on' : 'off');

/** A suggestion as it is shown, and how much the terminal had printed before it. */
export interface PlacedAdvice {
  readonly at: number;
  readonly sentence: string;
}

/** Says what tools suggest after mistakes; that is no part of the output. */
export interface Adviser {
  /** Leaves out what was suggested so far. */
  skip(link: TerminalLink): void;
  /** What has been suggested since. */
  next(link: TerminalLink): readonly PlacedAdvice[];
}

export function createAdviser(texts: Dictionary['advice']): Adviser {
  let said = 0;
  return {
    skip({ session, terminal }) {
      said = session.advice(terminal).length;
    },
    next({ session, terminal }) {
      const fresh = session.advice(terminal).slice(said);
      said += fresh.length;
      if (!isAdviceOn()) return [];
      return fresh.map(({ at, code, values }) => ({ at, sentence: fill(texts[code], values) }));
    },
  };
}
