import type { JSX } from "preact";

/** What can be done with a figure. */
export type Tool = "reset" | "link" | "png" | "svg" | "csv";

const labels: Readonly<Record<Tool, string>> = {
  reset: "Reset figure",
  link: "Copy link to this state",
  png: "PNG",
  svg: "SVG",
  csv: "CSV",
};

const downloads = ["png", "svg", "csv"] as const;

/** Every tool, in their order. */
export const allTools: readonly Tool[] = ["reset", "link", "png", "svg", "csv"];

/** Props of {@linkcode Tools}. */
export interface ToolsProps {
  disabled: boolean;
  status: string;
  /** Which of them there are. Default: all. */
  tools?: readonly Tool[] | undefined;
  onUse(tool: Tool): void;
}

/** The row of tools under a figure, and what came of the last one. */
export function Tools({ disabled, status, tools = allTools, onUse }: ToolsProps): JSX.Element {
  const files = downloads.filter((tool) => tools.includes(tool));
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
      {tools.includes("reset") && button("reset")}
      {tools.includes("link") && button("link")}
      {files.length > 0 && (
        <span class="fig-group" role="group" aria-label="Download">
          <span class="fig-label" aria-hidden="true">Download</span>
          {files.map((tool) => button(tool, `Download ${labels[tool]}`))}
        </span>
      )}
      <span class="fig-status" aria-live="polite" aria-atomic="true">{status}</span>
    </>
  );
}
