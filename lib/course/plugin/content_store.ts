import { resolve } from "node:path";
import { compileCourse, type CompileResult, type Edition, type Problem } from "../compile.ts";

/** Which content is served, and for whom. */
export interface ContentSettings {
  /** Path of the content folder. */
  readonly contentDir: string;
  readonly edition: Edition;
  /** Path of the guide that becomes the gallery, if there is to be one. */
  readonly gallery?: string | undefined;
}

/** Holds the compiled course: compiled once, again on request, and the last sound one kept. */
export class ContentStore {
  #settings: ContentSettings;
  #current: Promise<CompileResult> | undefined;
  #lastSound: CompileResult | undefined;

  constructor(settings: ContentSettings) {
    this.#settings = settings;
  }

  /** Absolute path of the content folder. */
  get folder(): string {
    return resolve(this.#settings.contentDir);
  }

  /** Adds the gallery to what is compiled from now on. */
  addGallery(path: string): void {
    this.#settings = { ...this.#settings, gallery: path };
    this.invalidate();
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
    const { contentDir, ...options } = this.#settings;
    const result = await compileCourse(contentDir, options);
    if (errorsOf(result.problems).length === 0) this.#lastSound = result;
    return result;
  }
}

/** The problems that stop a build. */
export function errorsOf(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ severity }) => severity === "error");
}
