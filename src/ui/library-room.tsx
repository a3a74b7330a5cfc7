/** What the rooms that live on the library's models have in common. */
import type { ReactNode } from "react";
import type { Text } from "../language/text.ts";
import { Button } from "./button.tsx";
import { useText } from "./language.tsx";
import { Empty, Room, Skeleton } from "./room.tsx";
import type { Choice } from "./segmented.tsx";
import { Select } from "./select.tsx";
import "./library-room.css";

interface LibraryRoomProps {
  readonly title: string;
  readonly lead: string;
  /** The library is open, so that it is known what it holds. */
  readonly isReady: boolean;
  /** What to say while it holds nothing; null: it holds something. */
  readonly nothing: { readonly title: string; readonly text: string } | null;
  readonly onGallery: () => void;
  /** Stands above what there is, and where there is nothing. */
  readonly above?: ReactNode;
  /** Stands at the title's end. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A room with its head, or why it has nothing to show yet. */
export function LibraryRoom(props: LibraryRoomProps): ReactNode {
  const t = useText();
  const { title, lead, isReady, nothing, onGallery, above, actions, children } = props;
  if (nothing === null) {
    return (
      <Room title={title} lead={lead} actions={actions}>
        {above}
        {children}
      </Room>
    );
  }
  return (
    <Room title={title}>
      {above}
      {isReady ? (
        <Empty title={nothing.title}>
          <p>{nothing.text}</p>
          <Button look="primary" onClick={onGallery}>
            {t(texts.toGallery)}
          </Button>
        </Empty>
      ) : (
        <Skeleton label={t(texts.loading)} height={300} />
      )}
    </Room>
  );
}

interface ModelPickerProps {
  /** Undefined: one that is not there. */
  readonly chosenId: string | undefined;
  readonly models: readonly Choice<string>[];
  readonly onChoose: (id: string) => void;
}

/** Which model the room works on. */
export function ModelPicker({ chosenId = "", models, onChoose }: ModelPickerProps): ReactNode {
  const t = useText();
  return (
    <div className="model-picker">
      <Select label={t(texts.model)} value={chosenId} choices={models} onChange={onChoose} />
    </div>
  );
}

/** In the place of what a link asked for. */
export function ModelGone(): ReactNode {
  const t = useText();
  return (
    <Empty title={t(texts.goneTitle)}>
      <p>{t(texts.gone)}</p>
    </Empty>
  );
}

const texts = {
  toGallery: { en: "Pick an experiment", zh: "选一个实验" },
  loading: { en: "Opening the library", zh: "正在打开模型库" },
  model: { en: "Model", zh: "模型" },
  goneTitle: { en: "This model is not in the library", zh: "模型库中没有这个模型" },
  gone: {
    en: "It was deleted, or the link is of another browser. Choose another above.",
    zh: "它已被删除，或链接来自其他浏览器。请在上方选择其他模型。",
  },
} satisfies Readonly<Record<string, Text>>;
