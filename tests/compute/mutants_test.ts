/**
 * The mistakes that calculators of this field have made, put into a copy of the
 * library one by one. For each there is a claim with a reference from outside
 * the library; the claim holds of the library, and fails of the copy.
 */
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";

type Library = typeof import("@/lib/compute/mod.ts") & typeof import("@/lib/compute/data/mod.ts");

interface Mutant {
  readonly mistake: string;
  /** Within lib/compute. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** What holds of the library, with numbers worked out or published elsewhere. */
  readonly claim: (library: Library) => void;
}

const LIBRARY = new URL("../../lib/compute/", import.meta.url);

/** Llama-2-70B: 80 layers of width 8192, 64 heads of 128 values, 8 of keys and values. */
const CACHE_70B = 2 * 80 * 8 * 128 * 2;

const mutants: readonly Mutant[] = [
  {
    mistake: "key and value heads are taken to be as many as query heads",
    file: "transformers/kv_cache.ts",
    from: "2 * keyValueHeads * headSize",
    to: "2 * model.heads * headSize",
    claim: ({ kvBytesPerToken, findTransformer }) =>
      expect(kvBytesPerToken(findTransformer("llama-2-70b"))).toBe(CACHE_70B),
  },
  {
    mistake: "a decode step reads keys and values of all query heads",
    file: "transformers/layer_terms.ts",
    from: 'factor("g", model.keyValueHeads)',
    to: 'factor("g", model.heads)',
    claim: ({ decodeStep, findTransformer }) => {
      const { byKind } = decodeStep(findTransformer("llama-2-70b"), { contextTokens: 4096 });
      expect(byKind.kvWrite).toBe(CACHE_70B);
      expect(byKind.kvRead / CACHE_70B).toBeGreaterThanOrEqual(4096);
      expect(byKind.kvRead / CACHE_70B).toBeLessThanOrEqual(4097);
    },
  },
  {
    mistake: "a gated MLP has two matrices",
    file: "transformers/layer_mlp.ts",
    from: '...(model.gated ? [inward("gate")] : [])',
    to: "...[]",
    claim: ({ forward, findTransformer }) => {
      // Three matrices of 4096 × 11008 in each of 32 layers, two FLOPs a weight and token
      const { operators } = forward(findTransformer("llama-2-7b"), { tokens: 10 });
      const products = operators.filter(({ group, name }) =>
        group === "mlp" && !name.includes("activation")
      );
      expect(products.reduce((sum, { flops }) => sum + flops, 0))
        .toBe(2 * 10 * 3 * 4096 * 11008 * 32);
    },
  },
  {
    mistake: "a gated MLP has the parameters of two matrices",
    file: "transformers/parameters.ts",
    from: "const inward = gated ? 2 : 1;",
    to: "const inward = gated ? 1 : 1;",
    claim: ({ parameterCount, findTransformer }) =>
      expect(parameterCount(findTransformer("llama-2-7b")).total).toBe(6_738_415_616),
  },
  {
    mistake: "cached keys and values are read twice in a step",
    file: "transformers/layer_core.ts",
    from: "moved(recipe, tensor, label, keys, factors)",
    to: "moved(recipe, tensor, label, keys, factors, { times: 2 })",
    claim: ({ decodeStep, kvCacheBytes, findTransformer }) => {
      const model = findTransformer("llama-2-7b");
      const { byKind } = decodeStep(model, { contextTokens: 1000 });
      expect(byKind.kvRead).toBeLessThanOrEqual(kvCacheBytes(model, { tokens: 1001 }));
    },
  },
  {
    mistake: "fused attention writes scores of tokens × tokens",
    file: "operators/attention.ts",
    from: "...(fused ? [] : moved)",
    to: "...moved",
    claim: ({ attention }) => {
      const shape = {
        batch: 1,
        queryTokens: 4096,
        keyTokens: 4096,
        heads: 32,
        keyValueHeads: 32,
        headSize: 128,
      };
      expect(attention(shape, { fused: true }).bytesWritten).toBe(4096 * 32 * 128 * 2);
    },
  },
  {
    mistake: "a model's fused attention moves its scores",
    file: "transformers/layer_core.ts",
    from: "  if (fused) {",
    to: '  if (fused && pairs === "crossPairs") {',
    claim: ({ prefill, findTransformer }) => {
      const model = findTransformer("llama-2-7b");
      const bytes = (promptTokens: number) =>
        prefill(model, { promptTokens }, { attention: "fused" }).byKind.activations;
      // Without scores, activations grow with the tokens and not with their square
      expect((bytes(4096) - bytes(2048)) / (bytes(2048) - bytes(1024))).toBeCloseTo(2, 6);
    },
  },
  {
    mistake: "the peak with structured sparsity is taken for the dense one",
    file: "data/machines.ts",
    from: "fp16: 3.12e14",
    to: "fp16: 6.24e14",
    claim: ({ knownMachines, findMachine, peakRate }) =>
      expect(peakRate(findMachine(knownMachines(), "a100-80"), "fp16")).toBe(312e12),
  },
  {
    mistake: "a gigabyte has 2³⁰ bytes",
    file: "units/prefixes.ts",
    from: 'word: "giga", factor: 1e9',
    to: 'word: "giga", factor: 2 ** 30',
    claim: ({ parseQuantity }) => {
      expect(parseQuantity("80 GB").value).toBe(80e9);
      expect(parseQuantity("80 GiB").value).toBe(80 * 1024 ** 3);
    },
  },
  {
    mistake: "the head counts a multiply-accumulate once",
    file: "transformers/layer_ends.ts",
    from: 'name: "head",\n        group: "head",\n        work: "scored",\n        inward: [d],',
    to:
      'name: "head",\n        group: "head",\n        work: "scored",\n        inward: [{ ...d, value: d.value / 2 }],',
    claim: ({ decodeStep, findTransformer }) => {
      const { operators } = decodeStep(findTransformer("gpt-2-small"), { contextTokens: 10 });
      const head = operators.find(({ name }) => name === "head");
      expect(head?.flops).toBe(2 * 768 * 50_257);
    },
  },
  {
    mistake: "causal attention is halved without a word",
    file: "transformers/layer_core.ts",
    from: 'flops(2, "scores", pairs, [h, querySize], again)',
    to: 'flops(1, "scores", pairs, [h, querySize], again)',
    claim: attentionInFull,
  },
  {
    mistake: "the product with the values is not counted",
    file: "transformers/layer_core.ts",
    from: 'flops(2, "product with values", pairs, [h, valueSize])',
    to: 'flops(0, "product with values", pairs, [h, valueSize])',
    claim: attentionInFull,
  },
  {
    mistake: "a multiply-accumulate is one FLOP",
    file: "operators/matrix.ts",
    from:
      'label: "multiply-accumulates",\n        product: [...outer, "m", "n", "k"],\n        times: 2,',
    to:
      'label: "multiply-accumulates",\n        product: [...outer, "m", "n", "k"],\n        times: 1,',
    claim: ({ gemm }) => expect(gemm({ m: 10, n: 20, k: 30 }).flops).toBe(12_000),
  },
  {
    mistake: "a head's size is derived from width and heads",
    file: "transformers/layer_terms.ts",
    from: 'factor("k", model.headSize)',
    to: 'factor("k", model.width / model.heads)',
    claim: ({ forward, findTransformer }) => {
      // Gemma-2-9B: width 3584, 16 heads of 256 values, 42 layers
      const { operators } = forward(findTransformer("gemma-2-9b"), { tokens: 1 });
      expect(operators.find(({ name }) => name === "query projection")?.flops)
        .toBe(2 * 3584 * 16 * 256 * 42);
    },
  },
  {
    mistake: "a sliding window is ignored by the cache",
    file: "transformers/kv_cache.ts",
    from: "Math.min(tokens, window)",
    to: "tokens",
    claim: ({ kvCacheBytes, findTransformer }) => {
      // Mistral-7B keeps 4096 tokens in each of 32 layers, 8 heads of 128 values
      expect(kvCacheBytes(findTransformer("mistral-7b"), { tokens: 32_768 }))
        .toBe(4096 * 32 * 2 * 8 * 128 * 2);
    },
  },
  {
    mistake: "all experts count as used by a token",
    file: "transformers/parameters.ts",
    from: "(experts.count - experts.active) * one",
    to: "0 * one",
    claim: ({ parameterCount, findTransformer }) => {
      const { total, active } = parameterCount(findTransformer("mixtral-8x7b"));
      expect(total).toBe(46_702_792_704);
      expect(active / 1e9).toBeCloseTo(12.9, 1);
    },
  },
];

