import { createHash } from "node:crypto";

import fc from "fast-check";

import { html } from "../../../preview/render/html";
import { previewSchema, type Chart, type Preview } from "../../../preview/schema";
import { elementsOf, parsePage, textOf, type Element } from "../../support/html";
import { hostileText } from "../../support/hostile-texts";
import { backtestedPreview, changeBacktestOf, chartOf, stackBacktestOf } from "../../support/previews";

const pageOf = (preview: Preview): readonly Element[] => elementsOf(parsePage(html(preview)));
const named = (elements: readonly Element[], name: string): readonly Element[] =>
  elements.filter((each) => each.name === name);
const classed = (elements: readonly Element[], word: string): readonly Element[] =>
  elements.filter(({ attributes }) => (attributes["class"] ?? "").split(" ").includes(word));
const textsOf = (elements: readonly Element[]): readonly string[] => elements.map(textOf);

const nothing = (): Preview => ({
  ...backtestedPreview(null, null),
  held: 0,
  changes: [],
  stacks: backtestedPreview(null, null).stacks,
});

/** Every state of a page that a reviewer can meet. */
const pages: Readonly<Record<string, Preview>> = {
  "a past": backtestedPreview(),
  "no past": backtestedPreview(null, null),
  nothing: nothing(),
  "no replay": backtestedPreview(
    changeBacktestOf({
      verdict: "unsupported",
      before: null,
      after: null,
      gained: [],
      lost: [],
      chart: null,
    }),
  ),
  "a new alert": backtestedPreview(
    changeBacktestOf({ before: null, chart: chartOf({ levels: { ...chartOf().levels, before: null } }) }),
  ),
  "an alert that is gone": backtestedPreview(
    changeBacktestOf({ after: null, chart: chartOf({ levels: { ...chartOf().levels, after: null } }) }),
  ),
  "no teams": backtestedPreview(null, stackBacktestOf({ teams: [], ledger: [], made: true })),
};

/** What may stand in a page: nothing that runs, loads, sends or leads away. */
const harmless = new Set(
  (
    "#page html head meta title style body header main footer section div span p br h1 h2 h3 h4 h5 ul li dl dt dd code " +
    "small del ins time details summary figure figcaption table caption thead tbody tr th td a " +
    "svg defs pattern symbol use g path rect circle text desc"
  ).split(" "),
);

const harmlessAttributes =
  /^(?:lang|charset|http-equiv|content|name|class|id|role|aria-[a-z]+|title|href|scope|open|tabindex|data-head|transform|viewBox|width|height|patternUnits|patternTransform|d|x|y|cx|cy|r)$/;

