import type { PackageName } from "../packages";
import type { WireBag } from "../wire/values";

/** One object of a control plane, as its file shows it. */
export interface ObjectRecord {
  /** Package whose control plane holds the object. */
  readonly package: PackageName;
  /** Pulumi type token, such as `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** The provider's id. */
  readonly id: string;
  /** When the object was made, ISO 8601. */
  readonly createdAt: string;
  /** When the object was last changed through the provider, ISO 8601. */
  readonly updatedAt: string;
  /** The settings that clients gave: what a hand edit changes. */
  readonly inputs: WireBag;
  /** What the control plane added: ids, addresses, defaults. */
  readonly computed: WireBag;
}

/** What names one object. */
export type ObjectKey = Pick<ObjectRecord, "package" | "type" | "id">;
