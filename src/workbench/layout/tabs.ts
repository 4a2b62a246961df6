/** A row of tabs: arrow keys move, as the ARIA pattern has it. */
export interface Tabs {
  /** Marks a tab as chosen, without telling anybody. */
  select(name: string): void;
}

/** Makes the tabs of `list` work; `data-<attribute>` of each is its name. */
export function startTabs(
  list: HTMLElement,
  attribute: string,
  onChoose: (name: string) => void,
): Tabs {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const nameOf = (tab: HTMLElement): string => tab.dataset[attribute] ?? '';
  const select = (name: string): void => {
    for (const tab of tabs) {
      const isChosen = nameOf(tab) === name;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    }
  };
  const choose = (tab: HTMLElement): void => {
    select(nameOf(tab));
    tab.focus();
    onChoose(nameOf(tab));
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', () => choose(tab));
    tab.addEventListener('keydown', (event) => {
      const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      const next = tabs[(index + by + tabs.length) % tabs.length];
      if (by === 0 || next === undefined) return;
      event.preventDefault();
      choose(next);
    });
  }
  return { select };
}
