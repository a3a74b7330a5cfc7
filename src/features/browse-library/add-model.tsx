import type { ReactNode } from "react";
import { importers } from "../../catalog/importers/index.ts";
import { sentences } from "../../language/text.ts";
import { importModel } from "../../studio/models/import-model.ts";
import { isProjectFile } from "../../studio/project/open-project-file.ts";
import { openRoom } from "../../studio/navigation.ts";
import { FileDoor } from "../../ui/file-door.tsx";
import { useText } from "../../ui/language.tsx";
import { takeProjectFile } from "./take-project-file.ts";
import { addTexts, addedModel } from "./add-texts.ts";

const endings = [...new Set(importers.flatMap(({ extensions }) => extensions))];

/** The one way into the library for what was made elsewhere: which format it is, the files tell. */
export function AddModel(): ReactNode {
  const t = useText();
  return (
    <FileDoor
      label={t(addTexts.add)}
      taking={t(addTexts.adding)}
      accept={endings}
      take={async (files) => {
        const [file] = files;
        if (file !== undefined && (await isProjectFile({ name: file.name, blob: file }))) return takeProjectFile(file);
        const { id, name, warnings } = await importModel(files);
        const next = { label: addTexts.predict, open: () => openRoom("predict", id) };
        return { sentence: addedModel(name), remarks: warnings, next };
      }}
    >
      <p className="small quiet">{t(addTexts.lead)}</p>
      <details className="small">
        <summary>{t(addTexts.formats)}</summary>
        <dl className="library-formats">
          {importers.map(({ id, title, summary, gives }) => (
            <div key={id}>
              <dt>{t(title)}</dt>
              <dd>{t(sentences(summary, gives))}</dd>
            </div>
          ))}
        </dl>
      </details>
    </FileDoor>
  );
}
