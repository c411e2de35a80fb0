/**
 * Running a reader's code: types taken away, values compared and shown, and
 * what surrounds the code where it runs. The sandbox of the page is in
 * `components/exercise/code`, the process of the content check in
 * `check_model.ts`.
 *
 * @module
 */
export { compareValues, type Difference } from "./compare.ts";
export { readMessage } from "./read_message.ts";
export { showValue } from "./show.ts";
export { type Simulator, simulatorOf, simulators } from "./simulators/mod.ts";
export { type ReadCode, toJavaScript } from "./to_javascript.ts";
export {
  type CodeCall,
  type CodeJob,
  type CodeMessage,
  type CodeResult,
  type CodeValue,
  LIMITS,
} from "./types.ts";
