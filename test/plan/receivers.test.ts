import { handlesOf, teamHandle } from "../../plan/receivers";
import { contextOf, environmentOf, stagingOf } from "../support/models";

describe("the receivers of a route", () => {
  const channel = { kind: "slack", name: "${setting:shop.slackChannel}" };

  it("are each environment's own team, so that no clone wakes production's", () => {
    const review = environmentOf({ name: "review" });

    expect(handlesOf(contextOf(), "page")).toEqual([{ kind: "on-call", name: "shop" }, channel]);
    expect(handlesOf(contextOf(review), "page")).toEqual([{ kind: "on-call", name: "shop-review" }, channel]);
    expect(teamHandle(review, "shop")).toBe("shop-review");
  });

  it("are PagerDuty's service where it holds the chains", () => {
    expect(handlesOf(contextOf(environmentOf({ pager: "pagerduty" })), "page")).toEqual([
      { kind: "pagerduty", name: "${setting:shop.pagerDutyService}" },
      channel,
    ]);
  });

  it("wake nobody where the environment does not page, whoever is its pager", () => {
    expect(handlesOf(contextOf(stagingOf()), "page")).toEqual([channel]);
    expect(handlesOf(contextOf(stagingOf({ pager: "pagerduty" })), "page")).toEqual([channel]);
  });

  it("are none on a route that the service does not have", () => {
    expect(handlesOf(contextOf(), "nowhere")).toEqual([]);
  });
});
