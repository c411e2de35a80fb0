import { defineConfig } from "vite";
import { fresh } from "@fresh/plugin-vite";
import tailwindcss from "@tailwindcss/vite";
import { codeWorkerPlugin } from "./lib/course/code/bundle_worker.ts";
import { contentPlugin } from "./lib/course/plugin/mod.ts";
import { sharedChunks } from "./tools/shared_chunks.ts";

export default defineConfig({
  plugins: [fresh(), tailwindcss(), contentPlugin(), codeWorkerPlugin(), sharedChunks()],
});
