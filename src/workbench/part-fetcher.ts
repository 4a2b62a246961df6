import type { Dictionary } from '../i18n/index.ts';
import type { PartLoader, Session } from '../session/index.ts';
import type { Notices } from './notices.ts';

/** What fetching parts needs of the page. */
export interface PartHost {
  readonly loader: PartLoader;
  readonly texts: Dictionary;
  readonly notices: Notices;
}

/**
 * Brings the parts that the session waits for. Without one the world stands still, so a part that
 * cannot be fetched is told, with a way to try again.
 */
export function createPartFetcher(
  session: Session,
  { loader, texts, notices }: PartHost,
  onLoaded: () => void,
): () => void {
  let wanted: string | undefined;
  const fetchMissing = (): void => {
    const name = session.missingPart();
    if (name === undefined || name === wanted) return;
    wanted = name;
    loader.load(name).then(
      () => {
        wanted = undefined;
        onLoaded();
        fetchMissing();
      },
      (error: unknown) => {
        const { part, retry, reload } = texts.failure;
        const again = (): void => {
          wanted = undefined;
          fetchMissing();
        };
        notices.show('part', {
          text: part,
          preview: error instanceof Error ? error.message : String(error),
          actions: [
            { label: retry, isPrimary: true, run: again },
            { label: reload, isPrimary: false, run: () => location.reload() },
          ],
        });
      },
    );
  };
  return fetchMissing;
}
