import { Deriver } from "./derive";
import { locateDeclaration } from "./locate";

/** What the parent asks. */
export interface DeriveRequest {
  /** Type token of the resource. */
  readonly type: string;
}

/** What it hears back: a schema, or why there is none. */
export interface DeriveAnswer {
  /** Type token that was asked for: answers are matched by it. */
  readonly type: string;
  /** The schema, a `TypeSchema` as it crosses between processes; absent when there is none. */
  readonly schema?: unknown;
  /** Why reading the declaration failed; absent when it did not, or no SDK declares the type. */
  readonly error?: string;
}

// TypeScript's parser holds 240 MB once it has read the SDKs; in a process of its own that goes away with the process.
const deriver = new Deriver();

process.on("message", (request: DeriveRequest) => {
  process.send?.(answer(request.type));
});

function answer(type: string): DeriveAnswer {
  try {
    const declaration = locateDeclaration(type);
    return declaration === undefined ? { type } : { type, schema: deriver.derive(type, declaration) };
  } catch (thrown) {
    return { type, error: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
