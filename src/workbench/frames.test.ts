import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createFrames } from './frames.ts';

describe('the frame after a key', () => {
  let waiting: (() => void)[] = [];
  let press = (): void => {};
  const drawFrame = (): void => {
    for (const callback of waiting.splice(0)) callback();
  };
  beforeEach(() => {
    waiting = [];
    vi.stubGlobal('requestAnimationFrame', (callback: () => void) => waiting.push(callback));
    vi.stubGlobal('addEventListener', (_type: string, listener: () => void) => {
      press = listener;
    });
    return () => vi.unstubAllGlobals();
  });

  test('is kept from the simulator, once', () => {
    const frames = createFrames();
    expect(frames.isOwn()).toBe(false);
    press();
    expect(frames.isOwn()).toBe(true);
    drawFrame();
    expect(frames.isOwn()).toBe(false);
  });

  test('is kept from the panels, which are told in the next', () => {
    const frames = createFrames();
    let told = 0;
    frames.on(() => told++);
    frames.schedule();
    press();
    drawFrame();
    expect(told).toBe(0);
    drawFrame();
    expect(told).toBe(1);
  });
});
