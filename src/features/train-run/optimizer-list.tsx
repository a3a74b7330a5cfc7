import { useEffect, useState, type ReactNode } from "react";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { useText } from "../../ui/language.tsx";
import { ValleyPlot } from "../../ui/plots/valley-plot.tsx";
import { cardTexts } from "./card-texts.ts";
import { walkDown, type ValleyPath } from "./optimizer-drawing.ts";

interface OptimizerListProps {
  readonly shownId: string;
  readonly usedId: string;
  readonly onShow: (id: string) => void;
}

/** Every optimizer at its defaults in the same valley, each as a small picture that opens its card. */
export function OptimizerList({ shownId, usedId, onShow }: OptimizerListProps): ReactNode {
  const t = useText();
  const paths = usePaths();
  return (
    <nav className="card-list" aria-label={t(cardTexts.all)}>
      <h3>{t(cardTexts.all)}</h3>
      <ul>
        {optimizers.map(({ id, title }) => {
          const path = paths[id];
          return (
            <li key={id}>
              <button
                type="button"
                className="card-pick"
                aria-current={id === shownId}
                onClick={() => {
                  onShow(id);
                }}
              >
                <span className="card-thumbnail">
                  {path !== undefined && <ValleyPlot path={path.places} stretch={path.stretch} size="small" />}
                </span>
                <span className="card-pick-name">
                  {t(title)}
                  {id === usedId && <span className="card-tag">{t(cardTexts.inUse)}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Drawn once a visit. */
const drawn = new Map<string, ValleyPath>();

/** The paths by optimizer, one after the other so that the page stays at hand. */
function usePaths(): Readonly<Record<string, ValleyPath>> {
  const [paths, setPaths] = useState(() => Object.fromEntries(drawn));
  useEffect(() => {
    let isWanted = true;
    const drawAll = async (): Promise<void> => {
      for (const definition of optimizers) {
        if (!isWanted) return;
        if (drawn.has(definition.id)) continue;
        drawn.set(definition.id, await walkDown(definition, {}));
        setPaths(Object.fromEntries(drawn));
        // A turn for clicks and drawing.
        await new Promise((resolve) => {
          setTimeout(resolve);
        });
      }
    };
    // Without its files there are names without pictures; the card above says what is wrong.
    drawAll().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, []);
  return paths;
}
