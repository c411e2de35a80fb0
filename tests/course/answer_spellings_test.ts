import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { type GradedNumeric, gradeNumeric } from "@/lib/course/exercise/mod.ts";
import { vocabulary } from "./fixtures.ts";

/** What readers type for one number: what is right, what is asked about, what is wrong. */
interface Spellings {
  readonly answer: string;
  readonly unit: string;
  readonly right: readonly string[];
  /** Not marked, and what is said of it. */
  readonly asked?: readonly (readonly [text: string, words: string])[];
  readonly wrong?: readonly string[];
}

const spellings: readonly Spellings[] = [
  {
    answer: 'unit(34.359738368, "GFLOP")',
    unit: "GFLOP",
    right:
      `34.4|34,4|34.4 GFLOP|34.4GFLOP|34.4 GFLOP.|=34.4 GFLOP|= 34.4 GFLOP|34.4 gflop|34.4 GFlop
      34.4 Gflop|34.4 gFLOP|34.4 GFLOPs|34.4 gigaflop|34.4 Gigaflop|34.4 Gigaflops|34.4 GigaFLOP
      34.4 giga FLOP|34.4 giga flops|34.4 Giga FLOP|34.4 GIGAFLOP|34.4 G FLOP|34.4G|34.4 G|34.4 g|34.4 giga
      34.4 gflops|34 400 MFLOP|34400 MFLOP|34,400 MFLOP|0.0344 TFLOP|34.4e9 FLOP|3.44e10 FLOP|3.44E10 FLOP
      3.44 × 10^10 FLOP|3.44 x 10^10 FLOP|3.44·10^10 FLOP|3.44 * 10^10 FLOP|3.44*10**10 FLOP
      3.44×10¹⁰ FLOP|3.44 10^10 FLOP|3.44 10¹⁰ FLOP|3.44 × 10^{10} FLOP|3.44 \\times 10^{10} FLOP
      3.44 \\cdot 10^{10} FLOP|2^35 FLOP|2^{35} FLOP|2**35 FLOP|2³⁵ FLOP|2^(35) FLOP
      34.4 billion|34.4 billion FLOP|34.4 billion FLOPs|34.4 Billion|34.4 bn FLOP|34.4billion
      34.4 billion operations|34.4 billion ops|34.4 billion op|34.4 G operations|34.4 Gop|34.4 GOP
      34.4 giga operations|34.4 gigaoperations|34.4 thousand MFLOP|34400 million FLOP|0.0344 trillion FLOP
      34.4 billion floating-point operations|34.4 billion floating point operations|34359738368 FLOP
      34359738368 operations|34359738368 flop|34 359 738 368 FLOP|34,359,738,368 FLOP
      34.359.738.368 FLOP|2*4096*512*8192 FLOP|2 × 4096 × 512 × 8192 FLOP|2 · 4096 · 512 · 8192 / 1e9
      2 x 4096 x 512 x 8192 ops|2*4096*512*8192/10^9|about 34.4|About 34.4 GFLOP|~34.4|~ 34.4 GFLOP
      ≈34.4 GFLOP|≈ 34.4|approx. 34.4 GFLOP|approximately 34.4|roughly 34.4|ca. 34.4|around 34.4
      34.4\u00a0GFLOP|34.4\u2009GFLOP|34.4\u202fGFLOP|34.4\u2003GFLOP|\ufeff34.4 GFLOP|３４.４ GFLOP|３４．４
      34.4 ＧＦＬＯＰ|34.4 [GFLOP]|34.4 (GFLOP)|W = 34.4 GFLOP|+34.4 GFLOP|34.4 K MFLOP`
        .split(/\||\n\s*/),
    asked: [
      ["34359738368", "Did you mean 34.4 GFLOP?"],
      ["2^35", "Did you mean 34.4 GFLOP?"],
      ["2^{35}", "Did you mean 34.4 GFLOP?"],
      ["2 4096 512 8192 FLOP", "Did you mean 2 × 4096 × 512 × 8192?"],
      ["2 4096 512 8192", "Did you mean 2 × 4096 × 512 × 8192?"],
      ["34.4 GFLOPS", "GFLOPS means GFLOP/s: write GFLOP for a count"],
      ["34.4 GFLOP/s", "You gave floating-point operations a second (FLOP/s)"],
      ["34.4 GB", "You gave bytes"],
      ["34.4 B", "For a billion"],
      ["34.4 GFLPO", "Did you mean “GFLOP” (gigaFLOPs) or"],
      ["34.4 parsec", "“parsec”"],
      ["33 to 35 GFLOP", "one number"],
      ["33-35 GFLOP", "one number"],
      ["33–35", "one number"],
      ["2*17.2 = 34.4 GFLOP", "either the calculation or its result"],
      ["34.4 GMAC", "“GMAC”"],
      ["billion", "Begin with a number"],
      ["GFLOP", "Begin with a number"],
      ["34.4 GFLOPS/s", "already means"],
    ],
    wrong: ["34.4 MFLOP", "34.4 k", "33 GFLOP", "34.4 million", "17.2G", "34.4 T"],
  },
  {
    answer: 'unit(34.4, "kB")',
    unit: "kB",
    right: `34.4 KB|34.4 kB|34.4 Kbytes|34.4 kilobytes|34.4 Kilobytes|34.4 kbyte|34.4 k|34.4 K|34.4K
      34.4 kilo|34.4 thousand bytes|34400 bytes|34400 B|34 400 byte|34.4 thousand|0.0344 MB|33.6 KiB
      34.4 KByte|34.4 kilo byte|34.4 KILOBYTES|275.2 kbit|34400 BYTES|34400 Byte`.split(/\||\n\s*/),
    asked: [
      ["33.6 KB", "Did you mean 34.4064 kB? Here K was read as 1000: write KiB for 1024 bytes"],
      ["34.4 kb", "Did you mean 34.4 kB? Here b was read as bits: write B or byte for bytes"],
      ["34.4 Kb", "Here b was read as bits"],
      ["34400", "Did you mean 34.4 kB? Without a unit"],
      ["34,400", "Did you mean 34.4 kB?"],
    ],
    wrong: ["32 KB", "34.4 kbit", "34.4 M"],
  },
  {
    answer: 'unit(5, "MB")',
    unit: "MB",
    right:
      `5 million bytes|5 Million Bytes|5M|5 M|5 m|5 mega|5 million|5 mb|5 MB|5 megabytes|5 mega bytes
      5 Megabyte|5000 KB|5000 kB|5e6 B|5·10⁶ byte|0.005 GB|4.768 MiB|5 MBytes|5 Mbyte|40 Mbit|40 Mbits
      10/2 MB|2.5 MB * 2|2 × 2.5 MB|(2 + 3) MB|5 MB.`.split(/\||\n\s*/),
    asked: [
      ["5 Mb", "Here b was read as bits"],
      ["5000000", "Did you mean 5 MB?"],
    ],
    wrong: ["5 KB", "5 G", "5 thousand", "5 billion"],
  },
  {
    answer: 'unit(5000, "MB")',
    unit: "MB",
    right: ["5 thousand MB", "5 GB", "5 billion bytes", "5 billion", "5G"],
    asked: [["5 thousand", "Did you mean 5000 MB?"], ["5k", "Did you mean 5000 MB?"]],
  },
  {
    answer: 'unit(153, "FLOP/byte")',
    unit: "FLOP/byte",
    right: `153|153 FLOP/byte|153 FLOP/B|153 FLOPs a byte|153 FLOPs per byte|153 FLOP per byte
      153 flop per Byte|153 FLOP byte^-1|153 FLOP byte⁻¹|153 FLOP·byte^-1|153 FLOP / byte|153 flops/B
      153 FLOP for each byte|153 FLOP for every byte|153 FLOPs each byte|153 operations per byte
      153 operations a byte|153 ops/byte|153 ops per byte|153 op/B|0.153k|0.153 kFLOP/byte|0.153 KFLOP/byte
      153 GFLOP/GB|153 flop/BYTE|312/2.039|312 TFLOP/s / 2.039 TB/s|312e12/2.039e12|312 T / 2.039 T
      1.53 10^2|1.53 × 10^2|1.53e2|1.53·10²|1.53x10^2|1.53 10²|1.53 * 10 ^ 2|153 FLOP/(byte)
      153 [FLOP/byte]|I = 153 FLOP/byte|153,0|153 FLOP B^{-1}|153 FLOP byte^{-1}|153.0 FLOPs/Byte
      153 floating-point operations per byte`
      .split(/\||\n\s*/),
    asked: [
      ["153 flop/b", "Did you mean 153 FLOP/byte? Here b was read as bits"],
      ["153 FLOP/b", "Here b was read as bits"],
      ["312/2,039", "write a point before decimals"],
      ["153 FLOPS/byte", 'write "FLOP/byte"'],
      ["153 FLOP", "You gave floating-point operations (FLOP)"],
      ["312 TFLOP/s / 0", "You divided by 0"],
    ],
    wrong: ["153 FLOP/bit", "1530", "6.5e-3"],
  },
  {
    answer: "6.15",
    unit: "",
    right:
      `6.15|6,15|x6.15|×6.15|x 6.15|× 6.15|6.15x|6.15 x|6.15×|6.15X|6.15-fold|6.15 fold|6.15fold
      6.15 times|6.15times|factor 6.15|factor of 6.15|a factor of 6.15|by a factor of 6.15|Factor 6.15
      about 6.15 times|~6.15×|about x6.15|615%|615 %|615 percent|615 per cent|６.１５|6.15.|=6.15
      6.15 times faster|6.15 times as many|12.3/2|12.3 / 2|12.3 : 2|12.3 ÷ 2|−6.15 * −1`
        .split(/\||\n\s*/),
    asked: [
      ["6.15 GB", "without a unit"],
      ["6.15 times more", "without a unit"],
      ["6.15 values", "without a unit"],
      ["6 15", "Did you mean 6 × 15?"],
      ["1/0", "You divided by 0"],
      ["0/0", "You divided by 0"],
      ["sqrt(-1)", "square root of a negative number"],
      ["√(2 − 3)", "square root of a negative number"],
      ["0^-1", "0 to a negative power"],
      ["(-8)^0.5", "negative number to a power that is not whole"],
      ["10^999", "too large"],
    ],
    wrong: ["x61.5", "-6.15", "6.15k", "6.15 million"],
  },
  {
    answer: "0.75",
    unit: "",
    right:
      `¾|3/4|3⁄4|0.75|.75|0,75|75%|75 %|75％|75 percent|3 / 4|½ + ¼|1 − ¼|1-1/4|0.75.|3:4|1½ / 2|1 ½ / 2
      50% * 1.5|50 % of 1.5|½ of 1.5`.split(/\||\n\s*/),
    asked: [["1 1/2", "side by side"]],
    wrong: ["75", "4/3", "¼"],
  },
  {
    answer: "1.5",
    unit: "",
    right: ["1½", "1 ½", "1+½", "3/2", "1.5", "150 %"],
    asked: [["1 1/2", "side by side"]],
  },
  {
    answer: "1024",
    unit: "",
    right:
      `1024|1,024|1 024|2^10|2^{10}|2¹⁰|2**10|2 * 512|2 × 512|2x512|2·512|1k + 24|24 + 1k|512/1000 * 2 k|1.024k|1.024 K
      1.024 thousand|(2^5)^2|√(2^20)|sqrt(2^20)|32²|１０２４|1'024|1_024|1.024e3|1024.|1024.0|2^{5}·2^{5}`
        .split(/\||\n\s*/),
    asked: [
      ["2 512", "Did you mean 1024? With the space it was read as 2512: write × between factors"],
      ["1.024", "leave it out between thousands"],
      ["2 4 128", "Did you mean 2 × 4 × 128?"],
    ],
    wrong: ["1000", "1 025 000"],
  },
  {
    answer: "7000000000",
    unit: "",
    right:
      `7 billion|7e9|7 G|7G|7 · 10^9|7 10^9|10^9 * 7|7 bn|7,000,000,000|7 000 000 000|7 thousand million
      7000 M|7000M|7000 million|0.007 T|0.007 trillion`.split(/\||\n\s*/),
    asked: [["7B", "For a billion"], ["7 b", "For a billion"], ["7 m", "“m”"]],
    wrong: ["7 million", "7M", "7k"],
  },
  {
    answer: 'unit(16.5, "ms")',
    unit: "ms",
    right:
      `16.5|16.5 ms|16.5 millisec|16.5 milliseconds|16.5 Milliseconds|16.5 milli seconds|16.5 msec|16.5 MS
      0.0165 s|0.0165 seconds|0.0165 sec|16500 µs|16500 us|16500 μs|16500 microseconds|16.5e-3 s|16.5 m
      16.5 milli|16.5·10⁻³ s|16.5 x 10^-3 s|16.5e−3 s|16.5 × 10^−3 s|16.5 × 10^{-3} s|33 ms/2|33/2 ms
      t = 16.5 ms|10 ms + 6500 µs|33 GB / (2 TB/s)|33 GB / 2 TB/s|16.5 million ns`.split(
        /\||\n\s*/,
      ),
    asked: [["0.0165", "Did you mean 16.5 ms?"], ["16.5 Hz", "You gave"]],
    wrong: ["16.5 s", "16.5 us", "16.5 min"],
  },
  {
    answer: 'unit(2.04, "TB/s")',
    unit: "TB/s",
    right:
      `2.04|2.04 TB/s|2,04 TB/s|2.04 TB per second|2.04 TB a second|2.04 TB each second|2.04 TBps
      2.04 terabytes per second|2.04 Terabytes/second|2.04 tera bytes a second|2.04T|2.04 trillion
      2.04 trillion bytes a second|2.04 trillion bytes per second|2040 GB/s|2 040 GB/s|2.04 tb/s|2.04 TB s^-1
      2.04 TB s⁻¹|2.04 TB·s⁻¹|2.04 TB s^{-1}|2.04e12 B/s|2.04 T B/s|2.04 TB/sec|2.04 MB/µs|2.04 GB/ms`
        .split(/\||\n\s*/),
    asked: [
      ["2.04 Tb/s", "Here b was read as bits"],
      ["2.04 TB", "For a rate, write TB/s"],
      ["2.04 Tbps", "Here b was read as bits"],
    ],
    wrong: ["2.04 Tbit/s", "2.04 GB/s"],
  },
  {
    answer: 'unit(0.5, "USD")',
    unit: "USD",
    right: ["$0.50", "0.5 $", "0.50 USD", "0.5 dollars", "0.5", "$ 0.50", "$0,50", "0.5 Dollars"],
  },
  {
    answer: 'unit(3, "byte") / quantity("1 token")',
    unit: "byte/token",
    right: [
      "3 bytes a token",
      "3 MB per million tokens",
      "3 B/tok",
      "3 GB per billion tokens",
      "3",
    ],
  },
];

