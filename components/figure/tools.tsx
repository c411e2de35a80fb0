import type { JSX } from "preact";

/** What can be done with a figure. */
export type Tool = "reset" | "link" | "png" | "svg" | "csv";

const labels: Readonly<Record<Tool, string>> = {
  reset: "Reset",
  link: "Copy link to this state",
  png: "PNG",
  svg: "SVG",
  csv: "CSV",
};

const downloads = ["png", "svg", "csv"] as const;

/** The row of tools under a figure, and what came of the last one. */
export function Tools(
  props: { disabled: boolean; status: string; onUse(tool: Tool): void },
): JSX.Element {
  const { disabled, status, onUse } = props;
  const button = (tool: Tool, label = labels[tool]) => (
    <button
      key={tool}
      type="button"
      class="fig-small"
      disabled={disabled}
      aria-label={label === labels[tool] ? undefined : label}
      onClick={() => onUse(tool)}
    >
      {labels[tool]}
    </button>
  );
  return (
    <>
      {button("reset")}
      {button("link")}
      <span class="fig-group" role="group" aria-label="Download">
        <span class="fig-label" aria-hidden="true">Download</span>
        {downloads.map((tool) => button(tool, `Download ${labels[tool]}`))}
      </span>
      <span class="fig-status" role="status">{status}</span>
    </>
  );
}
