/** The studio open twice in one browser: the tabs share one project. */
import { expect } from "vitest";
import { journey } from "../support/journey.ts";

journey("what one tab saves stands in the other, and after a reload", async ({ studio }) => {
  const first = await studio.visit({}, "#/train");
  const second = await first.context().newPage();
  await second.goto(`${studio.address}/#/train`);
  const name = { first: first.getByLabel("Project name"), second: second.getByLabel("Project name") };
  await name.second.waitFor();
  await name.first.fill("from the first");
  await name.first.press("Enter");
  await expect.poll(() => name.second.inputValue(), { timeout: 30_000 }).toBe("from the first");
  await name.second.fill("from the second");
  await name.second.press("Enter");
  await expect.poll(() => name.first.inputValue(), { timeout: 30_000 }).toBe("from the second");
  await first.reload();
  await expect.poll(() => name.first.inputValue(), { timeout: 30_000 }).toBe("from the second");
});
