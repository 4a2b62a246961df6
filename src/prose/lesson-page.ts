import { parse } from 'yaml';
import { splitCommands } from './split-commands.ts';

/** A fenced block of a lesson's page. */
export interface Block {
  /** `sh`, `text`, `yaml` … */
  readonly language: string;
  /** The words behind the language: `watch`, `fails`. */
  readonly marks: readonly string[];
  readonly code: string;
  /** The line of the file on which its code begins, from 1, and the one behind its last. */
  readonly from: number;
  readonly to: number;
}

/** Something that is played when the page is proved. */
export type Step =
  | { readonly type: 'block'; readonly block: Block }
  /** What the learner does unguided, `{/* play: kubectl … *\/}`. */
  | { readonly type: 'play'; readonly command: string; readonly line: number };

export interface Link {
  readonly target: string;
  readonly line: number;
}

/** A lesson's page, taken apart. */
export interface LessonPageSource {
  /** What stands between the first two lines of three dashes. */
  readonly head: unknown;
  readonly headings: readonly { readonly text: string; readonly line: number }[];
  readonly steps: readonly Step[];
  readonly links: readonly Link[];
  /** Ids of the predictions that are shown, and whether the questions are. */
  readonly predictions: readonly string[];
  readonly hasQuestions: boolean;
  /** The text that is read: without head, blocks and marks. */
  readonly prose: string;
}

const HEAD = /^---\n([\s\S]*?)\n---\n/;
const FENCE = /^```(\S*)\s*(.*)$/;
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

interface Scan {
  readonly steps: Step[];
  readonly text: { readonly line: number; readonly words: string }[];
}

/** Parts the lines behind the head into blocks, commands that are only played, and text. */
function scan(lines: readonly string[], first: number): Scan {
  const steps: Step[] = [];
  const text: { line: number; words: string }[] = [];
  for (let at = first; at < lines.length; at++) {
    const words = lines[at] ?? '';
    const [, language, marks = ''] = FENCE.exec(words) ?? [];
    if (language !== undefined) {
      const from = at + 1;
      const end = lines.indexOf('```', from);
      at = end < 0 ? lines.length : end;
      const code = lines.slice(from, at).join('\n');
      const block = { language, marks: marks.split(/\s+/), code, from: from + 1, to: at + 1 };
      steps.push({ type: 'block', block });
      continue;
    }
    const [, command] = /^\{\/\* play: (.*) \*\/\}$/.exec(words) ?? [];
    if (command !== undefined) steps.push({ type: 'play', command, line: at + 1 });
    else text.push({ line: at + 1, words });
  }
  return { steps, text };
}

/** Takes a lesson's page apart. */
export function readLessonPage(source: string): LessonPageSource {
  const [whole = '', head = ''] = HEAD.exec(source) ?? [];
  const lines = source.split('\n');
  const { steps, text } = scan(lines, whole.split('\n').length - 1);
  const tagged = text.map(({ words }) => words).join('\n');
  return {
    head: parse(head),
    headings: text.flatMap(({ line, words }) => {
      const [, heading] = /^#{2,3} (.*)$/.exec(words) ?? [];
      return heading === undefined ? [] : [{ text: heading, line }];
    }),
    steps,
    links: text.flatMap(({ line, words }) =>
      [...words.matchAll(LINK)].map(([, target = '']) => ({ target, line })),
    ),
    predictions: [...tagged.matchAll(/<Predict id="([^"]*)"/g)].map(([, id = '']) => id),
    hasQuestions: tagged.includes('<Questions />'),
    prose: text
      .filter(({ words }) => !/^(#|<Predict|<Questions|\||\{)/.test(words))
      .map(({ words }) => words.replace(LINK, (link) => link.slice(1, link.indexOf(']'))))
      .join('\n')
      .replace(/<[^>]*>|[*_`]/g, ''),
  };
}

/** The commands of a block, or none when it holds something else. */
export const commandsOf = (block: Block): readonly string[] =>
  block.language === 'sh' ? splitCommands(block.code) : [];
