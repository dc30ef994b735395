import type { Bag } from "../wire/values";
import type { CheckFailure } from "./calls";

/** Moments at which a control plane looks at the objects that exist. */
export type Moment = "create" | "update" | "delete";

/** What is looked at. */
export interface Subject {
  /** Type token, such as `aws:backup/vault:Vault`. */
  readonly type: string;
  /** Its inputs, secret marks taken off. */
  readonly inputs: Bag;
  /** Id of the object; absent while it is not made. */
  readonly id?: string;
}

/** Decides what a control plane accepts. */
export interface Inspector {
  /** Looks at inputs alone, so it may run in a preview. */
  checkInputs(subject: Subject): Promise<readonly CheckFailure[]>;
  /** Looks at inputs together with the objects that exist; runs as the object is made, changed or deleted. */
  checkReferences(subject: Subject, moment: Moment): Promise<readonly string[]>;
}
