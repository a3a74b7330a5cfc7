/** Where the wasm backend's binary is served from our own origin; only a bundler understands this import. */
export { default as wasmFileUrl } from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
