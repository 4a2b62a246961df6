// Names what draws WebGL in this browser. To ask makes a context, which takes long on a slow
// machine: a worker's thread has that time, and the page's has not.
const context = new OffscreenCanvas(1, 1).getContext('webgl2', {
  failIfMajorPerformanceCaveat: true,
});
const info = context?.getExtension('WEBGL_debug_renderer_info');
const renderer = info && context?.getParameter(info.UNMASKED_RENDERER_WEBGL);
self.postMessage(typeof renderer === 'string' ? renderer : '');

export {};
