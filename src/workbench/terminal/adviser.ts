import { type Dictionary, fill } from '../../i18n/index.ts';
import { keepSetting, readSetting } from '../dom.ts';
import type { TerminalLink } from './link.ts';

const SETTING = 'advice';

/** Whether suggestions after mistakes are wanted. */
export const isAdviceOn = (): boolean => readSetting(SETTING) !== 'off';

export const setAdvice = (isOn: boolean): void => keepSetting(SETTING, isOn ? 'on' : 'off');

/** Says what tools suggest after commands that failed; they are no part of the output. */
export interface Adviser {
  /** Leaves out what was suggested so far. */
  skip(link: TerminalLink): void;
  /** The sentences for the commands that have failed since. */
  next(link: TerminalLink): readonly string[];
}

export function createAdviser(texts: Dictionary['advice']): Adviser {
  let said = 0;
  const failed = ({ session, terminal }: TerminalLink) =>
    session
      .commands()
      .slice(said)
      .filter((command) => command.terminal === terminal && command.endedAtMs !== undefined);
  return {
    skip({ session }) {
      said = session.commands().length;
    },
    next(link) {
      const ended = failed(link);
      said = Math.max(said, ...ended.map(({ id }) => id));
      if (!isAdviceOn()) return [];
      return ended.flatMap(({ advice }) =>
        advice === undefined ? [] : [fill(texts[advice.code], advice.values)],
      );
    },
  };
}