const ask = (answer: string, unit: string): GradedNumeric => ({
  answer,
  unit,
  tolerance: { kind: "relative", value: 0.01 },
  slips: [],
});

for (const { answer, unit, right, asked = [], wrong = [] } of spellings) {
  const grade = (text: string) => gradeNumeric(ask(answer, unit), {}, text, vocabulary);
  const said = (text: string) => grade(text).message.join("").replaceAll(/[\u00a0\u202f]/g, " ");

  describe(`Where ${answer} is asked in ${unit || "no unit"}`, () => {
    for (const text of right) {
      it(`${JSON.stringify(text)} is right`, () => {
        const found = { outcome: grade(text).outcome, said: said(text) };
        expect(found).toEqual({ ...found, outcome: "correct" });
      });
    }
    for (const [text, words] of asked) {
      it(`${JSON.stringify(text)} is asked about`, () => {
        expect(said(text)).toContain(words);
        expect(grade(text).outcome).toBe("unread");
        expect(said(text)).toMatch(/[^.?!][.?!]$/);
      });
    }
    for (const text of wrong) {
      it(`${JSON.stringify(text)} is wrong`, () => {
        const found = { outcome: grade(text).outcome, said: said(text) };
        expect(found).toEqual({ ...found, outcome: "wrong" });
      });
    }
  });
}
