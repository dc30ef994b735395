import { kindOf, type BackendSigns, type KindRequest } from "../../../cli/engine/workplace-kind";

const nobody: BackendSigns = {
  url: "",
  hasToken: false,
  login: "",
  project: "",
  sandbox: "file:///checkout/.belfry/state",
};
const prod: KindRequest = { stack: "prod" };
const cases: readonly (readonly [string, KindRequest, Partial<BackendSigns>, "sandbox" | "own"])[] = [
  ["nobody chose a backend", prod, {}, "sandbox"],
  ["the shell is one of belfry sandbox", prod, { url: nobody.sandbox }, "sandbox"],
  [
    "that shell's user is logged in too",
    prod,
    { url: nobody.sandbox, login: "https://a.example" },
    "sandbox",
  ],
  ["a variable names a backend", prod, { url: "s3://states" }, "own"],
  ["a pipeline has a token", prod, { hasToken: true }, "own"],
  ["somebody is logged in", prod, { login: "file:///states" }, "own"],
  ["the project names a backend", prod, { project: "s3://states" }, "own"],
  ["the sandbox is asked for", { ...prod, sandbox: true }, { url: "s3://states", login: "a" }, "sandbox"],
  ["the stack is local", { stack: "local" }, { url: "s3://states", login: "a" }, "sandbox"],
  ["the stack is a shard of local", { stack: "local.vendhub" }, { hasToken: true }, "sandbox"],
  ["the stack is a shard", { stack: "prod.vendhub" }, { login: "a" }, "own"],
  ["the stack is an organization's", { stack: "acme/belfry/prod" }, {}, "own"],
];

it.each(cases)("where %s, stacks live in the right place", (_, request, signs, kind) => {
  expect(kindOf(request, { ...nobody, ...signs })).toBe(kind);
});
