/** What the first paint of a page waits for, as the build writes it. */
const NEEDED = /<link rel="(?:preload" as="script|stylesheet)" href="([^"]+)">/g;

/**
 * The `Link` header of a page: a browser asks for what the first paint waits for when it has the
 * headers, and need not read the page first. '' when the page names nothing.
 */
export const earlyLinks = (html: string): string =>
  [...html.matchAll(NEEDED)]
    .map(([, href]) => `<${href}>; rel=preload; as=${href?.endsWith('.css') ? 'style' : 'script'}`)
    .join(', ');
