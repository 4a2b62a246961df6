import RendererWorker from './graphics.worker.ts?worker';

/** Names of programs that draw in the place of a graphics processor. */
const SOFTWARE = /swiftshader|llvmpipe|software/i;

/** The name of what draws WebGL here; '' when nothing does, or when that is not told. */
const rendererName = (): Promise<string> =>
  new Promise((resolve) => {
    const worker = new RendererWorker();
    const answer = (name: unknown): void => {
      worker.terminate();
      resolve(typeof name === 'string' ? name : '');
    };
    worker.onerror = () => answer('');
    worker.onmessage = ({ data }) => answer(data);
  });

/** Whether this browser draws with a graphics processor, and not slower than without it. */
export async function hasGraphics(): Promise<boolean> {
  const name = await rendererName();
  return name !== '' && !SOFTWARE.test(name);
}
