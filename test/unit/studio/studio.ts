/** The studio's modules, loaded afresh: they hold one studio each time, as one page does. */
import { vi } from "vitest";

export async function loadStudio() {
  vi.resetModules();
  const [
    store,
    start,
    edits,
    runs,
    steering,
    active,
    removing,
    library,
    predicting,
    backends,
    preferences,
    navigation,
    notices,
    sharing,
    gallery,
    scripting,
    data,
    userData,
    promoting,
  ] = await Promise.all([
    import("../../../src/studio/store.ts"),
    import("../../../src/studio/start-studio.ts"),
    import("../../../src/studio/project/edit-project.ts"),
    import("../../../src/studio/runs/start-run.ts"),
    import("../../../src/studio/runs/steer-run.ts"),
    import("../../../src/studio/runs/active-runs.ts"),
    import("../../../src/studio/runs/remove-run.ts"),
    import("../../../src/studio/models/browse-library.ts"),
    import("../../../src/studio/models/predict-rows.ts"),
    import("../../../src/studio/measure-backends.ts"),
    import("../../../src/studio/preferences.ts"),
    import("../../../src/studio/navigation.ts"),
    import("../../../src/studio/notices.ts"),
    import("../../../src/studio/project/share-project.ts"),
    import("../../../src/studio/project/open-gallery-entry.ts"),
    import("../../../src/studio/scripting/scripting.ts"),
    import("../../../src/studio/data/describe-data.ts"),
    import("../../../src/studio/data/user-data.ts"),
    import("../../../src/studio/races/promote-lane.ts"),
  ]);
  const { openedStorage, closeStorage } = await import("../../../src/studio/storage-connection.ts");
  return {
    ...store,
    ...start,
    ...edits,
    ...runs,
    ...steering,
    ...active,
    ...removing,
    ...library,
    ...predicting,
    ...backends,
    ...preferences,
    ...navigation,
    ...notices,
    ...sharing,
    ...gallery,
    ...scripting,
    openedStorage,
    closeStorage,
    ...data,
    ...userData,
    ...promoting,
    state: () => store.studioStore.getState(),
  };
}

export type Studio = Awaited<ReturnType<typeof loadStudio>>;
