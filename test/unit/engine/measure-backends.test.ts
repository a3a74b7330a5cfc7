import { expect, test } from "vitest";
import { StudioError } from "../../../src/language/studio-error.ts";
import { measureBackends } from "../../../src/engine/measure-backends.ts";
import { type BackendId, backendIds } from "../../../src/project/records.ts";
import { type Adapter, type Device, startBackend } from "../../../src/tensor/backends.ts";

/** A machine whose adapters are these; every one of them computes on the plain CPU. */
function machine(adapters: Partial<Record<BackendId, Adapter>>) {
  const started: BackendId[] = [];
  const probe = async (id: BackendId): Promise<Adapter> => {
    const adapter = adapters[id];
    if (adapter === undefined) throw new StudioError({ code: "gone", text: { en: `No ${id}.`, zh: `没有 ${id}。` } });
    return adapter;
  };
  const start = async (id: BackendId): Promise<Device> => {
    const adapter = await probe(id);
    started.push(id);
    return { ...(await startBackend("cpu")), ...adapter };
  };
  // A clock of its own: every look at it is 10 ms later.
  let clock = 0;
  return { started, access: { start, probe, now: () => (clock += 10) } };
}

const cpu = { isSoftware: false };

test("the first look leaves out WebGL and a GPU played by a program, without starting them", async () => {
  const { started, access } = machine({
    webgpu: { adapter: "SwiftShader", isSoftware: true },
    wasm: cpu,
    webgl: { adapter: "Radeon", isSoftware: false },
    cpu,
  });
  const [webgpu, wasm, webgl, plain] = await measureBackends(backendIds, true, access);
  expect(webgpu).toEqual({ id: "webgpu", available: true, adapter: "SwiftShader", software: true });
  expect(webgl).toEqual({ id: "webgl", available: true, adapter: "Radeon", software: false });
  for (const measured of [wasm, plain]) expect(measured?.score).toBeGreaterThan(0);
  expect([wasm?.trainer, plain?.trainer]).toEqual(["reference", "reference"]);
  expect(started).toEqual(["wasm", "cpu"]);

  const second = await measureBackends(["webgpu", "webgl"], false, access);
  expect(second).toMatchObject([webgpu!, webgl!]);
  for (const measured of second) expect(measured.score).toBeGreaterThan(0);
});

test("the first look measures a GPU that is there, and says why another is not", async () => {
  const { access } = machine({ webgpu: { adapter: "Radeon", isSoftware: false }, cpu });
  const [webgpu, webgl] = await measureBackends(["webgpu", "webgl"], true, access);
  expect(webgpu).toMatchObject({ id: "webgpu", available: true, adapter: "Radeon", software: false });
  expect(webgpu?.score).toBeGreaterThan(0);
  const explanation = { en: "No webgl.", zh: "没有 webgl。" };
  expect(webgl).toEqual({ id: "webgl", available: false, reason: "No webgl.", explanation });
});
