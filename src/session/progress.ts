// What the course home needs, without the simulator.
export { browserShelf } from './keep.ts';
export { createSessionStore, type Progress, type SessionStore } from './store.ts';
