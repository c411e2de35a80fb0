/** Thrown when a figure's property does not have an allowed value. */
export class FigurePropError extends RangeError {
  override readonly name = "FigurePropError";
  /** The property, as the author wrote it; `name` when the figure itself is unknown. */
  readonly prop: string;
  /** The value as written. */
  readonly value: string;
  /** What would have been accepted: values, or a description of them. */
  readonly allowed: readonly string[];

  /**
   * @param prop The property, as the author wrote it.
   * @param value The value as written.
   * @param allowed What would have been accepted.
   * @param reason What is wrong, when that is not plain from the allowed values.
   */
  constructor(prop: string, value: string, allowed: readonly string[], reason?: string) {
    super(
      `Cannot use ${prop}="${value}": ${reason ? `${reason}; ` : ""}use ${describe(allowed)}`,
    );
    this.prop = prop;
    this.value = value;
    this.allowed = allowed;
  }
}

function describe(allowed: readonly string[]): string {
  if (allowed.length === 0) return "no value";
  return allowed.length === 1 ? `${allowed[0]}` : `one of ${allowed.join(", ")}`;
}
