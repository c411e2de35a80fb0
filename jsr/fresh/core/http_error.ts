/**
 * An error that becomes a response with its status. Throw it in a handler, a
 * middleware or a component; the nearest error page, or the 404 page, answers.
 */
export class HttpError extends Error {
  /** The status of the response. */
  readonly status: number;

  /**
   * @param status The HTTP status, such as 404
   * @param message What went wrong, for error pages and logs
   * @param options As of `Error`
   */
  constructor(status: number, message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}
