import type { ReactNode } from "react";
import { dismissNotice, holdNotices } from "../studio/notices.ts";
import { useStudio } from "../studio/use-studio.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { useText } from "../ui/language.tsx";
import { texts } from "./texts.ts";
import "./notice-region.css";

/** Short messages at the edge, read out as they come; each with at most one way back. */
export function NoticeRegion(): ReactNode {
  const t = useText();
  const notices = useStudio((state) => state.notices);
  return (
    <section
      className="notices"
      aria-label={t(texts.notices)}
      aria-live="polite"
      onPointerEnter={() => {
        holdNotices(true);
      }}
      onPointerLeave={() => {
        holdNotices(false);
      }}
      onFocus={() => {
        holdNotices(true);
      }}
      onBlur={() => {
        holdNotices(false);
      }}
    >
      {notices.map((notice) => {
        const { action } = notice;
        return (
          <div key={notice.id} className={`notice notice-${notice.tone}`}>
            <p>{t(notice.text)}</p>
            {action !== undefined && (
              <Button size="small" onClick={action.run}>
                {t(action.label)}
              </Button>
            )}
            <IconButton
              icon="close"
              label={t(texts.dismiss)}
              onClick={() => {
                dismissNotice(notice.id);
              }}
            />
          </div>
        );
      })}
    </section>
  );
}
