import type { ReactNode } from "react";
import type { LayerPath } from "../../project/edit-layers.ts";
import type { Mendable } from "../../project/answer-mends.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useText } from "../../ui/language.tsx";
import { useEditor } from "./use-model-editor.ts";

interface MistakeProps {
  readonly mistake: Mendable;
  /** The row that has the focus once it is mended. */
  readonly focusAfter: LayerPath;
}

/** What does not fit, in a sentence, and what would mend it. */
export function Mistake({ mistake, focusAfter }: MistakeProps): ReactNode {
  const t = useText();
  const { change } = useEditor();
  return (
    <div className="layer-mistake">
      <Icon name="warning" size={16} />
      <div>
        <p>{t(mistake.problem.text)}</p>
        <div className="layer-mends">
          {mistake.mends.map((mend) => (
            <Button
              key={mend.title.en}
              size="small"
              onClick={() => {
                change(mend.layers, { path: focusAfter, part: "title" });
              }}
            >
              {t(mend.title)}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
