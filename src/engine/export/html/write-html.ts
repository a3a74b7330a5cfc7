/** A model as one page: its data, its weights and the program that asks it, with nothing fetched from anywhere. */
import type { ExportedModel } from "../model-card.ts";
import { type PageContent, toBase64 } from "./page.ts";
import type { Network } from "./network.ts";

/** The browser itself holds the page to this: not even a picture may come from elsewhere. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src blob: data:";

export async function writeHtml(
  model: ExportedModel,
  { network, numbers }: { readonly network: Network; readonly numbers: Float32Array<ArrayBuffer> },
): Promise<Blob> {
  const { script, style } = await import("virtual:standalone-page");
  const { name, target, inputs, preprocess, layers, project, summary } = model;
  const { studioVersion, dataFingerprint, parameterCount } = model;
  const content: PageContent = {
    model: {
      name,
      target,
      inputs,
      preprocess,
      layers,
      project,
      summary,
      studioVersion,
      dataFingerprint,
      parameterCount,
    },
    network,
    createdAt: Date.now(),
  };
  const page = [
    `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">\n`,
    `<meta name="generator" content="Descent Studio ${asText(studioVersion)}">\n`,
    `<title>${asText(name)}</title>\n<style>\n${style}</style>\n</head>\n<body>\n`,
    `<noscript>This page computes in JavaScript, which is switched off. 本页面需要启用 JavaScript。</noscript>\n`,
    `<script type="application/json" id="model">${JSON.stringify(content).replaceAll("<", "\\u003c")}</script>\n`,
    `<script type="text/plain" id="weights">`,
    ...toBase64(numbers),
    `</script>\n<script>\n${inScript(script)}\n</script>\n</body>\n</html>\n`,
  ];
  return new Blob(page);
}

function asText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** Within a string or a pattern, where alone these can stand, it means the same. */
function inScript(script: string): string {
  return script.replace(/<(?=\/script|script|!--)/gi, "\\x3c");
}
