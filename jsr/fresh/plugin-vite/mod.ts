/**
 * Fresh's plugin for Vite, for the part of Fresh that the course uses.
 *
 * @module
 */
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import { bundlePlugin } from "./bundle_plugin.ts";
import { configure } from "./configure.ts";
import type { Folders } from "./crawl.ts";
import { DenoConfig } from "./deno_config.ts";
import { devPlugin } from "./dev_plugin.ts";
import { resolvePlugin } from "./resolve_plugin.ts";

/** Options of {@linkcode fresh}; paths are relative to the project's folder. */
export interface FreshViteConfig {
  /** The module that exports the app. Default `main.ts`. */
  serverEntry?: string;
  /** The module of the browser, for styles. Default `client.ts`. */
  clientEntry?: string;
  /** Default `islands`. */
  islandsDir?: string;
  /** Default `routes`. */
  routeDir?: string;
  /** Default `static`. */
  staticDir?: string;
  /** Files among routes and islands to leave out. */
  ignore?: RegExp[];
}

/** Everything the parts of the plugin know about a project. */
export interface Project extends Folders {
  readonly root: string;
  readonly main: string;
  readonly client: string;
  readonly static: string;
  readonly output: string;
  readonly deno: DenoConfig;
  /** The browser's runtime. */
  readonly runtime: string;
}

/**
 * Builds and serves a Fresh app with Vite.
 *
 * @param options Where the parts of the project are
 * @returns Plugins for `vite.config.ts`
 */
export function fresh(options: FreshViteConfig = {}): Plugin[] {
  let project: Project | undefined;
  const get = () => {
    if (project === undefined) {
      throw new Error("The Fresh plugin was used before its configuration");
    }
    return project;
  };
  return [
    {
      name: "fresh",
      config: {
        order: "pre",
        handler(user, { command }) {
          project = describeProject(resolve(user.root ?? "."), options);
          return configure(project, command === "build");
        },
      },
    },
    resolvePlugin(() => get().deno),
    bundlePlugin(get),
    devPlugin(get),
  ];
}

function describeProject(root: string, options: FreshViteConfig): Project {
  const deno = new DenoConfig(root);
  const runtime = deno.resolve("jsr:@fresh/core/client");
  if (runtime?.kind !== "file") throw new Error("deno.json does not link @fresh/core");
  return {
    root,
    deno,
    runtime: runtime.path,
    main: resolve(root, options.serverEntry ?? "main.ts"),
    client: resolve(root, options.clientEntry ?? "client.ts"),
    islands: resolve(root, options.islandsDir ?? "islands"),
    routes: resolve(root, options.routeDir ?? "routes"),
    static: resolve(root, options.staticDir ?? "static"),
    ignore: options.ignore ?? [],
    output: join(root, "_fresh"),
  };
}
