import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import { type Problem, problemOf } from "../../language/studio-error.ts";

/** Side of a picture that is taken, in pixels. */
const SIDE = 64;

export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly status: "starting" | "ready" | "failed";
  readonly problem: Problem | null;
  /** The middle square of what the camera sees now, 64 x 64 pixels, as a PNG file. */
  readonly take: () => Promise<Blob>;
}

/** The camera, on from now until the component goes. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [status, setStatus] = useState<Camera["status"]>("starting");
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let isGone = false;
    const open = async (): Promise<void> => {
      try {
        // Absent where the page did not come over https or from this machine.
        const devices = navigator.mediaDevices as MediaDevices | undefined;
        if (devices === undefined) throw new DOMException("no media devices", "NotFoundError");
        stream = await devices.getUserMedia({ video: { width: 320, height: 240 }, audio: false });
        if (isGone) return stop(stream);
        const element = video.current;
        if (element === null) return;
        element.srcObject = stream;
        await element.play();
        if (!isGone) setStatus("ready");
      } catch (thrown) {
        if (isGone) return;
        setStatus("failed");
        setProblem(cameraProblem(thrown));
      }
    };
    void open();
    return () => {
      isGone = true;
      if (stream !== null) stop(stream);
    };
  }, []);

  const take = useCallback(async (): Promise<Blob> => {
    const element = video.current;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SIDE;
    const context = canvas.getContext("2d");
    if (element === null || context === null) throw new Error("there is no picture to take");
    const side = Math.min(element.videoWidth, element.videoHeight);
    const [left, top] = [(element.videoWidth - side) / 2, (element.videoHeight - side) / 2];
    context.drawImage(element, left, top, side, side, 0, 0, SIDE, SIDE);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob === null) throw new Error("the picture could not be packed");
    return blob;
  }, []);

  return { video, status, problem, take };
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function cameraProblem(thrown: unknown): Problem {
  const name = thrown instanceof DOMException ? thrown.name : "";
  switch (name) {
    case "NotAllowedError":
      return {
        code: "camera-refused",
        text: {
          en: "The browser may not use the camera. Allow it beside the address bar, then try again.",
          zh: "浏览器未获准使用摄像头。请在地址栏旁允许访问，然后重试。",
        },
      };
    case "NotFoundError":
    case "OverconstrainedError":
      return {
        code: "camera-missing",
        text: {
          en: "No camera was found. Connect one and try again, or add a folder of pictures instead.",
          zh: "未找到摄像头。请连接后重试，或改为添加图像文件夹。",
        },
      };
    case "NotReadableError":
      return {
        code: "camera-busy",
        text: {
          en: "The camera is used by another program. Close that, then try again.",
          zh: "摄像头正被其他程序占用。请关闭该程序后重试。",
        },
      };
    default:
      return problemOf(thrown);
  }
}
