/**
 * Takes everything out of a worker that is not the language itself, before the
 * reader's code runs in it. The sandbox's policy refuses network and storage
 * anyway; this leaves nothing to try it with, and nothing to send messages by.
 *
 * @module
 */
import { LIMITS } from "./types.ts";

/** What the language has. Shared memory and WebAssembly are left out: no exercise needs them. */
const ALLOWED: readonly string[] = [
  "Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol",
  "Date Promise RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError",
  "TypeError URIError globalThis JSON Math Intl ArrayBuffer Uint8Array Int8Array Uint16Array",
  "Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array Uint8ClampedArray",
  "BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef",
  "FinalizationRegistry Proxy Reflect decodeURI decodeURIComponent encodeURI encodeURIComponent",
  "escape unescape eval isFinite isNaN",
].flatMap((line) => line.split(" "));

/** From this length on a list that is made at once counts: small ones are made by the thousand. */
const LONG_LIST = 10_000;

const COUNTED = [
  "Array",
  "ArrayBuffer",
  ...ALLOWED.filter((name) => /^(Uint|Int|Float|Big(Ui|I)nt).*Array$/.test(name)),
];

/** Methods of typed arrays that give another one. */
const TYPED_COPIES = ["slice", "map", "filter", "toReversed", "toSorted", "with"];

/**
 * Locks the global object of this worker or process down. There is no way back.
 */
export function lockDown(): void {
  const allowed = new Set<PropertyKey>(ALLOWED);
  let scope: object | null = globalThis;
  while (scope !== null && scope !== Object.prototype) {
    for (const name of Reflect.ownKeys(scope)) {
      if (allowed.has(name)) continue;
      if (Reflect.deleteProperty(scope, name)) continue;
      // What cannot be deleted may still be emptied
      Reflect.defineProperty(scope, name, { value: undefined });
    }
    scope = Object.getPrototypeOf(scope);
  }
  limitMemory();
}

/**
 * Counts the bytes of typed arrays and of lists with a given length, which a loop could otherwise
 * take by the gigabyte. What the reader's code may replace, such as iterators, is not used here.
 */
function limitMemory(): void {
  const globals = globalThis as unknown as Record<string, unknown>;
  const { construct, apply } = Reflect;
  const typedArrays: object = Object.getPrototypeOf(Uint8Array.prototype);
  const sizeOf = getterOf(ArrayBuffer.prototype, "byteLength");
  const bufferOf = getterOf(typedArrays, "buffer");
  const { isView } = ArrayBuffer;
  const isNumber = (value: unknown) => typeof value === "number";
  const refuse = RangeError;
  let left: number = LIMITS.bytes;
  const take = (bytes: number) => {
    if (!(bytes <= left)) {
      throw new refuse(`The run asks for more than ${LIMITS.bytes / 1e6} MB of memory`);
    }
    left -= bytes;
  };
  const takeList = (given: unknown[]) => {
    const size = given.length === 1 ? given[0] : 0;
    if (typeof size === "number" && size >= LONG_LIST) take(8 * size);
  };
  const takeMade = (made: object, given?: unknown) => {
    if (isView(made)) {
      const buffer = apply(bufferOf, made, []);
      if (buffer !== given) take(apply(sizeOf, buffer, []));
    } else take(apply(sizeOf, made, []));
  };
  countCopies(typedArrays, TYPED_COPIES);
  countCopies(ArrayBuffer.prototype, ["slice"]);
  // These grow a buffer without a constructor
  for (const name of ["transfer", "transferToFixedLength", "resize"]) {
    Reflect.deleteProperty(ArrayBuffer.prototype, name);
  }
  for (const name of COUNTED) {
    const original = globals[name];
    if (typeof original !== "function") continue;
    const width = Number((original as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1);
    const handler: ProxyHandler<typeof original> = name === "Array"
      ? {
        apply: (target, self, given) => (takeList(given), apply(target, self, given)),
        construct: (target, given, newTarget) => (
          takeList(given), construct(target, given, newTarget)
        ),
      }
      : {
        construct(target, given, newTarget) {
          const size = given[0];
          if (isNumber(size)) take(size * width);
          // Without its second argument a buffer cannot grow later
          const made = construct(target, name === "ArrayBuffer" ? [size] : given, newTarget);
          // Of a list, another array or what turns into a number: its size is known only now
          if (!isNumber(size)) takeMade(made, size);
          return made;
        },
      };
    const counted = new Proxy(original, handler);
    Reflect.defineProperty(original.prototype, "constructor", { value: counted });
    Reflect.defineProperty(globals, name, { value: counted, writable: true, configurable: true });
  }

  /** Methods that make a copy may go past the constructor. */
  function countCopies(prototype: object, methods: readonly string[]): void {
    for (const name of methods) {
      const original = Reflect.get(prototype, name);
      if (typeof original !== "function") continue;
      const counted = new Proxy(original, {
        apply(target, self, given) {
          const before = left;
          const made = apply(target, self, given);
          if (left === before) takeMade(made as object);
          return made;
        },
      });
      Reflect.defineProperty(prototype, name, {
        value: counted,
        writable: true,
        configurable: true,
      });
    }
  }
}

function getterOf(prototype: object, name: string): () => never {
  const { get } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  if (!get) throw new TypeError(`There is no ${name}`);
  return get as () => never;
}
