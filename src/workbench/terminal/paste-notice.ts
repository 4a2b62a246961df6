import { fill } from '../../i18n/index.ts';
import { PASTE_LIMIT, readPaste } from '../../machines/index.ts';
import type { TerminalHost } from './host.ts';
import type { Outlet } from './link.ts';
import type { TerminalActor } from './painter.ts';
import type { Screen } from './screen.ts';

const PREVIEW_LINES = 8;

/** What a paste needs of its terminal. */
export interface PasteTarget extends TerminalHost {
  readonly actor: TerminalActor;
  readonly screen: Screen;
  readonly outlet: Outlet;
}

function refuse({ texts, notices, screen }: PasteTarget, text: string): void {
  const close = { label: texts.saved.dismiss, isPrimary: false, run: screen.focus };
  notices.show('paste', { text, preview: '', actions: [close] });
}

function tooLong({ texts }: PasteTarget, size: number): string {
  const number = new Intl.NumberFormat(document.documentElement.lang);
  return fill(texts.terminal.pasteTooLong, {
    size: number.format(size),
    limit: number.format(PASTE_LIMIT),
  });
}

/** Shows several lines and asks whether to run them. */
function review(target: PasteTarget, lines: readonly string[]): void {
  const { texts, notices, actor, screen, outlet } = target;
  const t = texts.terminal;
  actor.send({ type: 'PASTE', lines });
  const end = (type: 'PASTE_RUN' | 'PASTE_DROP'): void => {
    actor.send({ type });
    screen.focus();
    if (type === 'PASTE_DROP') return;
    const first = actor.getSnapshot().context.line.text;
    actor.send({ type: 'REPLACE', text: '' });
    for (const [index, line] of lines.entries()) outlet.submit(index === 0 ? first + line : line);
  };
  const more = lines.length - PREVIEW_LINES;
  const preview = lines.slice(0, PREVIEW_LINES).join('\n');
  const run = (): void => end('PASTE_RUN');
  const drop = (): void => end('PASTE_DROP');
  const element = notices.show('paste', {
    text: `${fill(t.pasteTitle, { lines: lines.length })} ${t.pasteText}`,
    preview: more > 0 ? `${preview}\n${fill(t.pasteMore, { count: more })}` : preview,
    actions: [
      { label: fill(t.pasteRun, { lines: lines.length }), isPrimary: true, run },
      { label: texts.time.cancel, isPrimary: false, run: drop },
    ],
  });
  element.querySelector('button')?.focus();
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    notices.hide('paste');
    drop();
  });
}

/** Takes what was pasted: into the line, or, when it is several lines, after a look at them. */
export function takePaste(target: PasteTarget, pasted: string): void {
  if (target.actor.getSnapshot().matches('keyed')) {
    target.actor.send({ type: 'SENT', data: pasted });
    return;
  }
  const paste = readPaste(pasted);
  if (paste.type === 'too-long') refuse(target, tooLong(target, paste.size));
  else if (paste.type === 'lines') review(target, paste.lines);
  else if (paste.text !== '') target.actor.send({ type: 'INSERT', text: paste.text });
}

/** Takes what the clipboard holds, if the browser gives it to the page. */
export async function pasteClipboard(target: PasteTarget): Promise<void> {
  target.screen.focus();
  const pasted = await navigator.clipboard?.readText().catch(() => undefined);
  if (pasted === undefined) refuse(target, target.texts.terminal.pasteRefused);
  else takePaste(target, pasted);
}