/** Scores and values of 100 tokens: 2·100²·4096 each, in each of 32 layers (Llama-2-7B). */
function attentionInFull({ prefill, findTransformer }: Library): void {
  const { groups } = prefill(findTransformer("llama-2-7b"), { promptTokens: 100 }, {
    elementwise: "ignored",
  });
  expect(groups.find(({ group }) => group === "attention")?.flops).toBe(
    2 * 2 * 100 ** 2 * 4096 * 32,
  );
}

async function copyLibrary(to: string): Promise<void> {
  const copy = async (folder: string) => {
    await Deno.mkdir(`${to}/${folder}`, { recursive: true });
    for await (const entry of Deno.readDir(new URL(folder, LIBRARY))) {
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory) await copy(`${path}/`);
      else if (path.endsWith(".ts")) await Deno.copyFile(new URL(path, LIBRARY), `${to}/${path}`);
    }
  };
  await copy("");
}

async function load(folder: string): Promise<Library> {
  const [library, data] = await Promise.all(
    ["mod.ts", "data/mod.ts"].map((name) => import(new URL(name, folder).href)),
  );
  return { ...library, ...data };
}

describe("A known mistake of calculators", () => {
  const folders: string[] = [];
  let library: Library;

  beforeAll(async () => {
    library = await load(LIBRARY.href);
  });
  afterAll(async () => {
    for (const folder of folders) await Deno.remove(folder, { recursive: true });
  });

  for (const { mistake, file, from, to, claim } of mutants) {
    it(`is noticed: ${mistake}`, async () => {
      claim(library);
      const folder = await Deno.makeTempDir({ prefix: "mutant-" });
      folders.push(folder);
      await copyLibrary(folder);
      const source = await Deno.readTextFile(`${folder}/${file}`);
      expect(source).toContain(from);
      await Deno.writeTextFile(`${folder}/${file}`, source.replaceAll(from, to));
      const mutant = await load(`file://${folder}/`);
      expect(() => claim(mutant)).toThrow();
    });
  }
});
