/**
 * The compiled course. The content plugin (`lib/course/plugin`) replaces this
 * module at build and in the dev server; what stands here is only its type.
 *
 * @module
 */
import type { CompiledCourse } from "./types.ts";

/** The course this build serves. Server only: it holds every lesson. */
export const course: CompiledCourse = unbuilt("course");

function unbuilt(name: string): never {
  throw new Error(
    `The compiled ${name} exists only in a Vite build: run it through "deno task build" or "deno task dev"`,
  );
}
