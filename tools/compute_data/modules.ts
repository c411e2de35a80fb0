/**
 * The text of each generated module.
 *
 * @module
 */
import { formatProblems } from "@/lib/course/schema/problem_text.ts";
import { ProblemList } from "@/lib/course/schema/problem.ts";
import type { SourceFile } from "@/lib/course/schema/source.ts";
import { readCells } from "./cells.ts";
import { machineInputs } from "./machines.ts";
import { example, machinesText, moduleText } from "./module_text.ts";
import * as tables from "./tables.ts";

/** Gives a table of `content/data`. */
export type ReadTable = (name: string) => SourceFile;

/**
 * Makes the text of every generated module, not yet formatted.
 *
 * @param read Gives a table
 * @returns Texts by file name
 * @throws {Error} If a table has problems; the message lists them
 */
export function moduleTexts(read: ReadTable): ReadonlyMap<string, string> {
  const problems = new ProblemList();
  const values = (name: string, { columns, toValue }: tables.Table) =>
    readCells(read(name), columns, toValue, problems.report);
  const texts = new Map([
    [
      "growth.ts",
      moduleText({
        about: "The paper's trends and their points (Gholami et al. 2024, trend figures).",
        from: "growth.csv and growth_series.csv",
        constants: [
          {
            name: "growthSeries",
            type: "GrowthSeries",
            doc: example(
              "The trends, with the growth that the paper prints and that its points give.",
              "growthSeries",
              "growthSeries[0]?.printedPerTwoYears",
              ".toBe(3)",
            ),
            values: values("growth_series.csv", tables.growthSeries),
          },
          {
            name: "growthPoints",
            type: "GrowthPoint",
            doc: example(
              "The points of all trends. Values are to about four digits, dates to the day.",
              "growthPoints",
              'growthPoints.filter((point) => point.series === "peak-rate").length',
              ".toBe(37)",
            ),
            values: values("growth.csv", tables.growth),
          },
        ],
      }),
    ],
    [
      "paper_models.ts",
      moduleText({
        about: "The tables of models in the paper's repository, slips as printed.",
        from: "paper_models.csv",
        constants: [{
          name: "paperModels",
          type: "PaperModel",
          doc: example(
            "Size, inference and training compute of models, and the memory that training takes.",
            "paperModels",
            'paperModels.find((row) => row.model === "GPT-3")?.parameters',
            ".toBe(175e9)",
          ),
          values: values("paper_models.csv", tables.paperModels),
        }],
      }),
    ],
    [
      "operator_tables.ts",
      moduleText({
        about: "The operator tables of the survey (Kim et al. 2023, arXiv 2302.14017).",
        from: "operator_tables.csv",
        constants: [{
          name: "operatorTables",
          type: "OperatorTableRow",
          doc: example(
            "FLOPs, memory operations, intensity and latency of BERT, GPT-2 and ResNet50, as printed.",
            "operatorTables",
            'operatorTables.find((row) => row.table === "table-3")?.flops',
            ".toEqual({ value: 7.25e9, place: 1e7 })",
          ),
          values: values("operator_tables.csv", tables.operatorTables),
        }],
      }),
    ],
    [
      "remedies.ts",
      moduleText({
        about: "Published effects of remedies for the memory wall, in the words of their sources.",
        from: "remedies.csv",
        constants: [{
          name: "remedyClaims",
          type: "RemedyClaim",
          doc: example(
            "Claims and measurements. Show one whose status is `unverified` with that word beside it.",
            "remedyClaims",
            'remedyClaims.filter((row) => row.status === "unverified").length',
            ".toBeGreaterThan(0)",
          ),
          values: values("remedies.csv", tables.remedies),
        }],
      }),
    ],
    ["machines.ts", machinesText(machineInputs(read, problems.report))],
  ]);
  const found = problems.sorted();
  if (found.length > 0) throw new Error(formatProblems(found));
  return texts;
}
