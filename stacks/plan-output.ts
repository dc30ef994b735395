import { createHash } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

import type { Plan } from "../plan/types";

/** Version of the form in which a stack exports its plan; the plan inside has a version of its own. */
export const packedPlanVersion = 1;

/** A plan as a stack exports it: every checkpoint carries it, so it is packed to less than a tenth. */
export interface PackedPlan {
  /** {@link packedPlanVersion} of the Belfry that packed it. */
  readonly schemaVersion: number;
  /** Digest of the plan's JSON, so that two stacks can be compared, and a damaged one is told. */
  readonly sha256: string;
  /** Whether something in the stack's settings is a secret, so that no value of them may be shown. */
  readonly hideSettings: boolean;
  /** The plan's JSON, compressed by Brotli (RFC 7932), in base64. */
  readonly brotli: string;
}

/** What came of reading a packed plan. */
export type Unpacked =
  | { readonly plan: unknown; readonly hideSettings: boolean; readonly fault: null }
  | { readonly plan: null; readonly fault: "form" | "version" | "digest" };

/** Of the levels that take no longer than gzip, the one that packs best; the highest takes a second. */
const quality = 5;

/** Packs a plan: the same bytes for the same plan. */
export function packPlan(plan: Plan, hideSettings: boolean): PackedPlan {
  const json = JSON.stringify(plan);
  return {
    schemaVersion: packedPlanVersion,
    sha256: digest(json),
    hideSettings,
    brotli: brotliCompressSync(json, {
      params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: json.length },
    }).toString("base64"),
  };
}

/** Reads a packed plan, or says what keeps it from being read. */
export function unpackPlan(packed: unknown): Unpacked {
  if (typeof packed !== "object" || packed === null) return { plan: null, fault: "form" };
  const { brotli, hideSettings, schemaVersion, sha256 } = packed as Readonly<Record<string, unknown>>;
  if (schemaVersion !== packedPlanVersion)
    return { plan: null, fault: typeof schemaVersion === "number" ? "version" : "form" };
  if (typeof brotli !== "string") return { plan: null, fault: "form" };
  try {
    const json = brotliDecompressSync(Buffer.from(brotli, "base64")).toString("utf8");
    if (digest(json) !== sha256) return { plan: null, fault: "digest" };
    // Whatever does not say that they may be shown may hold a secret.
    return { plan: JSON.parse(json) as unknown, hideSettings: hideSettings !== false, fault: null };
  } catch {
    return { plan: null, fault: "digest" };
  }
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
