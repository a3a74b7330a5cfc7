/**
 * The headers of every response, one source for `npm start`, Vite's preview and anyone who hosts the built files.
 * Scripts and workers need them as much as the page: a worker takes the policy of its own response.
 */

/** Name of the application's only Trusted Types policy; it makes the worker's address. */
const TRUSTED_TYPES_POLICY = "descent-studio";

const contentSecurityPolicy = [
  "default-src 'none'",
  // WebAssembly is compiled, JavaScript is never made from text.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types ${TRUSTED_TYPES_POLICY}`,
].join("; ");

/** @type {Readonly<Record<string, string>>} */
export const isolationHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  // Both make the page isolated, without which browsers give no memory that several threads share.
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** The camera takes pictures as data, once the user allows it; nothing else of the machine is asked for. */
const permissionsPolicy = "camera=(self), microphone=(), geolocation=(), display-capture=(), payment=(), usb=()";

/** @type {Readonly<Record<string, string>>} */
export const securityHeaders = {
  "Content-Security-Policy": contentSecurityPolicy,
  "Permissions-Policy": permissionsPolicy,
  ...isolationHeaders,
};
