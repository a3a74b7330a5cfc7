import type { ReactNode } from "react";
import { IconButton } from "../../ui/button.tsx";
import { useFormats, useText } from "../../ui/language.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { speedOf, stepOf, texts } from "./texts.ts";
import type { Playback, Speed } from "./use-playback.ts";

const speeds: readonly Speed[] = ["10", "30", "100"];

/** Play, pause, one step, any step, and how fast. */
export function PlaybackBar(props: { readonly playback: Playback; readonly last: number }): ReactNode {
  const { playback, last } = props;
  const t = useText();
  const format = useFormats();
  const step = Math.round(playback.step);
  const said = t(stepOf(format.integer(step), format.integer(last)));
  return (
    <section className="landscape-playback" aria-label={t(texts.playback)}>
      <IconButton
        icon="previous"
        label={t(texts.back)}
        onClick={() => {
          playback.seek(Math.max(0, step - 1));
        }}
      />
      <IconButton
        icon={playback.isPlaying ? "pause" : "play"}
        label={t(playback.isPlaying ? texts.pause : texts.play)}
        onClick={playback.isPlaying ? playback.pause : playback.play}
      />
      <IconButton
        icon="next"
        label={t(texts.forward)}
        onClick={() => {
          playback.seek(Math.min(last, step + 1));
        }}
      />
      <input
        className="slider"
        type="range"
        min={0}
        max={last}
        step={1}
        value={step}
        aria-label={t(texts.step)}
        aria-valuetext={said}
        onChange={(event) => {
          playback.seek(event.target.valueAsNumber);
        }}
      />
      <span className="landscape-step" aria-hidden="true">
        {format.integer(step)}
        <small> / {format.integer(last)}</small>
      </span>
      <Segmented<Speed>
        label={t(texts.speed)}
        isLabelHidden
        value={playback.speed}
        choices={speeds.map((speed) => ({ value: speed, label: t(speedOf(speed)) }))}
        onChange={playback.setSpeed}
      />
    </section>
  );
}
