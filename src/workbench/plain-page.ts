import { startFrame } from './site/frame.ts';

startFrame(() => {});
