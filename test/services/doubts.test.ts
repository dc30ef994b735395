import { services } from "../../services/all";
import { doubtsOf } from "../../services/doubts";
import { factsOf } from "../../services/facts";
import { textsOf } from "../support/texts";

const doubt = /\b(?:C-[A-Z]{2}|A)-\d{2}\b/g;

/** Numbers of the ids that begin so, in order. */
const numbersOf = (ids: readonly string[], prefix: string): readonly number[] =>
  [...new Set(ids.filter((id) => id.startsWith(prefix)))]
    .map((id) => Number(id.slice(prefix.length)))
    .sort((one, other) => one - other);

const upTo = (last: number | undefined): readonly number[] =>
  Array.from({ length: last ?? 0 }, (_, index) => index + 1);

describe("the doubts", () => {
  it("belong to the services", () => {
    expect(Object.keys(doubtsOf).sort()).toEqual(services.map(({ name }) => name).sort());
  });

  it("of no runbook hold the conflicts of another", () => {
    for (const [service, ids] of Object.entries(doubtsOf)) {
      const runbook = Object.keys(factsOf[service] ?? {})[0]?.slice(0, 2) ?? "";
      expect(ids.filter((id) => !id.startsWith("A-") && !id.startsWith(`C-${runbook}-`))).toEqual([]);
      const conflicts = numbersOf(ids, `C-${runbook}-`);
      expect([service, conflicts]).toEqual([service, upTo(conflicts.at(-1))]);
    }
  });

  it("leave no ambiguity out", () => {
    const ambiguities = numbersOf(Object.values(doubtsOf).flat(), "A-");

    expect(ambiguities).toEqual(upTo(33));
  });
});

describe.each(services.map((service) => [service.name, service] as const))("%s", (name, service) => {
  const decided = service.decisions.map(({ id }) => id);

  it("decides each doubt about its runbook once, and no other", () => {
    expect([...decided].sort()).toEqual([...(doubtsOf[name] ?? [])].sort());
  });

  it("decides every doubt that its texts cite", () => {
    const cited = textsOf(service).flatMap((text) => text.match(doubt) ?? []);

    expect(cited.filter((id) => !decided.includes(id))).toEqual([]);
  });

  it("says what it deploys and why in whole sentences", () => {
    const parts = service.decisions.flatMap(({ because, decided: what, id }) => [
      [id, what],
      [id, because],
    ]);

    expect(parts.filter(([, text]) => !/^[A-Z0-9`#].*\.$/.test(text ?? ""))).toEqual([]);
  });
});
