import { glossaryOf, type Term } from '../../i18n/glossary.ts';
import type { Locale } from '../../i18n/index.ts';
import { create, idle } from '../dom.ts';

/** Where words are looked for: running text, not commands, headings or links. */
const RUNNING_TEXT =
  '.prose > p:not(.prose-place), .prose > ul > li, .prose > ol:not(.commands) > li';
const SKIP = 'a, button, code, kbd, .term';

/** For the way of a pointer from the word to what is said of it. */
const HIDE_AFTER_MS = 200;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Finds a term as a word of its own; Chinese has no spaces to go by. */
function patternOf({ name, forms }: Term): RegExp {
  const all = [name, ...forms]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
  const isLatin = /^[\x20-\x7e]+$/.test(name);
  return new RegExp(isLatin ? `\\b(?:${all})\\b` : `(?:${all})`);
}

function textNodes(): Text[] {
  const nodes: Text[] = [];
  for (const block of document.querySelectorAll(RUNNING_TEXT)) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest(SKIP) === null) nodes.push(node as Text);
    }
  }
  return nodes;
}

/** Marks the first place of a term in the text. */
function markFirst(term: Term, nodes: readonly Text[]): void {
  const pattern = patternOf(term);
  for (const node of nodes) {
    const match = pattern.exec(node.data);
    if (match === null || node.parentElement?.closest(SKIP) !== null) continue;
    const rest = node.splitText(match.index);
    rest.splitText(match[0].length);
    const button = create('button', 'term', rest.data);
    button.type = 'button';
    button.dataset.term = term.id;
    button.setAttribute('aria-describedby', 'term-tip');
    rest.replaceWith(button);
    return;
  }
}

/** Gives the words of the glossary their meaning where they first stand in the text. */
export async function startTerms(locale: Locale): Promise<void> {
  const terms = new Map(glossaryOf(locale).map((term) => [term.id, term]));
  const tip = create('div', 'term-tip');
  tip.id = 'term-tip';
  tip.setAttribute('role', 'tooltip');
  tip.hidden = true;
  document.body.append(tip);
  let hiding = 0;
  const hide = (): void => {
    tip.hidden = true;
  };
  const hideSoon = (): void => {
    clearTimeout(hiding);
    hiding = window.setTimeout(hide, HIDE_AFTER_MS);
  };
  let told: HTMLElement | undefined;
  const place = (button: HTMLElement): void => {
    const box = button.getBoundingClientRect();
    const left = Math.min(box.left, innerWidth - tip.offsetWidth - 12);
    const isAbove = box.bottom + tip.offsetHeight + 12 > innerHeight;
    tip.style.left = `${Math.max(12, left)}px`;
    tip.style.top = `${isAbove ? box.top - tip.offsetHeight - 6 : box.bottom + 6}px`;
  };
  const show = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>('.term');
    const term = terms.get(button?.dataset.term ?? '');
    if (button === null || term === undefined) return;
    clearTimeout(hiding);
    tip.textContent = term.text;
    tip.hidden = false;
    told = button;
    place(button);
  };
  /** To bring a word into sight that has the focus the page scrolls. */
  const onScroll = (): void => {
    if (told !== undefined && told === document.activeElement) place(told);
    else hide();
  };
  const prose = document.querySelector('.prose');
  for (const type of ['pointerover', 'focusin', 'click']) prose?.addEventListener(type, show);
  prose?.addEventListener('focusout', hide);
  prose?.addEventListener('pointerout', hideSoon);
  tip.addEventListener('pointerenter', () => clearTimeout(hiding));
  tip.addEventListener('pointerleave', hideSoon);
  document.getElementById('lesson-pane')?.addEventListener('scroll', onScroll, { passive: true });
  const onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') hide();
  };
  // Before the terminal, which lets no key through.
  document.addEventListener('keydown', onKey, { capture: true });
  // Longer ones first, so that `headless Service` is not taken for `Service`.
  const inOrder = [...terms.values()].sort((a, b) => b.name.length - a.name.length);
  for (const term of inOrder) {
    // Each goes through the whole text.
    await idle();
    markFirst(term, textNodes());
  }
}
