import { useCallback, type ReactNode } from "react";
import { sentences } from "../../language/text.ts";
import { findDefinition } from "../../catalog/definition.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { ValleyPlot } from "../../ui/plots/valley-plot.tsx";
import { Skeleton } from "../../ui/room.tsx";
import { seenOf, paleIsSgd, pathCaption, pathLabel, cardTexts } from "./card-texts.ts";
import { STEPS, walkDown, type Optimizer } from "./optimizer-drawing.ts";
import { useLoaded } from "../../ui/use-loaded.ts";

interface OptimizerPathProps {
  readonly definition: Optimizer;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What plain descent is compared by. */
const plain = findDefinition(optimizers, "gradient-descent");

/** The optimizer's way down a narrow valley with the settings as they are now, at a rate that suits it. */
export function OptimizerPath({ definition, settings }: OptimizerPathProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const walk = useLoaded(
    useCallback(async () => {
      const [path, other] = await Promise.all([walkDown(definition, settings), walkDown(plain, {})]);
      return { definition, path, other };
    }, [definition, settings]),
  );
  // A failed load is told beside the formula, which comes from the same files.
  if (walk.status !== "ready") return <Skeleton label={t(cardTexts.loading)} height={240} />;
  const { path, other } = walk.value;
  const shown = (loss: number): string => format.number(Number(loss.toPrecision(2)));
  const [from, to] = [shown(path.from), shown(path.to)];
  const seen = seenOf[walk.value.definition.batch];
  const isPlain = JSON.stringify(path.places) === JSON.stringify(other.places);
  return (
    <figure className="card-path">
      <ValleyPlot
        label={t(pathLabel(walk.value.definition.title, from, to))}
        path={path.places}
        {...(isPlain ? {} : { other: other.places })}
        stretch={path.stretch}
        size="large"
      />
      <figcaption>
        {t(
          sentences(
            pathCaption(format.integer(STEPS), format.number(path.rate), from, to),
            ...(seen === null ? [] : [seen]),
            ...(isPlain ? [] : [paleIsSgd]),
          ),
        )}
      </figcaption>
    </figure>
  );
}
