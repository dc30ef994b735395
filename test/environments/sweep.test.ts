import { sweepOf, type KnownEnvironment, type Lifetime } from "../../environments/sweep";

const now = "2026-11-25T07:31:00.000Z";
const over = "2026-11-24T19:30Z";
const later = "2026-11-26T19:30Z";

const exported = (changes: Partial<Lifetime> = {}): Lifetime => ({
  clonedFrom: "prod",
  expires: over,
  protected: false,
  ...changes,
});

const fileOf = (more = ""): string =>
  `config:\n  belfry:environment: demo\n  belfry:clonedFrom: prod\n  belfry:expires: ${over}\n  belfry:protected: false\n${more}`;

const clone = (changes: Partial<KnownEnvironment> = {}): KnownEnvironment => ({
  name: "demo",
  exported: [exported()],
  pages: false,
  file: fileOf(),
  resources: 12,
  ...changes,
});

const verdictOf = (changes: Partial<KnownEnvironment>): string =>
  sweepOf([clone(changes)], now)
    .map(({ because, isDue }) => `${isDue ? "due" : "kept"}: ${because}`)
    .join();

const ended = "due: it ended 2026-11-24T19:30Z, 12 h ago";

describe("sweeping", () => {
  it.each([
    ["a clone that is over", {}, ended],
    ["one whose file is elsewhere", { file: null }, ended],
    [
      "one that was cut off while it was made, so that only its file says anything",
      { exported: [], pages: null },
      ended,
    ],
    ["one in shards", { exported: [exported(), exported()] }, ended],
  ])("removes %s", (_what, changes, expected) => {
    expect(verdictOf(changes)).toBe(expected);
  });

  it.each<readonly [string, Partial<KnownEnvironment>, string]>([
    [
      "whose time is not over",
      { exported: [exported({ expires: later })], file: null },
      "kept: it lives until 2026-11-26T19:30Z",
    ],
    [
      "whose end was brought forward in its file alone",
      { exported: [exported({ expires: later })] },
      "kept: it lives until 2026-11-26T19:30Z; its file says 2026-11-24T19:30Z: belfry up carries that",
    ],
    [
      "whose end is put off in its file",
      { file: fileOf().replace(over, later) },
      "kept: it lives until 2026-11-26T19:30Z",
    ],
    [
      "whose end is put off in one shard",
      { exported: [exported(), exported({ expires: later })] },
      "kept: it lives until 2026-11-26T19:30Z; its file says 2026-11-24T19:30Z: belfry up carries that",
    ],
    ["without an end", { exported: [exported({ expires: null })] }, "kept: it has no end"],
    [
      "that is protected where it is deployed",
      { exported: [exported({ protected: true })] },
      "kept: it is protected",
    ],
    [
      "that is protected in its file",
      { file: fileOf().replace("protected: false", "protected: true") },
      "kept: it is protected",
    ],
    [
      "that is protected as Pulumi writes it",
      { file: fileOf().replace("protected: false", 'protected: "true"') },
      "kept: it is protected",
    ],
    [
      "that is protected by a word that is no truth value",
      { file: fileOf().replace("protected: false", "protected: yes") },
      "kept: it is protected",
    ],
    ["that pages in its file", { file: fileOf("  belfry:pages: true\n") }, "kept: it is protected"],
    ["that wakes people where it is deployed", { pages: true }, "kept: it wakes people"],
    [
      "that was written by hand where it is deployed",
      { exported: [exported({ clonedFrom: null })] },
      "kept: what is deployed and its file do not both say that it is a clone",
    ],
    [
      "that was written by hand in its file",
      { file: fileOf().replace("  belfry:clonedFrom: prod\n", "") },
      "kept: what is deployed and its file do not both say that it is a clone",
    ],
  ])("keeps one %s", (_what, changes, expected) => {
    expect(verdictOf(changes)).toBe(expected);
  });

  it("says nothing of environments that nobody cloned, even if they have an end", () => {
    const byHand = clone({
      exported: [exported({ clonedFrom: null })],
      file: "config:\n  belfry:environment: staging\n",
    });

    expect(sweepOf([byHand, clone({ exported: [], file: null })], now)).toEqual([]);
  });

  it("keeps a clone in the minute of its end", () => {
    expect(sweepOf([clone()], "2026-11-24T19:30:00.000Z")[0]).toMatchObject({ isDue: false });
    expect(sweepOf([clone()], "2026-11-24T19:30:01.000Z")[0]).toMatchObject({ isDue: true });
  });
});
