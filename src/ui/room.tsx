import type { ReactNode } from "react";
import "./room.css";

interface RoomProps {
  readonly title: string;
  /** One sentence under the title. */
  readonly lead?: ReactNode;
  /** Stands at the title's end. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A room's head and body. */
export function Room(props: RoomProps): ReactNode {
  return (
    <div className="room">
      <header className="room-head">
        <div>
          <h1>{props.title}</h1>
          {props.lead !== undefined && <p className="room-lead">{props.lead}</p>}
        </div>
        {props.actions}
      </header>
      {props.children}
    </div>
  );
}

/** A titled part of a room. */
export function Section(props: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="section" aria-label={props.title}>
      <div className="section-head">
        <h2>{props.title}</h2>
        {props.actions}
      </div>
      {props.children}
    </section>
  );
}

/** Drawn only after 200 ms, so that what is quick does not flicker. */
export function Skeleton(props: { readonly label: string; readonly height: number }): ReactNode {
  return (
    <div className="skeleton" role="status" style={{ minHeight: props.height }}>
      <span className="visually-hidden">{props.label}</span>
    </div>
  );
}

/** Nothing here yet: says what to do and offers one click. */
export function Empty(props: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <svg className="empty-line" viewBox="0 0 120 60" aria-hidden="true">
        <path d="M4 56h112M4 4v52" />
        <path className="empty-curve" d="M8 8c9 26 14 36 34 40s46 4 70 5" />
      </svg>
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}
