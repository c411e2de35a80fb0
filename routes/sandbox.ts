import { define } from "@/define.ts";
import { sandboxResponse } from "@/lib/http/mod.ts";

/** Where code exercises run what readers write; see docs/code-exercises.md. */
export const handler = define.handlers({ GET: () => sandboxResponse() });
