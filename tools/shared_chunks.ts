import type { Plugin } from "vite";

/**
 * What is loaded together wherever it is loaded at all. Left to itself the bundler cuts a file for
 * every set of pages that share a module, some thirty for one chart, and small files compress badly.
 */
const CHUNKS: Readonly<Record<string, RegExp>> = {
  compute:
    /\/lib\/compute\/(?:(?:check|nearest|precision|machines|roofline|operator_time|capacity|basic_conventions)\.ts|units\/(?:number_text|superscript|syntax_error)\.ts|operators\/(?:matrix|softmax|cost|layer_norm|elementwise)\.ts)/,
  figures:
    /\/(?:components\/figure\/(?:chart_cursor|diagram|field|figure_frame|figure_view|handle_keys|handles|live_chart|live_frame|machine_controls|number_slider|paint|results|static_chart|svg_parts|theme|tools|use_figure|use_size)\.tsx?|lib\/figures\/(?:error|link|machines|props|reading|sizes|text|ticks|unverified)\.ts|lib\/figures\/layout\/)/,
};

/**
 * Puts modules that every figure needs into one file, and what all computing needs into another.
 *
 * @returns A plugin for Vite, to stand behind the one that decides on other files
 */
export function sharedChunks(): Plugin {
  return {
    name: "shared-chunks",
    apply: "build",
    applyToEnvironment: ({ name }) => name === "client",
    outputOptions(options) {
      const before = options.manualChunks;
      return {
        ...options,
        // Or a chunk would take everything that its modules import
        onlyExplicitManualChunks: true,
        manualChunks: (id, api) => {
          const earlier = typeof before === "function" ? before(id, api) : undefined;
          if (earlier) return earlier;
          return Object.entries(CHUNKS).find(([, modules]) => modules.test(id))?.[0];
        },
      };
    },
  };
}
