import { chainBlock } from "../../../report/catalogue/chain-block";
import { escalationOf, layerOf, monitorOf, pagerDutyEscalationOf } from "../../support/guardrails";

const p1 = { severity: "critical", label: "P1", respondWithin: 300, acknowledgeWithin: 120 } as const;
const p2 = { severity: "high", label: "P2", respondWithin: 900, acknowledgeWithin: 300 } as const;
const nights = layerOf({
  name: "nights",
  until: "2027-01-01T09:00:00",
  hours: [{ startDay: "friday", startTime: "17:00", endDay: "monday", endTime: "09:00" }],
});

describe("a chain in the catalogue", () => {
  it("says who takes turns and what is proved for each severity and alert", () => {
    const chain = escalationOf({ responses: [p1, p2] }, { layers: [layerOf(), nights] });

    expect(chainBlock(chain, [chain, monitorOf({ id: "shop/cpu", respondWithin: 600 })]))
      .toMatchInlineSnapshot(`
     "Datadog's team \`shop\` holds this chain (America/New\\_York):

     - \`rotation\`: \`user-a\`, \`user-b\`, turns of 7 d from \`2026-01-05T09:00:00\` on, at all hours
     - \`nights\`: \`user-a\`, \`user-b\`, turns of 7 d from \`2026-01-05T09:00:00\` on, until \`2027-01-01T09:00:00\`, friday 17:00 to monday 09:00

     | severity or alert | acknowledge within | act within | first person | second person |
     | --- | --- | --- | --- | --- |
     | P1 | 2 min | 5 min | told at once: in time | told after 10 min: **unproven** |
     | P2 | 5 min | 15 min | told at once: in time | told after 10 min: in time |
     | \`shop/cpu\` | 5 min | 10 min | told at once: in time | told after 10 min: **unproven** |"
    `);
  });

  it("of PagerDuty says that only the team is deployed, and tells who is never named", () => {
    const steps = pagerDutyEscalationOf().steps.slice(0, 1);

    expect(chainBlock(pagerDutyEscalationOf({ steps, responses: [p1] }), [])).toMatchInlineSnapshot(`
     "PagerDuty's service \`shop-on-call\` holds this chain. Belfry deploys only Datadog's team \`shop\`; what is proved below holds as far as PagerDuty has these steps.

     | severity or alert | acknowledge within | act within | first person | second person |
     | --- | --- | --- | --- | --- |
     | P1 | 2 min | 5 min | told at once: in time | **unproven**: nobody is named |"
    `);
  });

  it("says where nothing pages, and nothing of other guardrails", () => {
    expect(chainBlock(escalationOf({ responses: [] }), [])).toMatch(/Nothing pages here\.$/);
    expect(chainBlock(monitorOf(), [])).toBe("");
  });
});
