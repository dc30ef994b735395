import fc from "fast-check";

import { changeClasses, opposite, type ChangeClass } from "../../preview/change";
import { compareGuardrails } from "../../preview/compare";
import { guardrailSchema } from "../../plan/schema";
import type { Guardrail, GuardrailKind } from "../../plan/types";
import { guardrailOf, pairAt, placesOf, schemaOf } from "./schema-arbitrary";

const kinds = [...schemaOf.keys()];
const places = kinds.flatMap((kind) => placesOf(schemaOf.get(kind) ?? {}).map((place) => ({ kind, place })));

const pair = (
  kind: GuardrailKind,
  place: readonly (string | number)[],
): fc.Arbitrary<[Guardrail, Guardrail]> =>
  pairAt(schemaOf.get(kind) ?? {}, place) as fc.Arbitrary<[Guardrail, Guardrail]>;

const directed = ["tightened", "loosened", "now-pages", "stopped-paging", "coverage-lost", "coverage-gained"];

/** The classes with a direction that two guardrails' changes have, each field apart. */
const directions = (
  before: Guardrail,
  after: Guardrail,
  turn: (classes: readonly ChangeClass[]) => readonly string[],
) =>
  compareGuardrails(before, after)
    .map(
      ({ classes, field }) =>
        `${field}: ${turn(classes)
          .filter((each) => directed.includes(each))
          .sort()
          .join()}`,
    )
    .sort();

const swapped = (classes: readonly ChangeClass[]): readonly string[] =>
  classes.filter((each) => directed.includes(each)).flatMap((each) => opposite([each]));

describe("the plan's schema", () => {
  it("has places in every kind, and the values made of it keep it", () => {
    expect(places.length).toBeGreaterThan(400);
    fc.assert(
      fc.property(fc.constantFrom(...kinds).chain(guardrailOf), (guardrail) => {
        expect(guardrailSchema.safeParse(guardrail).error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("two guardrails", () => {
  it("of which nothing differs have no change", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds).chain(guardrailOf), (guardrail) => {
        expect(compareGuardrails(guardrail, JSON.parse(JSON.stringify(guardrail)) as Guardrail)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(kinds)(
    "of the kind %s that differ in one place have a change there, with classes and a reason",
    (kind) => {
      for (const { place } of places.filter((each) => each.kind === kind)) {
        fc.assert(
          fc.property(pair(kind, place), ([before, after]) => {
            const changes = compareGuardrails(before, after);

            expect(changes.map(({ field }) => field.split(".")[0])).toContain(place[0]);
            expect(changes.filter(({ field }) => field.split(".")[0] !== place[0])).toEqual([]);
            expect(
              changes.flatMap(({ classes }) => classes).filter((each) => !(each in changeClasses)),
            ).toEqual([]);
            expect(changes.filter(({ because }) => !/^[A-Z].*\.$/s.test(because))).toEqual([]);
          }),
          { numRuns: 12 },
        );
      }
    },
  );

  it("tell the opposite the other way round", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds).chain((kind) => fc.tuple(guardrailOf(kind), guardrailOf(kind))),
        ([before, after]) => {
          expect(directions(before, after, swapped)).toEqual(directions(after, before, (classes) => classes));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("that differ in one place tell the opposite the other way round", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...places).chain(({ kind, place }) => pair(kind, place)),
        ([before, after]) => {
          expect(directions(before, after, swapped)).toEqual(directions(after, before, (classes) => classes));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
