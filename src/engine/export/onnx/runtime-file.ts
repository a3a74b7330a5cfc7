/** Where ONNX Runtime's binary is served from our own origin; only a bundler understands this import. */
export { default as onnxRuntimeUrl } from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
