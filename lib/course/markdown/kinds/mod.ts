/**
 * The kinds of exercises that are written in YAML.
 *
 * @module
 */
import { multiple, single } from "./choice.ts";
import { classification } from "./classification.ts";
import { code } from "./code.ts";
import { figure } from "./figure.ts";
import type { YamlKind } from "./kind.ts";
import { matching } from "./matching.ts";
import { numeric } from "./numeric.ts";
import { open } from "./open.ts";
import { ordering } from "./ordering.ts";

export type { CommonFields, YamlKind } from "./kind.ts";

/** By the word that stands under `kind`. */
export const yamlKinds: ReadonlyMap<string, YamlKind> = new Map([
  ["numeric", numeric],
  ["single", single],
  ["multiple", multiple],
  ["ordering", ordering],
  ["matching", matching],
  ["classification", classification],
  ["code", code],
  ["open", open],
  ["figure", figure],
]);
