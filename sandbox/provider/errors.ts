/** An answer of a control plane that says no, worded as the real one words it. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
}

/** The object to work on does not exist any more. */
export class GoneError extends ProviderError {}

/** An object of that name is there already, and the real provider allows one. */
export class ConflictError extends ProviderError {}

/** Reads the error text out of whatever was thrown. */
export function errorText(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
