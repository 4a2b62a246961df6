/** Changes whenever the same inputs may lead to another session. Saved sessions carry it. */
export const ENGINE_VERSION = '1';
