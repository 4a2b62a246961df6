import { byId } from './dom.ts';

const COPIED_FOR_MS = 1600;

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
