/** The application's one Trusted Types policy: scripts of our own origin, nothing else. */

/** The parts of the Trusted Types API that are used here; not every browser has it, nor does TypeScript's DOM. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

declare global {
  var trustedTypes: TrustedTypes | undefined;
}

let policy: { createScriptURL(url: string): string } | undefined;

/** The address of a worker's script, as the browser accepts it. Throws for another origin's. */
export function trustedScript(url: string): string {
  const rules = { createScriptURL: sameOriginOnly };
  policy ??= globalThis.trustedTypes?.createPolicy("descent-studio", rules) ?? rules;
  return policy.createScriptURL(url);
}

function sameOriginOnly(url: string): string {
  const absolute = new URL(url, import.meta.url);
  if (absolute.origin !== new URL(import.meta.url).origin) throw new Error(`Refused a script from ${absolute.origin}`);
  return absolute.href;
}
