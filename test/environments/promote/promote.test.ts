import { parse } from "yaml";

import { promote, type PromoteRequest } from "../../../environments/promote/promote";

const staging = `config:
  belfry:pages: false
  belfry:overrides:
    vendhub/cpu:
      critical: { value: 88 %, because: a month of load tests, until: "2027-01-31" }
      warning: 75
`;
const prod = `# Production.
config:
  belfry:pages: true # wakes people
`;

const request = (changes: Partial<PromoteRequest> = {}): PromoteRequest => ({
  from: { file: "Pulumi.staging.yaml", text: staging },
  to: { file: "Pulumi.prod.yaml", text: prod },
  guardrail: "vendhub/cpu",
  field: null,
  because: null,
  ...changes,
});

const overrides = (text: string): unknown =>
  (parse(text) as { readonly config: Record<string, unknown> }).config["belfry:overrides"];

const told = (changes: Partial<PromoteRequest>): readonly string[] =>
  promote(request(changes)).problems.map(({ code, path, remedy }) => `${code} ${path}: ${remedy}`);

describe("promotion", () => {
  it("carries a value with its reason and its last day, and leaves the rest of the file as it is", () => {
    const { problems, text } = promote(request({ field: "critical" }));

    expect(problems).toEqual([]);
    expect(text.startsWith(prod)).toBe(true);
    expect(overrides(text)).toEqual({
      "vendhub/cpu": {
        critical: { value: "88 %", because: "a month of load tests", until: "2027-01-31" },
      },
    });
  });

  it("carries every field that is changed, under a reason of its own", () => {
    const { text } = promote(request({ because: "It holds here too." }));

    expect(overrides(text)).toEqual({
      "vendhub/cpu": {
        critical: { value: "88 %", because: "It holds here too.", until: "2027-01-31" },
        warning: { value: 75, because: "It holds here too." },
      },
    });
  });

  it("replaces what the file says of the field, and keeps its other values", () => {
    const text = `${prod}  belfry:overrides:\n    vendhub/cpu: { critical: 80, over: 5 min }\n    vendhub/memory: { critical: 90 }\n`;

    expect(overrides(promote(request({ field: "critical", to: { file: "p", text } })).text)).toEqual({
      "vendhub/cpu": { critical: expect.objectContaining({ value: "88 %" }), over: "5 min" },
      "vendhub/memory": { critical: 90 },
    });
  });

  it("changes nothing where the file says all of it already", () => {
    const once = promote(request({ field: "critical" })).text;

    expect(promote(request({ field: "critical", to: { file: "p", text: once } })).text).toBe(once);
  });

  it("says nothing again that is written in another way", () => {
    const text = `${prod}  belfry:overrides: {vendhub/cpu: {critical: {because: a month of load tests, value: '88 %', until: "2027-01-31"}}}\n`;

    expect(promote(request({ field: "critical", to: { file: "p", text } }))).toEqual({ text, problems: [] });
  });

  it.each([
    [
      "one text",
      `config:\n  belfry:overrides: '{"vendhub/cpu":{"critical":{"value":"88 %","because":"why"}}}'\n`,
    ],
    [
      "a value elsewhere",
      "config:\n  x:y: &v 88 %\n  belfry:overrides: { vendhub/cpu: { critical: { value: *v, because: why } } }\n",
    ],
    [
      "a record elsewhere",
      "config:\n  x:y: &v { critical: { value: 88 %, because: why } }\n  belfry:overrides: { vendhub/cpu: *v }\n",
    ],
    [
      "merged from a record elsewhere",
      "config:\n  x:y: &v { critical: { value: 88 %, because: why } }\n  belfry:overrides: { vendhub/cpu: { <<: *v } }\n",
    ],
  ])("reads what is tuned where that is %s", (_where, text) => {
    expect(overrides(promote(request({ from: { file: "s", text } })).text)).toEqual({
      "vendhub/cpu": { critical: { value: "88 %", because: "why" } },
    });
  });

  it("changes nothing of a file in which another place would change too", () => {
    const text = `${prod}  belfry:overrides:\n    vendhub/cpu: &cpu\n      critical: 80\n    vocavision/cpu: *cpu\n`;

    expect(promote(request({ field: "critical", to: { file: "p", text } })).text).toBe(text);
    expect(told({ field: "critical", to: { file: "p", text } })).toEqual([
      "promote/form p belfry:overrides.vendhub/cpu.critical: Write both places out, without & and *.",
    ]);
  });

  it("carries no value without a reason", () => {
    const { problems, text } = promote(request());

    expect(text).toBe(prod);
    expect(problems.map(({ path }) => path)).toEqual([
      "Pulumi.staging.yaml belfry:overrides.vendhub/cpu.warning",
    ]);
  });

  it("tells what is changed where the guardrail is not", () => {
    expect(told({ guardrail: "vendhub/cp" })).toEqual([
      "promote/nothing Pulumi.staging.yaml belfry:overrides.vendhub/cp: Did you mean vendhub/cpu?",
    ]);
    expect(told({ field: "over" })).toEqual([
      "promote/nothing Pulumi.staging.yaml belfry:overrides.vendhub/cpu.over: Changed there are critical, warning.",
    ]);
    expect(told({ from: { file: "s", text: "config: {}\n" } })).toEqual([
      "promote/nothing s belfry:overrides.vendhub/cpu: Tune a value there first, under belfry:overrides: what belfry:relax and belfry:scale make of a value is the environment's own.",
    ]);
    expect(told({ field: "critcal" })[0]).toMatch(/Did you mean critical\?$/);
  });

  it("does not touch overrides that are one text", () => {
    const text = `config:\n  belfry:overrides: '{"vendhub/cpu":{"critical":80}}'\n`;

    expect(told({ to: { file: "p", text } })).toEqual([
      "promote/form p belfry:overrides: Write it as YAML: one line a guardrail, and one a field below it.",
    ]);
  });
});
