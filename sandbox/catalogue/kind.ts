import type { PackageName } from "../packages";
import type { WireBag } from "../wire/values";

/** Account that the sandbox pretends to be; no real account has this number. */
export const ACCOUNT = "111122223333";

/** Region assumed where none is configured. */
export const REGION = "us-east-1";

/** What a kind of resource looks like beyond its declared inputs: how the real provider names and completes it. */
export interface ResourceKind {
  /**
   * Id of a new object.
   *
   * @param inputs - settings without secret marks
   */
  readonly identify: (inputs: WireBag) => string;

  /** Outputs that the control plane works out, such as ARNs and addresses. */
  readonly compute: (inputs: WireBag, id: string) => WireBag;

  /**
   * Computed outputs that an update changes, such as a plan's version.
   *
   * @param old - the computed outputs so far
   */
  readonly recompute?: (inputs: WireBag, id: string, old: WireBag) => WireBag;

  /** Outputs that hold when the input of the same name is left out. */
  readonly defaults?: WireBag;

  /** Input paths whose change makes the real provider build a new object; list positions left out. */
  readonly forcesReplacement?: readonly string[];

  /** Values of an input that the real provider takes for one, so that neither becomes the other. */
  readonly alike?: Readonly<Record<string, readonly string[]>>;

  /**
   * Input that carries the physical name.
   *
   * @remarks When it is set by hand, old and new cannot exist at once, so a replacement deletes first.
   */
  readonly namedBy?: string;

  /**
   * Words with which the real provider refuses a name that is taken.
   *
   * @remarks Absent where creating means putting: the second one writes over the first, as S3's bucket settings do.
   */
  readonly conflict?: (id: string, inputs: WireBag) => string;
}

/** Kinds of one package, by type token. */
export type KindTable = Readonly<Record<string, ResourceKind>>;

/** Everything the provider needs to know about a package beyond its schema. */
export interface PackageCatalogue {
  /** The package that it describes. */
  readonly name: PackageName;
  /** Answers for every type of the package, also for those nobody described in particular. */
  readonly kindOf: (type: string) => ResourceKind;
  /** Input path that receives a generated name when the program gives none; `undefined` when names are not generated. */
  readonly autonamed: (type: string, inputs: WireBag) => AutoName | undefined;
  /** Answers provider functions; absent means that the package's sandbox serves none. */
  readonly invoke?: (token: string, args: WireBag) => WireBag | undefined;
  /** Brings inputs into the one form that the control plane keeps. */
  readonly normalise?: (type: string, inputs: WireBag) => WireBag;
}

/** How a generated name is made. */
export interface AutoName {
  /** Path of the name, outermost first. */
  readonly path: readonly string[];
  /** What stands before the logical name, such as `alias/`. */
  readonly prefix?: string;
  /** How many random hexadecimal digits follow. */
  readonly digits: number;
}
