import type { ReactNode } from "react";
import { importers } from "../../catalog/importers/index.ts";
import { importModel } from "../../studio/models/import-model.ts";
import { FileDoor } from "../../ui/file-door.tsx";
import { useText } from "../../ui/language.tsx";
import { addedModel, texts } from "./texts.ts";

const endings = [...new Set(importers.flatMap(({ extensions }) => extensions))];

/** Takes a model that another program has saved into the library, to start from it. */
export function AddModel({ onAdded }: { readonly onAdded: (id: string) => void }): ReactNode {
  const t = useText();
  return (
    <FileDoor
      label={t(texts.addModel)}
      taking={t(texts.addingModel)}
      accept={endings}
      take={async (files) => {
        const { id, name, warnings } = await importModel(files);
        onAdded(id);
        return { sentence: addedModel(name), remarks: warnings };
      }}
    >
      <p className="small quiet">{t(texts.addModelHelp)}</p>
    </FileDoor>
  );
}
