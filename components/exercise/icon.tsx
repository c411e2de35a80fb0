import type { JSX } from "preact";

/** Signs beside words of right and wrong, told apart by shape. */
export type IconName = "right" | "wrong" | "partly" | "unread";

const PATHS: Readonly<Record<IconName, string>> = {
  right: "M3 8.5l3.5 3.5L13 4.5",
  wrong: "M4 4l8 8M12 4l-8 8",
  partly: "M3 8h10",
  unread: "M8 3.5v6M8 12v.5",
};

/** A sign of the size of the text; the word beside it says the same. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class={`ex-icon ex-icon-${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
