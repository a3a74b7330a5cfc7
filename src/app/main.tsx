import "../project/zod-settings.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createScripting, type StudioScripting } from "../studio/scripting/scripting.ts";
import { App } from "./app.tsx";
import { keepForOffline } from "./offline.ts";
import "../ui/tokens.css";
import "../ui/base.css";

declare global {
  interface Window {
    /** The studio for scripts; the README's "Scripting" describes it. */
    readonly studio: StudioScripting;
  }
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root");

// Starts the studio, too: language, theme and room are known when it returns, the library follows.
Object.defineProperty(window, "studio", { value: createScripting() });
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
keepForOffline();
