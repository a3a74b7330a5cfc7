/** A project with its data, runs and models leaves one browser as a file, and goes on in another. */
import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { accessibilityFaults } from "../support/check-accessibility.ts";
import { journey } from "../support/journey.ts";

journey("a project file carries everything into another browser", async ({ studio }) => {
  const desk = await studio.visit();
  await desk.evaluate(async () => {
    const lines = Array.from({ length: 60 }, (_, row) => `${row % 9},${row % 2 ? "odd" : "even"}`);
    const { id } = await window.studio.data.add(new File([`size,kind\n${lines.join("\n")}`], "numbers.csv"));
    const project = { name: "numbers", data: { id }, training: { epochs: 2, backend: "cpu" } };
    await window.studio.project.open(project);
    await window.studio.train(project, { name: "first" });
    location.hash = "#/library";
  });
  await desk.locator("summary", { hasText: "Project file" }).click();
  await desk.getByText("The project, 1 data set of yours, 1 run with its curves, 1 model with its weights").waitFor();
  const download = desk.waitForEvent("download");
  await desk.getByRole("button", { name: "Save project file" }).click();
  const file = await (await download).path();
  await desk.getByText("Saved as numbers.descent.zip.").waitFor();

  const phone = await studio.visit(
    { locale: "zh-CN", colorScheme: "dark", viewport: { width: 360, height: 740 } },
    "#/library",
  );
  await phone.locator("summary", { hasText: "项目文件" }).click();
  await phone.getByLabel("打开项目文件").setInputFiles(file);
  await phone.getByText("新增 1 个数据集、1 条训练记录、1 个模型。").waitFor();
  await phone.getByRole("heading", { name: "first" }).waitFor();
  expect(await accessibilityFaults(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await phone.getByRole("button", { name: "前往训练室" }).click();
  await phone.getByRole("heading", { level: 1 }).waitFor();
  expect(await phone.evaluate(async () => (await window.studio.project.get()).name)).toBe("numbers");

  // The door for models knows it too; what came from it is here already.
  await phone.evaluate(() => (location.hash = "#/library"));
  await phone.getByLabel("添加模型").setInputFiles({ name: "p.zip", mimeType: "", buffer: await readFile(file) });
  await phone.getByText("新增 0 个数据集、0 条训练记录、0 个模型。").waitFor();
});
