/** A resource as a stack's state keeps it. Fields that recovery does not look at are kept as they are. */
export interface StateResource {
  /** Its name everywhere: `urn:pulumi:stack::project::types::name`, the types of its parents first. */
  readonly urn: string;
  /** Type token, such as `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** True where a provider holds an object of it, and for providers themselves; false for components. */
  readonly custom: boolean;
  /** The provider's id; absent on components. */
  readonly id?: string;
  /** URN of the resource above it; absent on the stack itself. */
  readonly parent?: string;
  /** `urn::id` of the provider. */
  readonly provider?: string;
  /** What the program gave, as the provider's check answered it. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** What the provider showed when the state was last written. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** URNs of the resources that it waits for. */
  readonly dependencies?: readonly string[];
  /** What each property depends on. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  /** Resource whose end ends this one too. */
  readonly deletedWith?: string;
  /** Any other field, which is written back untouched. */
  readonly [field: string]: unknown;
}

/** An operation that was under way when a run ended. */
export interface PendingOperation {
  /** What was being done to it. */
  readonly type: "creating" | "updating" | "deleting" | "reading" | "importing";
  /** The resource as the engine knew it then; without an id while it was being made. */
  readonly resource: StateResource;
}

/** What `pulumi stack export` prints. */
export interface StackExport {
  /** Version of the format of `deployment`, given back as it is. */
  readonly version: number;
  /** The state itself. */
  readonly deployment: {
    /** Everything in the stack, each after what it hangs on; absent in a stack never deployed. */
    readonly resources?: readonly StateResource[];
    /** Operations that a run was cut off in; absent when there are none. */
    readonly pending_operations?: readonly PendingOperation[];
    /** Any other field, which is written back untouched. */
    readonly [field: string]: unknown;
  };
}

/** A step of `pulumi preview --json`. */
export interface PreviewStep {
  /** What the engine would do, such as `create`, `same` or `delete`. */
  readonly op: string;
  /** URN of the resource it would do it to. */
  readonly urn: string;
  /** The resource as it would be; absent where it would go. */
  readonly newState?: StateResource;
}

/** An object that a provider holds, whether or not a state knows it. */
export interface ProviderObject {
  /** Type token, such as `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** The provider's id. */
  readonly id: string;
  /** Settings that it was made with; its identity is read from them. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Everything that it shows. */
  readonly outputs: Readonly<Record<string, unknown>>;
}
