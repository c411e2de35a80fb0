/**
 * Fresh's plugin for Vite, for the part of Fresh that the course uses.
 *
 * @module
 */
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { bundlePlugin } from "./bundle_plugin.ts";
import { configure } from "./configure.ts";
import { devPlugin } from "./dev_plugin.ts";
import { type FreshViteConfig, Project } from "./project.ts";
import { resolvePlugin } from "./resolve_plugin.ts";

export type { FreshViteConfig };

/**
 * Builds and serves a Fresh app with Vite.
 *
 * @param options Where the parts of the project are
 * @returns Plugins for `vite.config.ts`
 */
export function fresh(options: FreshViteConfig = {}): Plugin[] {
  let project: Project | undefined;
  const get = () => (project ??= new Project(resolve("."), options));
  return [
    {
      name: "fresh",
      config(user, { command }) {
        project = new Project(resolve(user.root ?? "."), options);
        return configure(project, command === "build");
      },
    },
    resolvePlugin(get),
    bundlePlugin(get),
    devPlugin(get),
  ];
}
