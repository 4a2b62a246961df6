import { byId, idle } from './dom.ts';

const COPIED_FOR_MS = 1600;
/** Paragraphs, lists and blocks that are laid out in one task. */
const LAID_OUT_AT_ONCE = 4;

/** Makes the commands of the text work: a click runs or copies one. */
export function startProse(run: (command: string) => void): void {
  const onClick = async (event: MouseEvent): Promise<void> => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button');
    const command = button?.closest<HTMLElement>('[data-command]')?.dataset.command;
    if (button === null || command === undefined) return;
    if (button.classList.contains('command-run')) {
      run(command);
      return;
    }
    await navigator.clipboard.writeText(command);
    button.dataset.state = 'copied';
    byId('announcer').textContent = button.dataset.copied ?? '';
    setTimeout(() => {
      delete button.dataset.state;
    }, COPIED_FOR_MS);
  };
  document.getElementById('lesson-pane')?.addEventListener('click', (event) => void onClick(event));
}

/** Lays out the text below what is seen, which waited for the terminal, little by little. */
export async function layOutProse(): Promise<void> {
  const { classList } = document.documentElement;
  if (!classList.contains('prose-later')) return;
  const blocks = [...document.querySelectorAll<HTMLElement>('.prose > *')];
  for (const [at, block] of blocks.entries()) {
    if (at % LAID_OUT_AT_ONCE === 0) await idle();
    block.style.contentVisibility = 'visible';
  }
  classList.remove('prose-later');
  for (const block of blocks) block.style.contentVisibility = '';
}