describe("a preview as a page", () => {
  it.each(Object.entries(pages))("with %s is whole, harmless and leads nowhere", (_, preview) => {
    const elements = pageOf(preview);
    const ids = elements.flatMap(({ attributes }) => attributes["id"] ?? []);
    const targets = elements.flatMap(({ attributes }) => [
      ...(attributes["href"] ?? "").split(" "),
      ...(attributes["aria-labelledby"] ?? "").split(" ").map((id) => `#${id}`),
    ]);

    expect([...new Set(elements.map(({ name }) => name))].filter((name) => !harmless.has(name))).toEqual([]);
    expect(
      [...new Set(elements.flatMap(({ attributes }) => Object.keys(attributes)))].filter(
        (name) => !harmlessAttributes.test(name),
      ),
    ).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((each) => each.length > 1 && !ids.includes(each.slice(1)))).toEqual([]);
    expect(html(preview)).not.toMatch(/NaN|Infinity|undefined|\bnull\b|url\((?!#)|@import|https?:/);
  });

  it("lets a browser load nothing and style it by its own style only", () => {
    const elements = pageOf(pages["a past"] ?? nothing());
    const [style] = named(elements, "style");
    const hash = createHash("sha256")
      .update(textOf(style ?? elements[0] ?? fail()))
      .digest("base64");

    expect(named(elements, "style")).toHaveLength(1);
    expect(
      named(elements, "meta").find(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy")
        ?.attributes["content"],
    ).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
  });

  it.each(Object.entries(pages))("with %s has its headings in order and its tables told", (_, preview) => {
    const elements = pageOf(preview);
    const levels = elements.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name.slice(1))] : []));
    const tables = named(elements, "table");

    expect(levels[0]).toBe(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    expect(tables.filter((each) => named(elementsOf(each), "th").length === 0)).toEqual([]);
    expect(
      named(elements, "th").filter(({ attributes }) => !/^(col|row)$/.test(attributes["scope"] ?? "")),
    ).toEqual([]);
    for (const table of tables) {
      const [head, ...rows] = named(elementsOf(table), "tr").map(({ children }) => children.length);
      expect(rows.filter((cells) => cells !== head)).toEqual([]);
    }
  });

  it("says the sentence of each environment first, then what is held, weightiest first", () => {
    const elements = pageOf(pages["a past"] ?? nothing());
    const [lead] = classed(elements, "lead");
    const [table] = classed(named(elements, "table"), "changes");
    const rows = named(elementsOf(table ?? fail()), "a").map(textOf);

    expect(textOf(lead ?? fail())).toMatch(/^1 guardrail removed \(1 paged\), 1 added, 1 loosened/);
    expect(rows).toEqual(["shop/health", "shop/maintenance", "shop/errors"]);
    expect(classed(named(elements, "tr"), "held").length).toBeGreaterThanOrEqual(3);
  });

  it("leads from each row into what is folded, which a browser then unfolds", () => {
    const elements = pageOf(pages["a past"] ?? nothing());
    const [table] = classed(named(elements, "table"), "changes");
    const links = named(elementsOf(table ?? fail()), "a").map(({ attributes }) => attributes["href"]);
    const bodies = classed(elements, "change").map((each) =>
      elementsOf(each).find(({ attributes }) => attributes["id"] !== undefined),
    );

    expect(bodies.map((each) => `#${each?.attributes["id"] ?? ""}`)).toEqual(links);
    expect(bodies.map((each) => each?.name)).toEqual(["div", "div", "div"]);
  });

  it("tells figures, incidents, teams and the ledger", () => {
    const elements = pageOf(pages["a past"] ?? nothing());
    const [figures] = classed(elements, "figures");
    const [teams] = classed(elements, "teams");
    const [ledger] = classed(elements, "ledger");
    const rowsOf = (table: Element | undefined): readonly string[] =>
      named(elementsOf(table ?? fail()), "tr").map((row) =>
        textsOf(row.children as readonly Element[]).join(" | "),
      );

    expect(textsOf(named(elementsOf(figures ?? fail()), "dd"))).toEqual([
      "11.0 → 3.0",
      "47 → 13",
      "7 h 20 min → 2 h",
      "21 min",
      "13 %",
      "40 %",
    ]);
    expect(textsOf(named(elements, "h5"))).toEqual(["No incident gained", "1 incident lost"]);
    expect(
      textsOf(
        named(elementsOf(classed(elements, "lost").find(({ name }) => name === "div") ?? fail()), "li"),
      ),
    ).toEqual(["9 Nov 2026 00:00 for 30 min pod_name:api-2"]);
    expect(rowsOf(teams)).toEqual([
      "team | pages a week | budget | as bars | verdict",
      "shop | 26.0 → 30.0 | 28 |  | over budget by this change",
      "stock | 4.0 | 28 |  | within",
    ]);
    expect(rowsOf(ledger)).toEqual([
      "incident | guardrail | within | before | after | verdict",
      "Checkout down | shop/errors | 10 min | it alerts after 240 s | it does not alert | no longer caught",
      "Slow search | shop/errors | 30 min | that cannot be known: The history does not cover it | that cannot be known: The history does not cover it | ",
    ]);
  });

  it("says why something was not replayed, and that a past was made up", () => {
    const told = textsOf(classed(pageOf(pages["no replay"] ?? nothing()), "past"));
    const made = textsOf(classed(pageOf(pages["no teams"] ?? nothing()), "note"));

    expect(told.join()).toContain("unsupported");
    expect(told.join()).toContain("It could not be replayed:One point stands for 60 s");
    expect(made).toContain("This past is made up, as the sandbox serves it.");
  });

  it("says how the past is got where none was looked at, and not where nothing asks for it", () => {
    const notesOf = (name: string): string =>
      textsOf(classed(pageOf(pages[name] ?? nothing()), "note")).join("\n");
    const said = "npx belfry history pull gets their past";

    expect(notesOf("no past")).toContain(said);
    expect(notesOf("nothing") + notesOf("a past")).not.toContain(said);
  });

  it("tells what was waived, problems with the open ones first, settings, words and what was not compared", () => {
    const preview = backtestedPreview(null, null);
    const [first, second, third] = preview.changes;
    if (!first || !second || !third) throw new Error("The preview has three changes.");
    const problem = { stack: "prod", code: "a/b", path: "shop/a", value: "4", rule: "R.", remedy: "M." };
    const elements = pageOf({
      ...preview,
      changes: [
        { ...first, held: false, waivedBy: ["shop/health"] },
        second,
        { ...third, classes: ["text-only"], held: false, gatedBy: [] },
      ],
      problems: [
        { ...problem, waived: true },
        { ...problem, path: "shop/b", waived: false },
      ],
      waivers: [
        { waiver: "shop/health", waives: 1 },
        { waiver: "loosened", waives: 0 },
      ],
      stacks: preview.stacks.map((each) => ({
        ...each,
        settings: [{ key: "shop.domain", before: null, after: "shop.example" }],
        notCompared: [{ kind: "monitor", field: "draft" }],
      })),
    });

    expect(textsOf(classed(elements, "problems").flatMap((each) => named(elementsOf(each), "li")))).toEqual([
      "problem shop/b (4): R. M. [a/b]",
      "waived shop/a (4): R. M. [a/b]",
    ]);
    expect(textsOf(classed(elements, "note"))).toEqual([
      "Waived by shop/health.",
      "Not compared, because only one of the two plans knows it: monitor.draft.",
      "Waivers: shop/health lets 1 thing pass.",
      "Waivers that let nothing pass: loosened.",
    ]);
    expect(textsOf(classed(elements, "aside"))).toEqual([
      "Only words changed in 1 moreshop/errors errors · critical",
      "1 setting changedsettingbefore → aftershop.domainnone → shop.example\n",
    ]);
  });
});

