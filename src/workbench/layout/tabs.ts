/**
 * A row of tabs: arrow keys move, as the ARIA pattern has it. Tabs may come and go. A tab with
 * `data-news` loses it when it is chosen.
 */
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
  const tabsNow = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const nameOf = (tab: HTMLElement): string => tab.dataset[attribute] ?? '';
  const select = (name: string): void => {
    for (const tab of tabsNow()) {
      const isChosen = nameOf(tab) === name;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      if (isChosen) delete tab.dataset.news;
    }
  };
  const choose = (tab: HTMLElement): void => {
    select(nameOf(tab));
    tab.focus();
    onChoose(nameOf(tab));
  };
  const tabOf = (event: Event): HTMLElement | null =>
    (event.target as Element).closest<HTMLElement>('[role=tab]');
  list.addEventListener('click', (event) => {
    const tab = tabOf(event);
    if (tab !== null) choose(tab);
  });
  list.addEventListener('keydown', (event) => {
    const tab = tabOf(event);
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (tab === null || by === 0) return;
    const tabs = tabsNow();
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  });
  return { select };
}
