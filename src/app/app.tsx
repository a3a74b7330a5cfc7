/** The shell: frame around the room that the address names. Rooms but the first load when they are opened. */
import { lazy, Suspense, useEffect, useRef, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { Gallery } from "../features/gallery/gallery.tsx";
import { read } from "../language/text.ts";
import { LanguageProvider } from "../ui/language.tsx";
import { Skeleton } from "../ui/room.tsx";
import type { Room } from "../studio/state.ts";
import { useStudio } from "../studio/use-studio.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { keepFocus } from "./keep-focus.ts";
import { NoticeRegion } from "./notice-region.tsx";
import { Rail } from "./rail.tsx";
import { StatusBar } from "./status-bar.tsx";
import { roomNames, texts } from "./texts.ts";
import { TopBar } from "./top-bar.tsx";
import { listenForUndo } from "./undo-keys.ts";
import "./app.css";

const DataRoom = lazy(async () => ({ default: (await import("../features/explore-data/data-room.tsx")).DataRoom }));
const ModelRoom = lazy(async () => ({ default: (await import("../features/design-model/model-room.tsx")).ModelRoom }));
const TrainRoom = lazy(async () => ({ default: (await import("../features/train-run/train-room.tsx")).TrainRoom }));
const RaceRoom = lazy(async () => ({ default: (await import("../features/race-optimizers/race-room.tsx")).RaceRoom }));
const LandscapesRoom = lazy(async () => ({
  default: (await import("../features/explore-landscapes/landscapes-room.tsx")).LandscapesRoom,
}));
const EvaluateRoom = lazy(async () => ({
  default: (await import("../features/evaluate-model/evaluate-room.tsx")).EvaluateRoom,
}));
const Library = lazy(async () => ({ default: (await import("../features/browse-library/library.tsx")).Library }));
const PredictRoom = lazy(async () => ({ default: (await import("../features/predict/predict-room.tsx")).PredictRoom }));

const BenchmarkRoom = lazy(async () => ({
  default: (await import("../features/benchmark/benchmark-room.tsx")).BenchmarkRoom,
}));

const rooms: Readonly<Record<Room, () => ReactNode>> = {
  gallery: () => <Gallery />,
  data: () => <DataRoom />,
  model: () => <ModelRoom />,
  train: () => <TrainRoom />,
  race: () => <RaceRoom />,
  landscapes: () => <LandscapesRoom />,
  evaluate: () => <EvaluateRoom />,
  library: () => <Library />,
  predict: () => <PredictRoom />,
  benchmark: () => <BenchmarkRoom />,
};

export function App(): ReactNode {
  const language = useStudio((state) => state.language);
  const room = useStudio((state) => state.room);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(room);

  useEffect(() => {
    document.title = `${read(roomNames[room], language)} · Descent Studio`;
  }, [room, language]);

  useEffect(() => {
    // Who went to another room by a control in the old one would be left without a focus.
    if (shown.current === room) return;
    shown.current = room;
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo(0, 0);
  }, [room]);

  useEffect(listenForUndo, []);
  useEffect(() => (main.current === null ? undefined : keepFocus(main.current)), []);

  return (
    <LanguageProvider language={language}>
      <I18nProvider locale={language === "zh" ? "zh-CN" : "en-GB"}>
        <div className="frame">
          <a
            className="skip"
            href="#room"
            onClick={(event) => {
              event.preventDefault();
              main.current?.focus();
            }}
          >
            {read(texts.skip, language)}
          </a>
          <TopBar />
          <Rail />
          <main className="frame-room" id="room" ref={main} tabIndex={-1}>
            <ErrorBoundary key={room}>
              <Suspense fallback={<Skeleton label={read(texts.loadingRoom, language)} height={400} />}>
                {rooms[room]()}
              </Suspense>
            </ErrorBoundary>
          </main>
          <StatusBar />
          <NoticeRegion />
        </div>
      </I18nProvider>
    </LanguageProvider>
  );
}
