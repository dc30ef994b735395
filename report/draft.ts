import type { Guardrail } from "../plan/types";

/** Whether a guardrail waits for something to measure its signal: it is shown, and no provider holds it. */
export const isDraft = ({ telemetry }: Pick<Guardrail, "telemetry">): boolean =>
  telemetry?.status === "uninstrumented";
