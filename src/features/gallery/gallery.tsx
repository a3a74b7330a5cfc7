import type { ReactNode } from "react";
import { architectures } from "../../catalog/architectures/index.ts";
import { datasets } from "../../catalog/datasets/index.ts";
import { findDefinition } from "../../catalog/definition.ts";
import { gallery, type GalleryEntry } from "../../catalog/gallery/index.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import type { Text } from "../../language/text.ts";
import { parseProject } from "../../project/parse-project.ts";
import { notify } from "../../studio/notices.ts";
import { openGalleryEntry } from "../../studio/project/open-gallery-entry.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { jitter } from "./jitter.ts";
import { pictures } from "./pictures.tsx";
import { texts } from "./texts.ts";
import "./gallery.css";

/** Ready experiments: one click from the train room. */
export function Gallery(): ReactNode {
  const t = useText();
  return (
    <div className="gallery">
      <header className="gallery-head">
        <h1>{t(texts.title)}</h1>
        <p>{t(texts.lead)}</p>
        <FallingLine />
      </header>
      <ul className="gallery-list">
        {gallery.map((entry) => (
          <Card key={entry.id} entry={entry} />
        ))}
      </ul>
    </div>
  );
}

function Card({ entry }: { readonly entry: GalleryEntry }): ReactNode {
  const t = useText();
  const picture = pictures[entry.id];
  return (
    <li className="gallery-card">
      <div className="gallery-picture">{picture?.()}</div>
      <h2>
        <button
          type="button"
          className="gallery-open"
          onClick={() => {
            const problem = openGalleryEntry(entry.id);
            if (problem !== null) notify({ tone: "problem", text: problem.text });
          }}
        >
          {t(entry.title)}
        </button>
      </h2>
      <p className="gallery-summary">{t(entry.summary)}</p>
      <Facts entry={entry} />
    </li>
  );
}

/** Size, architecture and optimizer, as the entry's project says. */
function Facts({ entry }: { readonly entry: GalleryEntry }): ReactNode {
  const t = useText();
  const format = useFormats();
  const { project } = parseProject(entry.project);
  if (project === undefined) return null;
  const data = findDefinition(datasets, project.data.id);
  const unit: Text = data.kind === "images" ? { en: "pictures", zh: "张图像" } : { en: "rows", zh: "行" };
  const facts = [
    `${format.integer(data.rows)} ${t(unit)}`,
    ...("architecture" in project.model ? [t(findDefinition(architectures, project.model.architecture).title)] : []),
    t(findDefinition(optimizers, project.training.optimizer.id).title),
  ];
  return (
    <ul className="gallery-facts">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

/** The studio's sign: a loss that falls, smooth over its noise. */
function FallingLine(): ReactNode {
  const points = Array.from({ length: 121 }, (_, index) => {
    const x = index * 5;
    const y = 6 + 96 * (1 - Math.exp(-x / 85)) + x * 0.015;
    // A fixed tremble that dies away: the same picture on every visit.
    const noise = jitter(index) * 34 * (0.3 + Math.exp(-x / 220));
    return { x, y, raw: y + noise };
  });
  const path = (key: "y" | "raw"): string =>
    points.map((point, index) => `${index === 0 ? "M" : "L"}${point.x} ${point[key].toFixed(1)}`).join("");
  return (
    <svg className="gallery-line" viewBox="0 0 600 120" preserveAspectRatio="none" aria-hidden="true">
      <path className="gallery-line-raw" d={path("raw")} />
      <path className="gallery-line-main" d={path("y")} />
    </svg>
  );
}
