import { afterEach, beforeEach, expect, test } from "vitest";
import { rooms } from "../../../src/studio/state.ts";
import { type Page, closePage, openPage } from "./page.ts";
import { type Studio, loadStudio } from "./studio.ts";

let page: Page;
let studio: Studio;

beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
});

afterEach(closePage);

test("every room has an address that leads back to it", () => {
  for (const room of rooms) {
    expect(studio.parseRoute(studio.printRoute(room))).toEqual({
      room,
      modelId: null,
      packedProject: null,
      packedRace: null,
    });
  }
  for (const room of ["predict", "evaluate"] as const) {
    const hash = studio.printRoute(room, "model-1/ü %");
    expect(studio.parseRoute(hash)).toEqual({ room, modelId: "model-1/ü %", packedProject: null, packedRace: null });
  }
});

test.each(["", "#", "#/", "#/nowhere", "#/__proto__", "#train%"])("the address %j opens the gallery", (hash) => {
  expect(studio.parseRoute(hash).room).toBe("gallery");
});

test("a damaged model id in an address is no error", () => {
  expect(studio.parseRoute("#/predict/%E4%")).toEqual({
    room: "predict",
    modelId: "%E4%",
    packedProject: null,
    packedRace: null,
  });
});

test("opening a room changes the address, and the browser's way back changes the room", () => {
  const stop = studio.startNavigation(
    () => expect.unreachable(),
    () => expect.unreachable(),
  );
  studio.openRoom("train");
  studio.openRoom("predict", "model-a");
  expect(page.location.hash).toBe("#/predict/model-a");
  expect(studio.state()).toMatchObject({ room: "predict", chosenModelId: "model-a" });
  page.location.hash = "#/train";
  dispatchEvent(new Event("popstate"));
  expect(studio.state()).toMatchObject({ room: "train", chosenModelId: null });
  stop();
  page.location.hash = "#/library";
  dispatchEvent(new Event("popstate"));
  expect(studio.state().room).toBe("train");
});
