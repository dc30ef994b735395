import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { restoreChecks, type RestoreCheck } from "../../../model/recovery";
import { ScriptRunner, type Ended } from "../../support/script-runner";

const whole = "PGDMP TABLE 0123456789 END";
const database = { DATABASE: "shop" };
const broken = "its data breaks a rule of its own";
const store = { ...database, BUCKET: "dumps", KEY_ALIAS_ARN: "arn:aws:kms:eu-west-1:1:alias/belfry" };
const dumping = {
  ...database,
  DATABASE_URL: "postgres://shop",
  MAJOR_VERSION: "15",
  MINIMUM_BYTES: "20",
  FAKE_DUMP: whole,
};

describe("backup scripts", () => {
  let runner: ScriptRunner;
  beforeEach(() => {
    runner = new ScriptRunner();
  });
  afterEach(() => {
    runner.remove();
  });

  const inBucket = (): readonly string[] =>
    existsSync(join(runner.s3, "dumps/shop")) ? readdirSync(join(runner.s3, "dumps/shop")).sort() : [];
  const marker = (): Record<string, unknown> =>
    JSON.parse(readFileSync(join(runner.s3, "dumps/shop/latest.json"), "utf8")) as Record<string, unknown>;
  const haveDump = (text = whole): void => {
    writeFileSync(join(runner.work, "database.dump"), text);
  };

  describe("dump", () => {
    it("proves a whole dump and tells versions and size", () => {
      const { status, stdout } = runner.run("dump", dumping);

      expect(status).toBe(0);
      expect(stdout).toBe(
        [
          "client: pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)",
          ";     dbname: shop",
          ";     Dumped from database version: 15.18",
          "dumped shop: 26 bytes",
          "",
        ].join("\n"),
      );
    });

    it.each([
      ["pg_dump fails", { FAKE_DUMP_FAILS: "yes" }, "pg_dump ended with 1"],
      ["the dump is empty", { FAKE_DUMP: "" }, "0 bytes, at least 20 are expected"],
      ["the dump is too small", { FAKE_DUMP: "PGDMP TABLE END" }, "15 bytes, at least 20 are expected"],
      [
        "the dump is another file",
        { FAKE_DUMP: "error: password authentication failed" },
        "pg_restore cannot list it",
      ],
      ["the dump holds no table's data", { FAKE_DUMP: "PGDMP nothing 0123 END" }, "it holds no table's data"],
      [
        "the dump is cut off",
        { FAKE_DUMP: "PGDMP TABLE 0123456789" },
        "pg_restore cannot read it to the end",
      ],
      ["pg_dump is too old", { FAKE_VERSION: "14.2" }, "pg_dump is version 14, the plan says 15"],
      ["pg_dump is of no version", { FAKE_VERSION: "devel" }, "pg_dump does not tell its version"],
    ])("fails when %s", (_when, faults, message) => {
      const { status, stderr } = runner.run("dump", { ...dumping, ...faults });

      expect(status).toBe(1);
      expect(stderr.trimEnd().split("\n").at(-1)).toBe(`belfry: dump of shop failed: ${message}`);
    });

    it("fails when it is told nothing", () => {
      expect(runner.run("dump", {}).status).not.toBe(0);
    });
  });

  describe("upload", () => {
    it("stores the dump, then the marker that describes it", () => {
      haveDump();

      const { status } = runner.run("upload", store);

      expect(status).toBe(0);
      const [dump, ...rest] = inBucket();
      expect(dump).toMatch(/^\d{8}T\d{6}Z\.dump$/);
      expect(rest).toEqual(["latest.json"]);
      expect(marker()).toEqual({
        stamp: dump?.replace(".dump", ""),
        key: `shop/${dump ?? ""}`,
        bytes: 26,
        sha256: spawnSync("sha256sum", [join(runner.work, "database.dump")], {
          encoding: "utf8",
        }).stdout.slice(0, 64),
        previousBytes: null,
      });
    });

    it("encrypts and checks both uploads", () => {
      haveDump();

      runner.run("upload", store);

      const uploads = runner.calls().filter((call) => call.startsWith("aws s3 cp"));
      expect(uploads).toHaveLength(2);
      for (const upload of uploads)
        expect(upload).toContain(
          "--only-show-errors --checksum-algorithm SHA256 --sse aws:kms --sse-kms-key-id arn:aws:kms:eu-west-1:1:alias/belfry",
        );
    });

    it("remembers the size of the dump before and lets only that one age", () => {
      mkdirSync(join(runner.s3, "dumps/shop"), { recursive: true });
      writeFileSync(join(runner.s3, "dumps/shop/20260101T000000Z.dump"), "older");
      writeFileSync(
        join(runner.s3, "dumps/shop/latest.json"),
        '{\n  "stamp": "20260101T000000Z",\n  "key": "shop/20260101T000000Z.dump",\n  "bytes": 5,\n  "sha256": "ab",\n  "previousBytes": 4\n}\n',
      );
      haveDump();

      const { status } = runner.run("upload", store);

      expect(status).toBe(0);
      expect(marker()).toMatchObject({ bytes: 26, previousBytes: 5 });
      expect(inBucket().filter((file) => file.endsWith(".tags"))).toEqual(["20260101T000000Z.dump.tags"]);
      expect(readFileSync(join(runner.s3, "dumps/shop/20260101T000000Z.dump.tags"), "utf8")).toBe(
        "TagSet=[{Key=superseded,Value=true}]",
      );
    });

    it("stays good when only the older dump cannot be marked", () => {
      haveDump();
      runner.run("upload", store);
      writeFileSync(
        join(runner.s3, "dumps/shop/latest.json"),
        readFileSync(join(runner.s3, "dumps/shop/latest.json"), "utf8").replace(
          /shop\/\d+T\d+Z/,
          "shop/gone",
        ),
      );

      const { status, stderr } = runner.run("upload", {
        ...store,
        FAKE_AWS_FAILS: "s3api put-object-tagging*",
      });

      expect(status).toBe(0);
      expect(stderr).toContain("belfry: shop/gone.dump could not be marked as superseded and will stay");
    });

    it.each([
      ["the upload fails", { FAKE_AWS_FAILS: "s3 cp *.dump*" }],
      ["bytes are lost on the way", { FAKE_AWS_LOSES: "yes" }],
      ["the bucket cannot be looked at", { FAKE_AWS_FAILS: "s3api head-object*" }],
      ["the bucket cannot be listed", { FAKE_AWS_FAILS: "s3api list-objects-v2*" }],
      ["the marker cannot be written", { FAKE_AWS_FAILS: "s3 cp *.json*" }],
    ])("writes no marker when %s", (_when, faults) => {
      haveDump();

      const { status, stderr } = runner.run("upload", { ...store, ...faults });

      expect(status).toBe(1);
      expect(stderr).toContain("belfry: upload of shop failed: ");
      expect(inBucket()).not.toContain("latest.json");
    });

    it.each([
      ["is missing", undefined],
      ["is empty", ""],
    ])("fails when the dump %s", (_when, text) => {
      if (text !== undefined) haveDump(text);

      const { status } = runner.run("upload", store);

      expect(status).toBe(1);
      expect(inBucket()).toEqual([]);
    });
  });

  describe("fetch", () => {
    const stored = (): string => join(runner.s3, `dumps/${String(marker()["key"])}`);
    const fetching = { ...database, BUCKET: "dumps" };
    beforeEach(() => {
      haveDump();
      runner.run("upload", store);
      haveDump("");
    });

    it("brings back what was uploaded, and notes when it began", () => {
      expect(runner.run("fetch", fetching).status).toBe(0);
      expect(readFileSync(join(runner.work, "database.dump"), "utf8")).toBe(whole);
      const began = Number(readFileSync(join(runner.work, "began"), "utf8"));
      expect(Math.abs(Date.now() / 1000 - began)).toBeLessThan(60);
    });

    it("fails on a dump of another size", () => {
      writeFileSync(stored(), "short");

      const { status, stderr } = runner.run("fetch", fetching);

      expect(status).toBe(1);
      expect(stderr).toMatch(/has 5 bytes, its marker says 26/);
    });

    it("fails on a dump of the same size that is another file", () => {
      writeFileSync(stored(), whole.replace("0", "1"));

      const { status, stderr } = runner.run("fetch", fetching);

      expect(status).toBe(1);
      expect(stderr).toMatch(/is not the file that its marker describes/);
    });

    it("fails without a marker, and with one that says nothing", () => {
      expect(runner.run("fetch", { ...fetching, DATABASE: "other" }).stderr).toMatch(
        /there is no success marker/,
      );
      writeFileSync(join(runner.s3, "dumps/shop/latest.json"), "{}\n");
      expect(runner.run("fetch", fetching).stderr).toMatch(/the success marker names no dump/);
    });
  });

  describe("restore", () => {
    const restoring = { ...database, METRIC: "belfry.restored", TABLES: "organizations\nbilling.records" };
    beforeEach(() => {
      haveDump();
      writeFileSync(join(runner.work, "began"), `${Math.floor(Date.now() / 1000) - 90}\n`);
    });

    it("counts the rows of each table, and measures the time of the proof and how long it took", () => {
      const { status, stdout } = runner.run("restore", restoring);

      expect(status).toBe(0);
      expect(stdout).toMatch(
        /^organizations: 3 rows\nbilling\.records: 3 rows\nrestored shop in \d+ seconds\n/m,
      );
      const took = Number(readFileSync(join(runner.work, "took"), "utf8"));
      expect(took).toBeGreaterThanOrEqual(90);
      expect(took).toBeLessThan(150);
      expect(readFileSync(join(runner.work, "measured"), "utf8")).toMatch(/^belfry\.restored \d{10}\n$/);
      const counts = runner.calls().filter((call) => call.includes("--set=table="));
      expect(counts[0]).toContain("--set=schema=public --set=table=organizations scratch");
      expect(counts[1]).toContain("--set=schema=billing --set=table=records scratch");
    });

    it("goes past what only a hosted database has", () => {
      const { status, stderr } = runner.run("restore", {
        ...restoring,
        FAKE_IGNORED: 'could not execute query: ERROR:  extension "pg_graphql" is not available',
      });

      expect(status).toBe(0);
      expect(stderr).toContain("errors ignored on restore: 1");
    });

    it.each([
      ["a table is empty", { FAKE_ROWS: "0" }, "organizations holds no rows"],
      ["a table is missing", { TABLES: "missing" }, "missing cannot be counted"],
      [
        "a table that nobody counts was left behind",
        { FAKE_TABLES: "public.other" },
        "public.organizations is in the dump and was not restored",
      ],
      [
        "a table of a schema that a counted table names was left behind",
        { TABLES: "cron.other" },
        "cron.job is in the dump and was not restored",
      ],
      ["rows were refused", { FAKE_IGNORED: 'COPY failed for table "records": ERROR:  bad' }, broken],
      [
        "rows break a key",
        { FAKE_IGNORED: 'could not execute query: ERROR:  insert violates foreign key constraint "fk"' },
        broken,
      ],
      [
        "rows are there twice",
        { FAKE_IGNORED: 'ERROR:  could not create unique index "records_pkey"' },
        broken,
      ],
    ])("fails when %s", (_when, faults, message) => {
      const { status, stderr } = runner.run("restore", { ...restoring, ...faults });

      expect(status).toBe(1);
      expect(stderr).toContain(`belfry: restore of shop failed: ${message}`);
      expect(existsSync(join(runner.work, "measured"))).toBe(false);
      expect(existsSync(join(runner.work, "took"))).toBe(false);
    });

    it("fails on a dump that is cut off", () => {
      haveDump("PGDMP TABLE 0123456789");

      const { status, stderr } = runner.run("restore", restoring);

      expect(status).toBe(1);
      expect(stderr).toContain("belfry: restore of shop failed: pg_restore could not read the dump");
    });
  });

  describe("what a restore test promises to check", () => {
    const restoring = { ...database, METRIC: "belfry.restored", TABLES: "organizations" };
    const restored = (faults: Readonly<Record<string, string>> = {}) =>
      runner.run("restore", { ...restoring, ...faults });

    /** One breach of each, in which a script must fail. */
    const breaches: Readonly<Record<RestoreCheck, () => Ended>> = {
      file: () => {
        runner.run("upload", store);
        writeFileSync(join(runner.s3, `dumps/${String(marker()["key"])}`), whole.replace("0", "1"));
        return runner.run("fetch", { ...database, BUCKET: "dumps" });
      },
      archive: () => {
        haveDump("PGDMP TABLE 0123456789");
        return restored();
      },
      integrity: () => restored({ FAKE_IGNORED: 'COPY failed for table "records": ERROR:  bad' }),
      tables: () => restored({ FAKE_TABLES: "public.other" }),
      rows: () => restored({ FAKE_ROWS: "0" }),
      duration: () => {
        rmSync(join(runner.work, "began"));
        return restored();
      },
    };

    it.each(Object.keys(restoreChecks) as RestoreCheck[])("fails without its %s", (check) => {
      haveDump();
      writeFileSync(join(runner.work, "began"), "1800000000\n");
      expect(restored().status).toBe(0);

      expect(breaches[check]().status).not.toBe(0);
    });
  });

  it("records a good restore beside the dumps, with the seconds that it took", () => {
    writeFileSync(join(runner.work, "took"), "754\n");
    expect(runner.run("record", { ...database, BUCKET: "dumps" }).status).toBe(0);
    expect(JSON.parse(readFileSync(join(runner.s3, "dumps/shop/restored.json"), "utf8"))).toEqual({
      stamp: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      seconds: 754,
    });
  });

  const shellcheck = spawnSync("shellcheck", ["--version"]).status === 0;
  (shellcheck ? it : it.skip)("passes shellcheck (skipped where it is not installed)", () => {
    const scripts = readdirSync("components/backups/scripts").map(
      (file) => `components/backups/scripts/${file}`,
    );

    expect(spawnSync("shellcheck", scripts, { encoding: "utf8" }).stdout).toBe("");
  });
});
