import { withoutVariables } from "./automation";
import { causesIn, type StackRun } from "./deploy";
import { enginePreview } from "./engine-preview";
import { policyPack } from "./policy-pack";
import { foreignVariables } from "./pulumi";
import { sideBySide } from "./side-by-side";
import type { Workplace } from "./workplace";

/** What deploying a stack would do. */
export type StackPreview = Pick<StackRun, "stack" | "changes" | "seconds" | "errors">;

/** Previews stacks side by side, each under the policy pack; one that the user's own backend does not have is left out. */
export async function previewStacks(
  place: Workplace,
  environment: string,
  stacks: readonly string[],
  parallel: number,
): Promise<readonly StackPreview[]> {
  // An empty stack in the sandbox is nobody's loss; in a backend of the user's own, looking makes nothing.
  if (place.kind === "sandbox") for (const stack of stacks) await place.ensureStack(stack);
  const there = await place.stacksOf(environment);
  const known = stacks.filter((stack) => there.includes(stack));
  return withoutVariables(place.kind === "sandbox" ? foreignVariables : [], () =>
    sideBySide(known, parallel, (stack) => previewStack(place, stack)),
  );
}

async function previewStack({ root, runOf }: Workplace, stack: string): Promise<StackPreview> {
  const began = Date.now();
  const { events, failure } = await enginePreview({
    ...runOf(stack),
    stack,
    without: [],
    policyPacks: [policyPack(root)],
    refresh: false,
  });
  const told = causesIn(events);
  return {
    stack,
    changes: events.flatMap(({ summaryEvent }) => summaryEvent?.resourceChanges ?? []).pop() ?? {},
    seconds: (Date.now() - began) / 1000,
    errors: failure === null ? [] : told.length > 0 ? told : [failure],
  };
}
