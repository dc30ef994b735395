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
  readonly inputs: WireBag;
  readonly failures: readonly CheckFailure[];
}

/** A call about an object that exists. */
export interface ObjectCall extends ResourceCall {
  readonly id: string;
}

/** A call to make an object. */
export interface CreateCall extends ResourceCall {
  readonly inputs: WireBag;
  /** Only say what would come out. */
  readonly preview: boolean;
}

/** A call to say what a change would mean. */
export interface DiffCall extends ObjectCall {
  readonly oldInputs: WireBag;
  readonly news: WireBag;
  readonly ignoreChanges: readonly string[];
}

/** Answer to a diff. */
export interface DiffAnswer {
  readonly changes: readonly PropertyChange[];
  readonly deleteBeforeReplace: boolean;
}

/** A call to change an object. */
export interface UpdateCall extends ObjectCall {
  readonly inputs: WireBag;
  readonly preview: boolean;
}

/** A call to read an object; `known` is what the engine has of it, nothing at an import. */
export interface ReadCall extends ObjectCall {
  readonly known: WireBag;
}

/** An object as read. */
export interface ReadAnswer {
  readonly id: string;
  readonly inputs: WireBag;
  readonly outputs: WireBag;
}

/** A call of a provider's function. */
export interface InvokeCall {
  readonly token: string;
  readonly args: WireBag;
}
