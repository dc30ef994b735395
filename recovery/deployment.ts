/** A resource as a stack's state keeps it. Fields that recovery does not look at are kept as they are. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  /** The provider's id; absent on components. */
  readonly id?: string;
  readonly parent?: string;
  /** `urn::id` of the provider. */
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  /** What each property depends on. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  /** Resource whose end ends this one too. */
  readonly deletedWith?: string;
  readonly [field: string]: unknown;
}

/** An operation that was under way when a run ended. */
export interface PendingOperation {
  readonly type: "creating" | "updating" | "deleting" | "reading" | "importing";
  readonly resource: StateResource;
}

/** What `pulumi stack export` prints. */
export interface StackExport {
  readonly version: number;
  readonly deployment: {
    readonly resources?: readonly StateResource[];
    readonly pending_operations?: readonly PendingOperation[];
    readonly [field: string]: unknown;
  };
}

/** A step of `pulumi preview --json`. */
export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly newState?: StateResource;
}

/** An object that a provider holds, whether or not a state knows it. */
export interface ProviderObject {
  readonly type: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}
