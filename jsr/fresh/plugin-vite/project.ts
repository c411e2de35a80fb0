import { existsSync, readdirSync } from "node:fs";
import { join, parse, relative, resolve, sep } from "node:path";
import { DenoConfig } from "./deno_config.ts";

/** Options of `fresh()`; paths are relative to the project's folder. */
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

const SOURCE = /\.[jt]sx?$/;
const NOT_SOURCE = /[._]test\.[jt]sx?$|\.d\.ts$/;

/** What is where in a project, as absolute paths. */
export class Project {
  readonly deno: DenoConfig;
  readonly main: string;
  /** None, or the one module of the browser. */
  readonly client: readonly string[];
  readonly static: string;
  readonly output: string;
  /** Where the build stands once it is complete. */
  readonly target: string;
  /** The module that starts islands. */
  readonly runtime: string;
  readonly #islands: string;
  readonly #routes: string;
  readonly #ignore: readonly RegExp[];

  constructor(
    readonly root: string,
    options: FreshViteConfig,
  ) {
    this.deno = new DenoConfig(root);
    const runtime = this.deno.resolve("jsr:@fresh/core/client");
    if (runtime?.kind !== "file") throw new Error("deno.json does not link @fresh/core");
    this.runtime = runtime.path;
    this.main = resolve(root, options.serverEntry ?? "main.ts");
    this.client = [resolve(root, options.clientEntry ?? "client.ts")].filter(existsSync);
    this.static = resolve(root, options.staticDir ?? "static");
    this.target = resolve(root, "_fresh");
    this.output = `${this.target}.building`;
    this.#islands = resolve(root, options.islandsDir ?? "islands");
    this.#routes = resolve(root, options.routeDir ?? "routes");
    this.#ignore = options.ignore ?? [];
  }

  /** The route files, by paths such as `/lessons/[slug]`; not what is in folders like `(_x)`. */
  routes(): { path: string; file: string }[] {
    return this.#sources(this.#routes)
      .map((file) => {
        const { dir, name } = parse(relative(this.#routes, file));
        return { path: `/${[...dir.split(sep), name].filter(Boolean).join("/")}`, file };
      })
      .filter(({ path }) => !/\/\(_[^/]*\)\//.test(path));
  }

  /** The files of islands: in their own folder, and in `(_islands)` among the routes. */
  islands(): string[] {
    const local = this.#sources(this.#routes).filter((file) =>
      relative(this.#routes, file).split(sep).includes("(_islands)")
    );
    return [...this.#sources(this.#islands), ...local];
  }

  /** Whether a new or deleted file changes what is a route or an island. */
  includes(file: string): boolean {
    return (
      SOURCE.test(file) &&
      [this.#routes, this.#islands].some((folder) => file.startsWith(folder + sep))
    );
  }

  #sources(folder: string): string[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => SOURCE.test(file) && !NOT_SOURCE.test(file))
      .filter((file) => !this.#ignore.some((pattern) => pattern.test(file)))
      .sort();
  }
}
