import type { ReactNode } from "react";
import { architectures } from "../../catalog/architectures/index.ts";
import { datasets } from "../../catalog/datasets/index.ts";
import { findDefinition } from "../../catalog/definition.ts";
import { gallery, type GalleryEntry } from "../../catalog/gallery/index.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import type { Text } from "../../language/text.ts";
import { parseProject } from "../../project/parse-project.ts";
import { notify } from "../../studio/notices.ts";
import { openGalleryEntry } from "../../studio/open-gallery-entry.ts";
import { useFormats, useText } from "../../ui/language.tsx";
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

/** The studio's sign: a loss that falls. */
function FallingLine(): ReactNode {
  return (
    <svg className="gallery-line" viewBox="0 0 600 120" preserveAspectRatio="none" aria-hidden="true">
      <path
        className="gallery-line-raw"
        d="M0 4l8 26 6-14 8 34 7-18 9 32 8-22 10 28 9-16 11 24 12-18 12 20 14-14 14 18 16-14 16 14 18-10 20 14 22-12 24 12 26-9 28 10 30-8 32 8 36-7 38 7 40-6 42 6 44-5"
      />
      <path className="gallery-line-main" d="M0 6C34 74 80 88 150 97s240 11 450 14" />
    </svg>
  );
}
