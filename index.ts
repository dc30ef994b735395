import { deploy } from "./stacks/deploy";

// The whole program: the stack's settings become a plan, the plan becomes components, the components become resources.
export const { environment, guardrails } = deploy();
