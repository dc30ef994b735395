import type { WireBag } from "../wire/values";
import type { PropertyChange } from "./diff";

/** What every call about a resource tells. */
export interface ResourceCall {
  /** Type token, such as `aws:backup/vault:Vault`. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
}

/** A call to look over inputs before anything is deployed. */
export interface CheckCall extends ResourceCall {
  /** Checked inputs of the last deployment. */
  readonly olds: WireBag;
  /** What the program wants now. */
  readonly news: WireBag;
  /** Seed that makes a generated name the same each time the engine asks; empty when there is none. */
  readonly seed: Uint8Array;
}

/** One input that was refused. */
export interface CheckFailure {
  /** Path of the property. */
  readonly property: string;
  /** What is wrong, with the value and what to write instead. */
  readonly reason: string;
}

/** Answer to a check. */
export interface CheckAnswer {
  /** The inputs in their kept form, with generated names filled in. */
  readonly inputs: WireBag;
  /** Inputs that are refused; empty when all are accepted. */
  readonly failures: readonly CheckFailure[];
}

/** A call about an object that exists. */
export interface ObjectCall extends ResourceCall {
  /** The provider's id. */
  readonly id: string;
}

/** A call to make an object. */
export interface CreateCall extends ResourceCall {
  /** Checked inputs; in a preview some may not be known yet. */
  readonly inputs: WireBag;
  /** Only say what would come out. */
  readonly preview: boolean;
}

/** A call to say what a change would mean. */
export interface DiffCall extends ObjectCall {
  /** Checked inputs of the last deployment. */
  readonly oldInputs: WireBag;
  /** Checked inputs that the program wants now. */
  readonly news: WireBag;
  /** Paths of properties whose change the program wants overlooked. */
  readonly ignoreChanges: readonly string[];
}

/** Answer to a diff. */
export interface DiffAnswer {
  /** The properties that differ; empty when nothing has to be done. */
  readonly changes: readonly PropertyChange[];
  /** Whether a replacement deletes the old object first, since both would carry one name. */
  readonly deleteBeforeReplace: boolean;
}

/** A call to change an object. */
export interface UpdateCall extends ObjectCall {
  /** Checked inputs that the object is to have, all of them. */
  readonly inputs: WireBag;
  /** Only say what would come out. */
  readonly preview: boolean;
}

/** A call to read an object; `known` is what the engine has of it, nothing at an import. */
export interface ReadCall extends ObjectCall {
  /** Outputs with the inputs over them; gives back the secrets that the store keeps no text of. */
  readonly known: WireBag;
}

/** An object as read. */
export interface ReadAnswer {
  /** The provider's id. */
  readonly id: string;
  /** Its settings, with the engine's secrets where they still agree. */
  readonly inputs: WireBag;
  /** Everything that it shows: defaults, settings and what the control plane worked out. */
  readonly outputs: WireBag;
}

/** A call of a provider's function. */
export interface InvokeCall {
  /** Token of the function, such as `aws:index/getCallerIdentity:getCallerIdentity`. */
  readonly token: string;
  /** Its arguments by name; empty when there are none. */
  readonly args: WireBag;
}
