/** The version that this kubectl behaves as. */
export const CLIENT_VERSION = 'v1.36.4';
export const KUSTOMIZE_VERSION = 'v5.8.1';

/** What `kubectl version` says of itself. */
export const CLIENT_LINES = `Client Version: ${CLIENT_VERSION}\nKustomize Version: ${KUSTOMIZE_VERSION}\n`;
