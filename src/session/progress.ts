// What the course home needs, without the simulator.
export { browserShelf } from './keep.ts';
export { createSessionStore, type Progress } from './store.ts';
