import type { Container } from '../types.generated.ts';

/** Whether an init container is a sidecar. Models podutil.IsRestartableInitContainer. */
export const isRestartableInitContainer = (container: Container | undefined): boolean =>
  container?.restartPolicy === 'Always';
