/** How the page stands inside the page of another site; undefined when it stands alone. */
export const embedded = (): string | undefined => document.documentElement.dataset.embed;

/** Lets links leave the frame: other pages of the site may not be shown in it. */
export function startEmbed(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
    if (link === null || link.getAttribute('href')?.startsWith('#') === true) return;
    link.target = '_blank';
    link.rel = 'noopener';
  });
}
