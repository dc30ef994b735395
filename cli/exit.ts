/** What a command's exit code means. Pulumi's own codes are never passed on. */
export const exitCodes = { fine: 0, problems: 1, usage: 2, failure: 3 } as const;

/** Ends a command with a message for the user and no stack trace. */
export class Stop extends Error {
  /** The command's exit code. */
  readonly code: number;

  constructor(code: number, message = "") {
    super(message);
    this.name = "Stop";
    this.code = code;
  }
}
