/** The two looks at the device: what waits for which, what gives way to what, and what is remembered. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parseProject } from "../../../src/project/parse-project.ts";
import type { Project } from "../../../src/project/project.ts";
import { type BackendId, type BackendInfo, backendIds } from "../../../src/project/records.ts";
import { type Page, type ThreadEnd, closePage, openPage } from "./page.ts";
import { type Studio, loadStudio } from "./studio.ts";
import { begin, outcome } from "./thread-script.ts";
import { until } from "./until.ts";

let page: Page;
let studio: Studio;

beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
  await studio.startStudio();
});

afterEach(async () => {
  for (const thread of page.threads) thread.port.close();
  await studio.closeStorage();
  closePage();
});

const noContext = { en: "No WebGL.", zh: "没有 WebGL。" };
const webgpu: BackendInfo = { id: "webgpu", available: true, adapter: "SwiftShader", software: true };
const wasm: BackendInfo = { id: "wasm", available: true, software: false, score: 90 };
const webgl: BackendInfo = { id: "webgl", available: true, adapter: "Radeon", software: false };
const noWebgl: BackendInfo = { id: "webgl", available: false, reason: noContext.en, explanation: noContext };
const cpu: BackendInfo = { id: "cpu", available: true, software: false, score: 10 };
const scored = (backend: BackendInfo, score: number): BackendInfo => ({ ...backend, score });

function projectOn(backend: BackendId | "auto"): Project {
  const { project, problem } = parseProject({ name: "iris", data: { id: "iris" }, training: { backend } });
  if (project === undefined) throw new Error(problem.text.en);
  return project;
}

async function answerLook(thread: ThreadEnd, backends: readonly BackendInfo[], isFirstLook: boolean): Promise<void> {
  const command = await thread.next();
  const asked = isFirstLook ? backendIds : backends.map(({ id }) => id);
  expect(command).toMatchObject({ type: "measure-backends", backends: asked, isFirstLook });
  thread.send({ type: "backends-measured", id: command.id, backends });
}

async function lookFirst(backends: readonly BackendInfo[]): Promise<void> {
  await answerLook(await page.thread("measure"), backends, true);
  await until(studio, (state) => state.backends.status === "ready");
}

/** The thread of the next look, which only an idle page opens. */
async function nextLook(): Promise<ThreadEnd> {
  const known = page.threads.length;
  return vi.waitUntil(() => {
    page.beIdle();
    return page.threads.slice(known).find((thread) => thread.name === "measure");
  });
}

async function endRun(thread: ThreadEnd, id: string): Promise<void> {
  thread.send({ type: "run-ended", id, outcome: outcome(id) });
  await until(studio, (state) => state.run?.status === "finished");
}

const remembered = (): boolean => page.remembered.has("descent-studio/backends");
const measuring = (): number => page.threads.filter((thread) => thread.name === "measure").length;

test("a run waits for the first look alone and takes unmeasured devices last; the second look waits for it", async () => {
  const run = studio.startRun(projectOn("auto"));
  await lookFirst([webgpu, wasm, webgl, cpu]);
  const thread = await page.thread("iris");
  const { id, preferred } = await begin(thread);
  expect(preferred).toEqual(["wasm", "cpu", "webgl", "webgpu"]);
  await until(studio, (state) => state.run?.status === "running");
  page.beIdle();
  expect(measuring()).toBe(1);
  expect(remembered()).toBe(false);
  await endRun(thread, id);
  await run;
  await answerLook(await nextLook(), [scored(webgpu, 5)], false);
  await answerLook(await nextLook(), [scored(webgl, 70)], false);
  expect(await studio.knownBackends()).toEqual([scored(webgpu, 5), wasm, scored(webgl, 70), cpu]);
  expect(await studio.preferredBackends()).toEqual(["wasm", "webgl", "cpu", "webgpu"]);
  expect(remembered()).toBe(true);
});

test("a GPU played by a program is taken last, however fast it was", async () => {
  const asked = studio.measureBackends();
  await lookFirst([webgpu, wasm, noWebgl, cpu]);
  await answerLook(await nextLook(), [scored(webgpu, 5000)], false);
  await asked;
  expect(await studio.preferredBackends()).toEqual(["wasm", "cpu", "webgpu"]);
});

test("a run that begins during the second look ends it at once, and it is done again afterwards", async () => {
  const asked = studio.measureBackends();
  await lookFirst([webgpu, wasm, noWebgl, cpu]);
  const disturbed = await nextLook();
  await disturbed.next();
  const run = studio.startRun(projectOn("auto"));
  expect(disturbed.isTerminated).toBe(true);
  const thread = await page.thread("iris");
  const { id, preferred } = await begin(thread);
  expect(preferred).toEqual(["wasm", "cpu", "webgpu"]);
  await until(studio, (state) => state.run?.status === "running");
  page.beIdle();
  expect(measuring()).toBe(2);
  expect(studio.state().backends).toEqual({ status: "ready", value: [webgpu, wasm, noWebgl, cpu] });
  await endRun(thread, id);
  await run;
  await answerLook(await nextLook(), [scored(webgpu, 5)], false);
  expect(await asked).toEqual([scored(webgpu, 5), wasm, noWebgl, cpu]);
});

test("a run that begins before the page is idle puts the second look off", async () => {
  const asked = studio.measureBackends();
  await lookFirst([webgpu, wasm, noWebgl, cpu]);
  const run = studio.startRun(projectOn("cpu"));
  const thread = await page.thread("iris");
  const { id } = await begin(thread);
  await until(studio, (state) => state.run?.status === "running");
  page.beIdle();
  expect(measuring()).toBe(1);
  await endRun(thread, id);
  await run;
  await answerLook(await nextLook(), [scored(webgpu, 5)], false);
  expect((await asked)[0]).toEqual(scored(webgpu, 5));
});

