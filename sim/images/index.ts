export { createImages } from './catalog.ts';
