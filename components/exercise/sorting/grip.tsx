import type { JSX } from "preact";

/** Where a finger takes a thing to drag it. Keys and buttons do the same, so it says nothing. */
export function Grip(): JSX.Element {
  return (
    <span class="ex-grip" data-grip aria-hidden="true">
      <svg viewBox="0 0 16 16" focusable="false">
        <path d="M5 3v.5M5 8v.5M5 13v.5M11 3v.5M11 8v.5M11 13v.5" />
      </svg>
    </span>
  );
}
