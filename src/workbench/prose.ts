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
    const label = button.textContent;
    await navigator.clipboard.writeText(command);
    button.textContent = button.dataset.copied ?? label;
    setTimeout(() => {
      button.textContent = label;
    }, COPIED_FOR_MS);
  };
  document.getElementById('lesson-pane')?.addEventListener('click', (event) => void onClick(event));
}
