import { anchorOf } from "../../../report/catalogue/markdown";
import { catalogueFolder, cataloguePages } from "../../../report/catalogue/pages";
import { coverageOf } from "../../../report/coverage";
import { services } from "../../../services/all";
import { factsOf } from "../../../services/facts";
import { knownServices } from "../../../stacks/load-plan";
import { serviceOf } from "../../support/models";
import { loadCommitted } from "../../support/models";

const { plan } = loadCommitted("prod");
const pages = cataloguePages(knownServices, plan);

/** `page#anchor` of every heading of the catalogue. */
const headings = new Set(
  [...pages].flatMap(([path, text]) =>
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => `${path}#${anchorOf(heading)}`),
  ),
);

describe("the catalogue", () => {
  it("has the place to which each alert links", () => {
    const links = plan.guardrails.flatMap((each) => ("runbook" in each ? [each.runbook] : []));
    const targets = links.map((link) => link.replace("${setting:estate.runbooks}", catalogueFolder));

    expect(targets.length).toBeGreaterThan(100);
    expect(targets.filter((target) => !headings.has(target))).toEqual([]);
  });

  it("has the place that tells each documented fact, and the fact's id there", () => {
    const documented = coverageOf(plan, services, factsOf).flatMap(({ id, page }) =>
      page === null ? [] : [{ id, page }],
    );

    expect(documented.filter(({ page }) => !headings.has(page))).toEqual([]);
    expect(documented.filter(({ id, page }) => !pages.get(page.split("#")[0] ?? "")?.includes(id))).toEqual(
      [],
    );
  });

  it("has no link to a place that is not there", () => {
    const broken = [...pages].flatMap(([path, text]) =>
      [...text.matchAll(/\]\(([a-z-]+\.md)(#[a-z0-9-]+)?\)/g)]
        .map(([, file = "", anchor = ""]) => `${catalogueFolder}/${file}${anchor}`)
        .filter((target) => (target.includes("#") ? !headings.has(target) : !pages.has(target)))
        .map((target) => `${path} -> ${target}`),
    );

    expect(broken).toEqual([]);
  });

  it("tells each guardrail once, with every number and its source", () => {
    for (const guardrail of plan.guardrails) {
      const text = pages.get(`${catalogueFolder}/${guardrail.service}.md`) ?? "";
      const section = text
        .split(/^### /m)
        .filter((each) => each.startsWith(`${guardrail.id.split("/")[1] ?? ""}\n`));
      expect([guardrail.id, section.length]).toEqual([guardrail.id, 1]);
      for (const { facts, stated } of guardrail.sources) {
        for (const expected of [...facts, ...(stated === null ? [] : [stated])]) {
          expect(section[0]).toContain(expected.replaceAll("|", "\\|"));
        }
      }
    }
  });

  it("tells duties, notes, what is left out and what was decided", () => {
    const shop = serviceOf({
      duties: [
        {
          name: "morning-check",
          title: "Morning check",
          facts: ["VH-001"],
          rrule: "FREQ=DAILY",
          because: null,
          steps: ["Look at <errors>.", "Read the log."],
        },
      ],
      notes: [{ topic: "dependency", facts: ["VH-004"], text: "It needs *Railway*." }],
      undeployed: [{ facts: ["VH-007"], because: "Nobody reads it." }],
      decisions: [{ id: "C-VH-01", decided: "The stricter one.", because: "It is safer." }],
    });
    const text = cataloguePages([shop], { ...plan, guardrails: [] }).get("docs/catalogue/shop.md");

    expect(text).toMatchInlineSnapshot(`
     "# Shop

     a made-up platform. Owned by the team \`shop\`. 0 guardrails in \`prod\`; settings that an environment supplies stand as \`\${setting:…}\`.

     ## Guardrails

     ## Duties

     ### morning-check

     **Morning check**: \`FREQ=DAILY\` (VH-001)

     1. Look at \\<errors\\>.
     2. Read the log.

     ## What it depends on

     - It needs \\*Railway\\*. (VH-004)

     ## Not deployed

     - VH-007: Nobody reads it.

     ## Decisions

     - **C-VH-01**: The stricter one. It is safer.
     "
    `);
  });
});
