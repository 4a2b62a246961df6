export { createImages } from './catalog.ts';
export { IMAGES } from './late-images.ts';
