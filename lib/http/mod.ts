/**
 * How pages are delivered: security headers, cache classes, compression.
 *
 * @module
 */
export * from "./cache_policy.ts";
export * from "./content_security_policy.ts";
export * from "./deliver.ts";
export * from "./plain_paths.ts";
export * from "./sandbox.ts";
export * from "./security_headers.ts";
