import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { gallery } from "../../../../src/catalog/gallery/index.ts";
import { type Page, closePage, openPage } from "../page.ts";
import { type Studio, loadStudio } from "../studio.ts";

let page: Page;
let studio: Studio;

beforeEach(async () => {
  page = openPage();
  studio = await loadStudio();
});

afterEach(closePage);

function packedOf(link: string): string {
  const { packedProject } = studio.parseRoute(new URL(link).hash);
  if (packedProject === null) throw new Error("the link carries no project");
  return packedProject;
}

test.each(gallery.map((entry) => [entry.id, entry.project]))("a link brings %s as it was", (_id, input) => {
  studio.openProject(input);
  const { project } = studio.state();
  const link = studio.shareLink(project);
  studio.openProject({ data: { id: "iris" }, name: "something else" });
  expect(studio.openPackedProject(packedOf(link))).toBeNull();
  expect(studio.state().project).toEqual(project);
});

test("a link is short: it carries what differs from the defaults, in any script", () => {
  studio.openProject({ name: "鸢尾花 🌸", data: { id: "iris" } });
  const link = studio.shareLink(studio.state().project);
  expect(link).toMatch(/^http:\/\/localhost:4173\/#\/train\?project=[\w-]+$/);
  expect(studio.unpack(packedOf(link))?.value).toEqual({ name: "鸢尾花 🌸", data: { id: "iris" } });
});

describe("a link that cannot be opened leaves the project as it is and says why", () => {
  test.each(["%%%", "e30=cut", "_____w", "eyJhIjox"])("cut short or mangled: %s", (packed) => {
    const before = studio.state().project;
    expect(studio.openPackedProject(packed)?.code).toBe("broken-link");
    expect(studio.state().project).toBe(before);
  });

  test("wrong inside", () => {
    const packed = studio.pack({ data: { id: "iris" }, training: { batchSize: 0 } });
    expect(studio.openPackedProject(packed)?.text.en).toBe("training.batchSize: must be at least 1, but is 0.");
  });
});

test("project and line-up leave the address once they are open, so that a reload keeps later edits", () => {
  const packed = studio.pack({ data: { id: "iris" } });
  page.location.hash = `#/race?project=${packed}&race=abc`;
  const opened: string[] = [];
  studio.startNavigation(
    (found) => opened.push(found),
    (found) => opened.push(found),
  );
  expect(opened).toEqual([packed, "abc"]);
  expect(page.location.hash).toBe("#/race");
  expect(studio.state().room).toBe("race");
});
