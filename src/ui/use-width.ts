import { useCallback, useState, type RefCallback } from "react";

export interface Size {
  readonly width: number;
  readonly height: number;
}

const none: Size = { width: 0, height: 0 };

/** The size in whole pixels of the element that gets the ref; 0 until it is laid out. */
export function useSize(): readonly [RefCallback<HTMLElement>, Size] {
  const [size, setSize] = useState(none);
  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const read = (): void => {
      const [width, height] = [Math.floor(element.clientWidth), Math.floor(element.clientHeight)];
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [measure, size];
}

/** The width alone. */
export function useWidth(): readonly [RefCallback<HTMLElement>, number] {
  const [measure, { width }] = useSize();
  return [measure, width];
}
