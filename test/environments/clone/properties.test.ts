import fc from "fast-check";
import { parse, stringify } from "yaml";

import { cloneOf } from "../../../environments/clone/clone";
import { otherThanAsked } from "../../../environments/clone/existing";
import type { Clone, CloneOptions, CloneRequest } from "../../../environments/clone/request";
import { leaksOf } from "../../../environments/leaks/leaks";
import { parityOf } from "../../../environments/parity/parity";
import type { Environment } from "../../../model/environment";
import type { SettingDeclaration } from "../../../model/setting";
import { knownServices } from "../../../stacks/load-plan";
import { resolveEnvironment } from "../../../stacks/resolve-environment";
import { formOf } from "../../../stacks/setting-forms";
import { cloneRequest } from "../../support/clones";
import { loadCommitted } from "../../support/models";

const deployed = ["vendhub", "vocavision"];
const declared = knownServices
  .filter(({ name }) => name === "estate" || deployed.includes(name))
  .flatMap(({ settings }) => settings);
const { inputs } = loadCommitted("prod");

/** A word that no service uses. */
const word = fc.stringMatching(/^q[0-9a-f]{8}$/);

/** A value of a setting's form, some of them naming the environment, and all hosts below one domain. */
function valueOf(setting: SettingDeclaration, environment: string): fc.Arbitrary<string> {
  const plain = (shape: (text: string) => string): fc.Arbitrary<string> => word.map(shape);
  switch (formOf(setting)?.name) {
    case "ids":
      return fc.tuple(fc.uuid(), fc.uuid()).map((both) => both.join(","));
    case "id":
      return fc.uuid();
    case "https":
      return plain((text) => `https://${text}.${environment}.qshop.example/path`);
    case "wss":
      return plain((text) => `wss://${text}.qshop.example`);
    case "host":
      return fc.constantFrom("qshop.example", `${environment}.qshop.example`, "www.qshop.example");
    case "account":
      return fc.stringMatching(/^[1-9]\d{11}$/);
    case "number":
      return fc.stringMatching(/^[1-9]\d{8}$/);
    case "time":
      return fc.constant(setting.example);
    case "word":
      return fc.oneof(
        word,
        plain((text) => `${text}-${environment}`),
        plain((text) => `${environment}-${text}`),
      );
    case "text":
      return plain((text) => `${text}@qshop.example`);
    case undefined:
      return fc.constant(setting.example);
  }
}

const origins = fc.constantFrom("prod", "blue-2").chain((from) => {
  // What is shared keeps its example: a log search of random words would match nothing.
  const own = declared.filter(({ shared }) => !shared);
  const common = declared.filter(({ shared }) => shared).map(({ example, key }) => [key, example] as const);
  const written = fc.tuple(
    ...own.map((each) => valueOf(each, from).map((value) => [each.key, value] as const)),
  );
  return fc.tuple(
    fc.constant(from),
    written.map((all) => Object.fromEntries([...common, ...all])),
  );
});

const wishes = fc.record({
  scale: fc.constantFrom(null, 0.5, 2),
  relax: fc.constantFrom(null, 1.5, 3),
  services: fc.constantFrom(null, ["vendhub"], ["vocavision"]),
});

interface Case {
  readonly request: CloneRequest;
  readonly made: Clone;
}

/** The clone of an origin, with all that is asked for supplied from other examples. */
function cloned(
  from: string,
  settings: Readonly<Record<string, string>>,
  wish: Pick<CloneOptions, "scale" | "relax" | "services">,
): Case {
  const text = stringify({
    config: {
      "belfry:environment": from,
      "belfry:pages": true,
      "belfry:services": deployed,
      "belfry:settings": settings,
    },
  });
  const options = { ...wish, domains: [["qshop.example", "qdemo.example"]] as const };
  const base = cloneRequest(text, options, { from, to: "pr-17", known: knownServices });
  const asked = cloneOf(base).problems.flatMap(({ code, path }) =>
    code === "clone/asked" ? [path.split("settings.")[1] ?? ""] : [],
  );
  const set = asked.map((key) => [key, anothers(declared.find((each) => each.key === key))] as const);
  const request = { ...base, options: { ...base.options, set } };
  return { request, made: cloneOf(request) };
}

/** A value that no origin has. */
function anothers(setting: SettingDeclaration | undefined): string {
  const { example = "" } = setting ?? {};
  if (/^\d+$/.test(example)) return `9${example.slice(1)}`;
  return example.includes("-4") ? example.replaceAll(/[a-f1-5]/g, "7") : `z-${example}`;
}

function environmentOf(text: string, stack: string): Environment {
  const { config } = parse(text) as { readonly config: Readonly<Record<string, unknown>> };
  const values = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace("belfry:", ""), value]),
  );
  const { environment, problems } = resolveEnvironment(
    { where: stack, stack, values: { asOf: "2026-11-21", ...values } },
    knownServices,
  );
  expect(problems).toEqual([]);
  return environment;
}

const runs = { numRuns: 8 };

describe("the clone of any sound environment with settings of its own", () => {
  it("is sound itself, has nothing of its origin's, and differs for reasons that are known", () => {
    fc.assert(
      fc.property(origins, wishes, ([from, settings], wish) => {
        const { made, request } = cloned(from, settings, wish);
        expect(made.problems).toEqual([]);
        const origin = { ...inputs, environment: environmentOf(request.origin.text, from) };
        const clone = environmentOf(made.text, "pr-17");

        expect(leaksOf({ origin, clone, originState: [], cloneState: [], secrets: new Map() })).toEqual([]);
        expect(parityOf(origin, clone).problems).toEqual([]);
      }),
      runs,
    );
  });

  it("is the same a second time, and is known again", () => {
    fc.assert(
      fc.property(origins, wishes, ([from, settings], wish) => {
        const { made, request } = cloned(from, settings, wish);

        expect(cloneOf(request)).toEqual(made);
        expect(otherThanAsked({ file: "Pulumi.pr-17.yaml", text: made.text }, request, made)).toEqual([]);
      }),
      runs,
    );
  });

  it("tells every value that differs, and nothing else", () => {
    fc.assert(
      fc.property(origins, wishes, ([from, settings], wish) => {
        const { made, request } = cloned(from, settings, wish);
        const was = leavesIn(request.origin.text);
        const is = leavesIn(made.text);
        const paths = [...new Set([...was.keys(), ...is.keys()])];
        const differing = paths.filter((path) => was.get(path) !== is.get(path));

        expect(made.rewrites.map(({ path }) => path).sort()).toEqual(differing.sort());
        for (const { path, to } of made.rewrites) expect(to).toBe(is.get(path) ?? null);
      }),
      runs,
    );
  });
});

/** Values of a file by the path that a rewrite says. */
function leavesIn(text: string): ReadonlyMap<string, string> {
  const { config } = parse(text) as { readonly config: Readonly<Record<string, unknown>> };
  return new Map(
    Object.entries(config).flatMap(([key, value]) =>
      key === "belfry:settings"
        ? Object.entries(value as Record<string, string>).map(
            ([name, each]) => [`${key}.${name}`, each] as const,
          )
        : [[key, typeof value === "string" ? value : JSON.stringify(value)] as const],
    ),
  );
}
