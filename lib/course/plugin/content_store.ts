import { resolve } from "node:path";
import { compileCourse, type CompileResult, type Edition, type Problem } from "../compile.ts";

/** Which content is served, and for whom. */
export interface ContentSettings {
  /** Path of the content folder. */
  readonly contentDir: string;
  readonly edition: Edition;
}

/** Holds the compiled course: compiled once, again on request, and the last sound one kept. */
export class ContentStore {
  readonly #settings: ContentSettings;
  #current: Promise<CompileResult> | undefined;
  #lastSound: CompileResult | undefined;

  constructor(settings: ContentSettings) {
    this.#settings = settings;
  }

  /** Absolute path of the content folder. */
  get folder(): string {
    return resolve(this.#settings.contentDir);
  }

  /** The newest compile, sound or not. */
  compile(): Promise<CompileResult> {
    this.#current ??= this.#run();
    return this.#current;
  }

  /** Forgets the newest compile, because a file has changed. */
  invalidate(): void {
    this.#current = undefined;
  }

  /** The newest sound compile; while a mistake is being mended, the one before it. */
  async sound(): Promise<CompileResult | undefined> {
    await this.compile();
    return this.#lastSound;
  }

  async #run(): Promise<CompileResult> {
    const { contentDir, edition } = this.#settings;
    const result = await compileCourse(contentDir, { edition });
    if (errorsOf(result.problems).length === 0) this.#lastSound = result;
    return result;
  }
}

/** The problems that stop a build. */
export function errorsOf(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ severity }) => severity === "error");
}
