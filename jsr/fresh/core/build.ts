import type { Island, RouteConfig } from "./types.ts";

/** A file of the build that a browser may ask for. */
export interface StaticFile {
  /** Its content hash, without quotes. */
  readonly hash: string;
  /** Whether its name holds a hash of its content. */
  readonly immutable: boolean;
  readonly type: string;
  readonly size: number;
  /** Opens it for reading. */
  open(): Promise<BodyInit>;
}

/** A file of `routes/`: its path from there without extension, and what it exports. */
export interface RouteFile {
  readonly path: string;
  readonly module: RouteModule;
}

/** What a file of `routes/` may export. */
export interface RouteModule {
  readonly default?: unknown;
  readonly handler?: unknown;
  readonly handlers?: unknown;
  readonly config?: RouteConfig;
}

/** What the bundler tells an app about itself. */
export interface Build {
  readonly dev: boolean;
  /** Changes when a file that browsers keep changes. */
  readonly id: string;
  readonly routes: readonly RouteFile[];
  readonly islands: readonly Island[];
  /** The module that exports `boot`, and what it imports. */
  readonly runtime: { readonly url: string; readonly preload: readonly string[] };
  /** Style sheets and modules of every page; modules are for the dev server alone. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** Static files by their decoded path in the URL. */
  readonly files: ReadonlyMap<string, StaticFile>;
}

/** The build of an app that was not bundled, as in a unit test. */
export const NO_BUILD: Build = {
  dev: false,
  id: "",
  routes: [],
  islands: [],
  runtime: { url: "/fresh-runtime.js", preload: [] },
  styles: [],
  scripts: [],
  files: new Map(),
};
