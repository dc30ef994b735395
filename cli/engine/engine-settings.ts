/**
 * How Belfry runs the engine where it runs it itself: resources are compared with what is deployed side by side instead of
 * one after the other, and the engine collects its garbage later (at 1,000 resources 670 instead of 380 MiB). Together
 * they take a tenth to a sixth off a preview (docs/decisions/0010).
 *
 * Sources: https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/env/env.go and
 * https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
export const engineSettings: Readonly<Record<string, string>> = {
  PULUMI_PARALLEL_DIFF: "true",
  GOGC: "400",
};
