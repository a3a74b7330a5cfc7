import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { isolationHeaders, securityHeaders } from "./src/serve/headers.mjs";
import { offlineWorker } from "./src/serve/offline-worker.ts";
import { prepareDatasets } from "./src/serve/prepare-datasets.ts";
import { standalonePage } from "./src/serve/standalone-page.ts";
import { requestsBeyondOrigin } from "./test/support/watch-requests.ts";
import { benchRow } from "./test/support/bench-row.ts";
import { pytorch } from "./test/support/pytorch-process.ts";
import { browserArguments, findBrowser, softwareGpu } from "./test/support/browser.mjs";

const rolldownOptions = {
  checks: {
    // Compressing 55 MB of pictures the first time is no slow plugin.
    bundlerTimings: false,
    // An export, itself loaded when it is asked for, shares steps and layers with what computes them: each is a script of its own.
    ineffectiveDynamicImport: false,
  },
  // zod and its settings in one script, so that no other script makes a schema before they are set.
  output: { codeSplitting: { groups: [{ name: "zod", test: /node_modules\/zod\/|zod-settings/ }] } },
};

const executablePath = findBrowser();

const browser = {
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: { args: browserArguments, ...(executablePath === undefined ? {} : { executablePath }) },
  }),
  instances: [{ browser: "chromium" as const }],
};

export default defineConfig({
  plugins: [react(), prepareDatasets({ emit: true }), standalonePage(), offlineWorker()],
  worker: {
    format: "es",
    plugins: () => [prepareDatasets({ emit: false }), standalonePage()],
    rolldownOptions,
  },
  build: {
    // The budget of the first load is measured on it.
    manifest: true,
    // Nothing as a data: address, and the polyfill is for browsers without WebGPU or module workers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    rolldownOptions,
  },
  // Vite's own development scripts are inline, so the content policy is for the built application.
  server: { headers: { ...isolationHeaders } },
  preview: { headers: { ...securityHeaders }, port: 4173 },
  // Known beforehand, so that no browser test is reloaded half-way when Vite meets one of them.
  optimizeDeps: {
    include: [
      "react",
      "react/jsx-runtime",
      "react/jsx-dev-runtime",
      "react-dom",
      "react-dom/client",
      "zod",
      "zustand",
      "zustand/vanilla",
      "dexie",
      "papaparse",
      "fflate",
      "recharts",
      "react-aria-components",
      "axe-core",
      "jsep",
      "d3-contour",
      "onnxruntime-web/wasm",
      "h5wasm",
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-converter",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-webgl",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-backend-webgpu",
    ],
  },
  test: {
    // TensorFlow.js greets every Node process with an advertisement.
    onConsoleLog: (text) => !text.includes("looks like you are running TensorFlow.js in Node.js"),
    projects: [
      {
        extends: true,
        test: {
          name: "architecture",
          include: ["test/architecture/**/*.test.ts"],
          environment: "node",
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "interop",
          include: ["test/interop/**/*.interop.test.ts"],
          environment: "node",
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        // Its build for Node has the package's own name.
        resolve: { alias: { "onnxruntime-web/wasm": "onnxruntime-web" } },
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          environment: "node",
          env: softwareGpu(executablePath),
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.{ts,tsx}"],
          globalSetup: ["test/support/need-browser.ts"],
          setupFiles: ["test/support/stay-on-origin.ts"],
          testTimeout: 120_000,
          isolate: false,
          fileParallelism: false,
          browser: { ...browser, commands: { requestsBeyondOrigin } },
        },
      },
      {
        extends: true,
        test: {
          name: "journeys",
          include: ["test/journeys/**/*.test.ts"],
          environment: "node",
          globalSetup: ["test/support/built-app.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: { name: "backbone", include: ["test/fixtures/backbone/*.make.ts"], environment: "node" },
      },
      {
        extends: true,
        test: {
          name: "bench",
          include: ["test/bench/**/*.bench.test.ts"],
          environment: "node",
          globalSetup: ["test/support/built-app.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        optimizeDeps: { include: ["@tensorflow/tfjs", "@jax-js/jax", "convnetjs"] },
        test: {
          name: "engines",
          include: ["test/bench/engines/*.race.test.ts"],
          globalSetup: ["test/bench/engines/given-workload.ts"],
          testTimeout: 1_800_000,
          browser: { ...browser, commands: { benchRow, pytorch } },
        },
      },
    ],
  },
});
