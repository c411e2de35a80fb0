/**
 * The part of Fresh that the course uses, with upstream's names and behaviour.
 *
 * @module
 */
export { App } from "./app.ts";
export type { Context, FreshContext } from "./context.ts";
export { createDefine, type Define, page } from "./define.ts";
export { HttpError } from "./http_error.ts";
export { staticFiles } from "./static_files.ts";
export { trailingSlashes } from "./trailing_slashes.ts";
export type * from "./types.ts";