test("scripts get the complete list", async () => {
  const script = studio.createScripting();
  const asked = script.backends();
  await lookFirst([webgpu, wasm, noWebgl, cpu]);
  const joined = script.backends();
  await answerLook(await nextLook(), [scored(webgpu, 5)], false);
  const complete = [scored(webgpu, 5), wasm, { id: "webgl", available: false, reason: noContext.en }, cpu];
  expect([await asked, await joined, await script.backends()]).toEqual([complete, complete, complete]);
  expect(measuring()).toBe(2);
});

test("only a complete list is remembered, with why a device is missing in both languages", async () => {
  const visit = async (): Promise<void> => {
    await studio.closeStorage();
    studio = await loadStudio();
    await studio.startStudio();
  };
  const asked = studio.measureBackends();
  await lookFirst([webgpu, wasm, noWebgl, cpu]);
  await answerLook(await nextLook(), [scored(webgpu, 5)], false);
  expect(await asked).toHaveLength(4);
  await visit();
  expect(studio.state().backends).toEqual({ status: "ready", value: [scored(webgpu, 5), wasm, noWebgl, cpu] });

  page.remembered.clear();
  await visit();
  void studio.measureBackends();
  await lookFirst([webgpu, wasm, noWebgl, cpu]);
  await visit();
  expect(studio.state().backends.status).toBe("idle");
});

test("a run is told what the GPU's tiles cost, by who comes back as well; a script is not", async () => {
  const measured = { ...scored(webgpu, 5), tileCosts: [1, 1.2, 1.5, 2, 3] };
  const asked = studio.measureBackends();
  await lookFirst([webgpu, wasm, noWebgl, cpu]);
  await answerLook(await nextLook(), [measured], false);
  await asked;
  expect(await studio.createScripting().backends()).toContainEqual(scored(webgpu, 5));
  await studio.closeStorage();
  studio = await loadStudio();
  await studio.startStudio();
  void studio.startRun(projectOn("webgpu"));
  const { tiles } = await begin(await page.thread("iris"));
  expect(tiles).toEqual({ adapter: "SwiftShader", costs: [1, 1.2, 1.5, 2, 3] });
});

test("a script that asks while something trains is answered with what is known", async () => {
  const script = studio.createScripting();
  const run = studio.startRun(projectOn("cpu"));
  const thread = await page.thread("iris");
  const { id } = await begin(thread);
  await until(studio, (state) => state.run?.status === "running");
  const asked = script.backends();
  await lookFirst([webgpu, wasm, noWebgl, cpu]);
  const known = [webgpu, wasm, { id: "webgl", available: false, reason: noContext.en }, cpu];
  expect(await asked).toEqual(known);
  expect(await script.backends()).toEqual(known);
  expect(measuring()).toBe(1);
  await endRun(thread, id);
  await run;
  const later = script.backends();
  await answerLook(await nextLook(), [scored(webgpu, 5)], false);
  expect((await later)[0]).toEqual(scored(webgpu, 5));
});

test("a script that waits for the second look is answered when a run begins", async () => {
  const asked = studio.createScripting().backends();
  await lookFirst([webgpu, wasm, webgl, cpu]);
  await answerLook(await nextLook(), [scored(webgpu, 5)], false);
  await (await nextLook()).next();
  const run = studio.startRun(projectOn("cpu"));
  expect(await asked).toEqual([scored(webgpu, 5), wasm, webgl, cpu]);
  const thread = await page.thread("iris");
  await endRun(thread, (await begin(thread)).id);
  await run;
});

test("a script reads why a device is missing in the language that is on", async () => {
  const script = studio.createScripting();
  const asked = script.backends();
  await lookFirst([scored(webgpu, 5), wasm, noWebgl, cpu]);
  expect((await asked)[2]).toEqual({ id: "webgl", available: false, reason: "No WebGL." });
  studio.setLanguage("zh");
  expect((await script.backends())[2]).toEqual({ id: "webgl", available: false, reason: "没有 WebGL。" });
});

test("a device that breaks down when it is measured says so, is taken last, and is tried again when asked", async () => {
  const asked = studio.measureBackends();
  await lookFirst([webgpu, wasm, webgl, cpu]);
  (await nextLook()).die("driver crashed");
  await answerLook(await nextLook(), [scored(webgl, 70)], false);
  const [broken, ...others] = await asked;
  expect(broken).toMatchObject({
    ...webgpu,
    explanation: { zh: "训练线程意外终止（driver crashed）。已保存的模型不受影响，请重试；如再次出现，请刷新页面。" },
  });
  expect(broken?.score).toBeUndefined();
  expect(others).toEqual([wasm, scored(webgl, 70), cpu]);
  expect(await studio.preferredBackends()).toEqual(["wasm", "webgl", "cpu", "webgpu"]);

  await studio.closeStorage();
  studio = await loadStudio();
  await studio.startStudio();
  const before = measuring();
  page.beIdle();
  expect(await studio.knownBackends()).toEqual([broken, ...others]);
  expect(measuring()).toBe(before);
  const again = studio.measureBackends();
  await lookFirst([scored(webgpu, 3), wasm, noWebgl, cpu]);
  expect(await again).toEqual([scored(webgpu, 3), wasm, noWebgl, cpu]);
});
