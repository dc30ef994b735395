import * as pulumi from "@pulumi/pulumi";

/** What a registration request says about order, which mocks are not shown. */
interface RegisterRequest {
  getName(): string;
  getDependenciesList(): readonly string[];
}

/** The one method of the engine's stand-in that is listened to. */
interface Monitor {
  registerResource(request: RegisterRequest, callback: unknown): unknown;
}

/**
 * Logical names of what each resource waits for, by its own logical name; complete once the recorder has answered. Only
 * what the engine is told counts: the order in which stand-ins happen to answer proves nothing.
 */
export function recordDependencies(): ReadonlyMap<string, readonly string[]> {
  const dependencies = new Map<string, readonly string[]>();
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    const names = request.getDependenciesList().map((urn) => urn.split("::").slice(3).join("::"));
    dependencies.set(request.getName(), names);
    return register(request, callback);
  };
  return dependencies;
}
