import { useCallback, useEffect, useRef, useState } from "react";

export type Speed = "10" | "30" | "100";

export interface Playback {
  /** How many steps have been taken; between two of them while it plays. */
  readonly step: number;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  readonly setSpeed: (speed: Speed) => void;
  /** Goes there and rests. */
  readonly seek: (step: number) => void;
  /** From the start again, where it had come to the end. */
  readonly play: () => void;
  readonly pause: () => void;
  /** From the first step: for who has just let something loose. Whoever wants no motion sees the end at once. */
  readonly replay: () => void;
}

const prefersStillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Steps through `last` steps at a speed in steps a second. */
export function usePlayback(last: number): Playback {
  const [wanted, setStep] = useState(Infinity);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>("30");
  const step = Math.min(last, wanted);
  const end = useRef(last);
  useEffect(() => {
    end.current = last;
  }, [last]);

  useEffect(() => {
    if (!isPlaying) return undefined;
    let before = performance.now();
    let frame = requestAnimationFrame(function advance(now) {
      const passed = ((now - before) / 1000) * Number(speed);
      before = now;
      setStep((old) => Math.min(end.current, old + passed));
      frame = requestAnimationFrame(advance);
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [isPlaying, speed]);

  useEffect(() => {
    if (isPlaying && wanted >= last && last > 0) setPlaying(false);
  }, [isPlaying, wanted, last]);

  const seek = useCallback((to: number) => {
    setPlaying(false);
    setStep(to);
  }, []);
  const play = useCallback(() => {
    setStep((old) => (old >= end.current ? 0 : old));
    setPlaying(true);
  }, []);
  const pause = useCallback(() => {
    setPlaying(false);
    setStep((old) => Math.round(Math.min(old, end.current)));
  }, []);
  const replay = useCallback(() => {
    if (prefersStillness()) {
      seek(Infinity);
      return;
    }
    setStep(0);
    setPlaying(true);
  }, [seek]);
  return { step, isPlaying, speed, setSpeed, seek, play, pause, replay };
}
