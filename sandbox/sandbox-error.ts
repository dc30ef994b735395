/** A sandbox could not be started; the message says why and what to do. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}
