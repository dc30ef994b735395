import * as pulumi from "@pulumi/pulumi";

/** A resource as the engine would have received it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** Types of the resources above it, outermost first, as in a URN: `belfry:a:Outer$belfry:b:Inner`; empty at the top. */
  readonly under: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The part of a registration request that mocks are not shown. */
interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
}

/** The one method of the engine's stand-in that is listened to. */
interface Monitor {
  registerResource(request: RegisterRequest, callback: unknown): unknown;
}

/** Stands in for the engine: answers every registration at once and remembers it. */
export class PulumiRecorder implements pulumi.runtime.Mocks {
  readonly #registrations: Registration[] = [];
  readonly #chains = new Map<string, string>();

  static async install(): Promise<PulumiRecorder> {
    const recorder = new PulumiRecorder();
    await pulumi.runtime.setMocks(recorder, "belfry", "test");
    recorder.#listen(pulumi.runtime.getMonitor() as unknown as Monitor);
    return recorder;
  }

  newResource(args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
    const inputs = args.inputs as Record<string, unknown>;
    const under = this.#chains.get(`${args.type}::${args.name}`) ?? "";
    this.#registrations.push({ type: args.type, name: args.name, under, inputs });
    return { id: `${args.name}-id`, state: { ...inputs, arn: `${args.name}-arn` } };
  }

  call(args: pulumi.runtime.MockCallArgs): pulumi.runtime.MockCallResult {
    return args.inputs as Record<string, unknown>;
  }

  /** Registrations reach the mock asynchronously: reading them before this resolves sees none. */
  async registrations(): Promise<readonly Registration[]> {
    await pulumi.runtime.disconnect();
    return this.#registrations;
  }

  /** `type name` of every registration, in order. */
  async names(): Promise<readonly string[]> {
    return (await this.registrations()).map(({ name, type }) => `${type} ${name}`);
  }

  /** Inputs of the one resource of this logical name. */
  async inputsOf(name: string): Promise<Registration["inputs"]> {
    const found = (await this.registrations()).filter((each) => each.name === name);
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} resources are named ${name}.`);
    return found[0].inputs;
  }

  /** A parent is registered before its children, so its own chain is known when a child names it. */
  #listen(monitor: Monitor): void {
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
      this.#chains.set(`${request.getType()}::${request.getName()}`, this.#chainBelow(request.getParent()));
      return register(request, callback);
    };
  }

  #chainBelow(parentUrn: string): string {
    if (parentUrn === "") return "";
    const [, , types = "", ...name] = parentUrn.split("::");
    const type = types.split("$").at(-1) ?? "";
    const above = this.#chains.get(`${type}::${name.join("::")}`);
    return above ? `${above}$${type}` : type;
  }
}