/** A document whose every free text is another one; ids, environments and closed words stay, or it would be refused. */
function withTexts(preview: Preview, text: () => string): Preview {
  const closed = new Set([
    "id",
    "stack",
    "environment",
    "classes",
    "gatedBy",
    "verdict",
    "unit",
    "direction",
  ]);
  const visit = (value: unknown, key: string): unknown => {
    if (closed.has(key)) return value;
    if (typeof value === "string") return text();
    if (Array.isArray(value)) return value.map((each: unknown) => visit(each, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, visit(part, name)]));
  };
  return previewSchema.parse(visit(preview, ""));
}

describe("whatever stands in a preview", () => {
  it("stays text in the page", () => {
    const groups = chartOf().groups.map((each) => ({ ...each, points: each.points.slice(110, 130) }));
    const written = backtestedPreview(changeBacktestOf({ chart: chartOf({ groups }) }));
    const plain = pageOf(written).map(({ name }) => name);

    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 20 }), (texts) => {
        let next = 0;
        const preview = withTexts(written, () => {
          next += 1;
          return `${texts[next % texts.length] ?? ""}${next}`;
        });

        // Not one element more or less, whatever the texts are; the parser refuses what is not escaped.
        const elements = pageOf(preview);
        expect(elements.map(({ name }) => name).filter((name) => !/^(?:br|code)$/.test(name))).toEqual(
          plain.filter((name) => !/^(?:br|code)$/.test(name)),
        );
        expect(html(preview)).not.toMatch(/[\u0000\u001b\u202e\u2028]|[\ud800-\udbff](?![\udc00-\udfff])/);
      }),
      { numRuns: 30 },
    );
  });

  it("has a picture, whatever the numbers are", () => {
    const number = fc.oneof(
      fc.constantFrom(0, -0, 1e300, -1e300, 5e-324, 1e12, -1, 1),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
    );
    const interval = fc.record({ start: number, end: number });
    const alerts = fc.array(interval, { maxLength: 3 });
    const levels = fc.option(
      fc.record({ critical: number, warning: fc.option(number), recovery: fc.option(number) }),
    );
    const charts: fc.Arbitrary<Chart> = fc.record({
      unit: fc.constantFrom("percent", "fraction", "count", "bytes", "nanoseconds"),
      direction: fc.constantFrom("above", "below"),
      from: number,
      until: number,
      step: number.filter((each) => each > 0),
      groups: fc.array(
        fc.record({
          group: hostileText,
          points: fc.array(fc.option(fc.tuple(number, number, number)), { maxLength: 6 }),
          alerts: fc.record({ before: alerts, after: alerts }),
        }),
        { maxLength: 6 },
      ),
      omittedGroups: fc.nat(),
      levels: fc.record({ before: levels, after: levels }),
    });

    fc.assert(
      fc.property(charts, (chart) => {
        const preview = previewSchema.parse(backtestedPreview(changeBacktestOf({ chart })));
        const drawn = pageOf(preview).filter(
          ({ attributes }) => attributes["role"] === "img" && attributes["viewBox"],
        );

        expect(drawn).toHaveLength(1);
        for (const { attributes } of elementsOf(drawn[0] ?? fail()))
          for (const name of ["d", "x", "y", "width", "height"])
            expect(attributes[name] ?? "").not.toMatch(/NaN|Infinity|e[+-]?\d|-\d*\.?\d*e/);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a page of 300 changes with charts", () => {
  const [, , change] = backtestedPreview().changes;
  const preview: Preview = {
    ...backtestedPreview(),
    changes: Array.from({ length: 300 }, (_, index) => ({
      ...(change ?? fail()),
      id: `shop/errors-${index}`,
      held: index < 20,
    })),
  };
  const page = html(preview);

  it("stays below four megabytes and says which charts are left out", () => {
    const elements = elementsOf(parsePage(page));
    const left = textsOf(classed(elements, "note")).filter((text) =>
      text.startsWith("The chart is left out"),
    );

    expect(page.length).toBeLessThan(4_000_000);
    expect(left.length).toBeGreaterThan(0);
    expect(classed(elements, "chart").length + left.length).toBe(300);
    expect(classed(elements, "chart").length).toBeGreaterThan(60);
  });

  it("unfolds the first few", () => {
    const open = classed(elementsOf(parsePage(page)), "change").map(({ attributes }) => "open" in attributes);

    expect(open.indexOf(false)).toBe(8);
    expect(open.slice(8).every((each) => !each)).toBe(true);
  });
});

function fail(): never {
  throw new Error("It is not there.");
}
