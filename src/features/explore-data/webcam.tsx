import { useEffect, useRef, useState, type ReactNode } from "react";
import { addOwnData } from "../../studio/data/own-data.ts";
import { Button } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { ProblemPanel } from "../../ui/problem-panel.tsx";
import { addTexts, classNamed, nameOfClass, picturesOf, recordFor, takenOf } from "./add-texts.ts";
import { MakingPanel } from "./making-panel.tsx";
import { texts } from "./texts.ts";
import { useCamera } from "./use-camera.ts";

interface PictureClass {
  readonly name: string;
  readonly pictures: readonly Blob[];
}

const INTERVAL_MS = 100;
const FEWEST_A_CLASS = 5;
const MOST_CLASSES = 8;

/** Pictures from the camera, class by class, as data for a classifier. */
export function Webcam({ onDone }: { readonly onDone: () => void }): ReactNode {
  const [attempt, setAttempt] = useState(0);
  return (
    <Recorder
      key={attempt}
      onDone={onDone}
      onRetry={() => {
        setAttempt(attempt + 1);
      }}
    />
  );
}

function Recorder({ onDone, onRetry }: { readonly onDone: () => void; readonly onRetry: () => void }): ReactNode {
  const t = useText();
  const { integer } = useFormats();
  const { video, status, problem, take } = useCamera();
  const [classes, setClasses] = useState<readonly PictureClass[]>(() =>
    [1, 2].map((number) => ({ name: t(classNamed(String(number))), pictures: [] })),
  );
  const [recording, setRecording] = useState<number | null>(null);

  useEffect(() => {
    if (recording === null) return undefined;
    const takeOne = (): void => {
      void take().then((picture) => {
        setClasses((before) =>
          before.map((each, index) =>
            index === recording ? { ...each, pictures: [...each.pictures, picture] } : each,
          ),
        );
      });
    };
    takeOne();
    const timer = setInterval(takeOne, INTERVAL_MS);
    return () => {
      clearInterval(timer);
    };
  }, [recording, take]);

  const total = classes.reduce((sum, { pictures }) => sum + pictures.length, 0);
  const isEnough = classes.filter(({ pictures }) => pictures.length >= FEWEST_A_CLASS).length >= 2;
  return (
    <MakingPanel title={t(addTexts.webcamTitle)} onClose={onDone}>
      <p className="small quiet">{t(addTexts.webcamHelp)}</p>
      {problem !== null && (
        <ProblemPanel problem={problem}>
          <Button icon="retry" onClick={onRetry}>
            {t(texts.retry)}
          </Button>
        </ProblemPanel>
      )}
      <div className="webcam">
        <div>
          {/* The picture of oneself has no words to caption. */}
          <video ref={video} className="webcam-view" muted playsInline aria-label={t(addTexts.camera)} />
          {status === "starting" && <p role="status">{t(addTexts.cameraStarting)}</p>}
        </div>
        <ul className="webcam-classes">
          {classes.map((each, index) => (
            // Classes stay in their order, and their names change.
            <li key={index}>
              <ClassRow
                number={integer(index + 1)}
                pictures={each}
                isReady={status === "ready"}
                isRecording={recording === index}
                onName={(name) => {
                  setClasses(classes.map((other, at) => (at === index ? { ...other, name } : other)));
                }}
                onRecord={(isOn) => {
                  setRecording(isOn ? index : null);
                }}
              />
            </li>
          ))}
        </ul>
      </div>
      <p role="status" className="small quiet">
        {isEnough ? t(takenOf(integer(total))) : t(addTexts.needPictures)}
      </p>
      <div className="making-actions">
        <Button
          look="primary"
          disabled={!isEnough}
          onClick={() => {
            onDone();
            void addOwnData(filesOf(classes), {}, t(addTexts.webcamName));
          }}
        >
          {t(picturesOf(integer(total)))}
        </Button>
        {classes.length < MOST_CLASSES && (
          <Button
            onClick={() => {
              setClasses([...classes, { name: t(classNamed(String(classes.length + 1))), pictures: [] }]);
            }}
          >
            {t(addTexts.addClass)}
          </Button>
        )}
      </div>
    </MakingPanel>
  );
}

/** As a folder of folders would hold them; two classes of one name are one. */
function filesOf(classes: readonly PictureClass[]) {
  return classes.flatMap(({ name, pictures }, index) =>
    pictures.map((file, number) => ({
      file,
      path: `webcam/${name.replaceAll("/", "-").trim() || String(index + 1)}/${index + 1}-${number + 1}.png`,
    })),
  );
}

interface ClassRowProps {
  readonly number: string;
  readonly pictures: PictureClass;
  readonly isReady: boolean;
  readonly isRecording: boolean;
  readonly onName: (name: string) => void;
  readonly onRecord: (isOn: boolean) => void;
}

function ClassRow(props: ClassRowProps): ReactNode {
  const t = useText();
  const { integer } = useFormats();
  const { name, pictures } = props.pictures;
  const { onRecord } = props;
  const last = pictures.at(-1);
  const start = (): void => onRecord(true);
  const end = (): void => onRecord(false);
  return (
    <>
      <input
        className="input"
        aria-label={t(nameOfClass(props.number))}
        value={name}
        maxLength={60}
        onChange={(event) => {
          props.onName(event.target.value);
        }}
      />
      <Button
        disabled={!props.isReady}
        aria-pressed={props.isRecording}
        aria-label={t(recordFor(name))}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start();
        }}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={(event) => {
          if ((event.key === " " || event.key === "Enter") && !event.repeat) start();
        }}
        onKeyUp={end}
        onBlur={end}
      >
        {t(addTexts.hold)}
      </Button>
      <span className="small quiet webcam-count">{integer(pictures.length)}</span>
      {last === undefined ? <span className="webcam-last" /> : <LastPicture picture={last} />}
    </>
  );
}

function LastPicture({ picture }: { readonly picture: Blob }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isGone = false;
    void createImageBitmap(picture).then((bitmap) => {
      if (!isGone) canvas.current?.getContext("2d")?.drawImage(bitmap, 0, 0);
      bitmap.close();
    });
    return () => {
      isGone = true;
    };
  }, [picture]);
  return <canvas ref={canvas} className="webcam-last" width={64} height={64} aria-hidden="true" />;
}
