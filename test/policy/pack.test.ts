import fc from "fast-check";

import { policies, resourceRules, stackRules } from "../../policy/pack";
import { production, resource, staging } from "../support/policy-rule";

const rules = [...resourceRules, ...stackRules];

describe("the policy pack", () => {
  it("enforces every rule, each under its own name, and says what and why", () => {
    const served = policies({});

    expect(served.map(({ enforcementLevel, name }) => `${name} ${enforcementLevel ?? ""}`)).toEqual(
      rules.map(({ name }) => `${name} mandatory`),
    );
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
    for (const { because, title } of rules)
      expect([title, because].join(". ")).toMatch(/^[A-Z].*[^.]\. [A-Z].*\.$/);
  });

  it("holds nothing against resources that it knows nothing of, whatever is in them", () => {
    const props = fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<string>);
    fc.assert(
      fc.property(props, fc.constantFrom(production, staging), (given, context) => {
        const type = "example:index/thing:Thing";
        for (const rule of resourceRules)
          expect(() => rule.check({ urn: "urn", type, props: given }, context)).not.toThrow();
      }),
    );
  });

  const fields = [
    ...[
      "message",
      "tags",
      "assets",
      "scope",
      "scopes",
      "monitorIdentifier",
      "rules",
      "resources",
      "conditions",
    ],
    ...[
      "selectionTags",
      "policy",
      "spec",
      "recoveryPointSelection",
      "requestDefinition",
      "environment",
      "actions",
    ],
  ];

  it("never fails itself, whatever the inputs of a resource that it knows are", () => {
    const props = fc.dictionary(fc.constantFrom(...fields), fc.jsonValue() as fc.Arbitrary<string>);
    fc.assert(
      fc.property(props, (given) => {
        for (const rule of resourceRules)
          for (const type of rule.types) rule.check({ urn: "urn", type, props: given }, staging);
        for (const rule of stackRules)
          rule.check(
            rule.types.map((type) => resource(type, "it", given)),
            production,
          );
      }),
    );
  });
});
