// The whole program: the stack's settings become a plan, the plan becomes components, the components become resources.
// toolchain/program.cjs hands this function to Pulumi, which calls it and takes what it returns as the stack's outputs.
export { deploy as default } from "./stacks/deploy";
