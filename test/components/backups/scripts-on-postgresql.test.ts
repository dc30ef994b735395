import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

/** The server refuses to run as root; Debian's package has a user for it. */
function unprivileged(): { uid?: number; gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {};
  const { status, stdout } = spawnSync("id", ["-u", "postgres"], { encoding: "utf8" });
  const id = Number(stdout);
  return status === 0 ? { uid: id, gid: id } : undefined;
}

const user = unprivileged();
const version = spawnSync("pg_dump", ["--version"], { encoding: "utf8" }).stdout;
const major = /\(PostgreSQL\) (\d+)/.exec(version)?.[1];
const installed = user && major && spawnSync("initdb", ["--version"]).status === 0;

const schema = `
  CREATE TABLE "Organizations" (id int PRIMARY KEY, name text);
  INSERT INTO "Organizations" SELECT n, repeat(md5(n::text), 20) FROM generate_series(1, 2000) n;
  CREATE TABLE empty_table (id int);
  CREATE SCHEMA billing;
  CREATE TABLE billing.records (id int REFERENCES "Organizations" (id));
  INSERT INTO billing.records VALUES (1), (2);
  CREATE ROLE reader;
  GRANT SELECT ON billing.records TO reader;
`;

/** A row that its table's own foreign key forbids, as a crash or a careless import leaves it behind. */
const orphan = `
  ALTER TABLE billing.records DISABLE TRIGGER ALL;
  INSERT INTO billing.records VALUES (9999);
  ALTER TABLE billing.records ENABLE TRIGGER ALL;
`;

(installed ? describe : describe.skip)(
  "backup scripts on a real PostgreSQL (skipped where none is installed)",
  () => {
    let work: string;
    let source: string;

    const run = (command: string, args: readonly string[], extra: Record<string, string> = {}) =>
      spawnSync(command, args, {
        ...user,
        cwd: work,
        encoding: "utf8",
        env: { PATH: `/usr/local/bin${delimiter}/usr/bin${delimiter}/bin`, WORK: work, HOME: work, ...extra },
      });
    const script = (name: string, extra: Record<string, string>): SpawnSyncReturns<string> =>
      run("/bin/bash", ["-c", readFileSync(resolve(`components/backups/scripts/${name}.sh`), "utf8")], extra);
    const restore = (tables: string) => {
      rmSync(join(work, "data"), { recursive: true, force: true });
      writeFileSync(join(work, "began"), `${Math.floor(Date.now() / 1000) - 60}\n`);
      return script("restore", { DATABASE: "shop", METRIC: "belfry.restored", TABLES: tables });
    };

    const sql = (statement: string) =>
      run("psql", [
        "--host",
        work,
        "--username",
        "postgres",
        "--set=ON_ERROR_STOP=1",
        "--command",
        statement,
      ]);
    const dump = (): void => {
      const { status, stderr } = script("dump", {
        DATABASE: "shop",
        DATABASE_URL: `postgres:///postgres?host=${work}&user=postgres`,
        MAJOR_VERSION: major ?? "",
        MINIMUM_BYTES: "1024",
      });
      if (status !== 0) throw new Error(stderr);
    };

    beforeAll(() => {
      work = mkdtempSync(join(tmpdir(), "belfry-pg-"));
      if (user?.uid !== undefined && user.gid !== undefined) chownSync(work, user.uid, user.gid);
      chmodSync(work, 0o700);
      source = join(work, "source");
      run("initdb", ["--pgdata", source, "--auth=trust", "--username=postgres", "--no-sync"]);
      const options = `-c listen_addresses='' -c unix_socket_directories='${work}' -c fsync=off`;
      run("pg_ctl", [
        "--pgdata",
        source,
        "--wait",
        "--log",
        join(work, "source.log"),
        "--options",
        options,
        "start",
      ]);
      sql(schema);
      dump();
    });
    afterAll(() => {
      run("pg_ctl", ["--pgdata", source, "--mode=immediate", "stop"]);
      rmSync(work, { recursive: true, force: true });
    });

    it("restores what it dumped, without the grants to roles that are not there", () => {
      const { status, stdout, stderr } = restore("Organizations\nbilling.records");

      expect(stderr).toBe("");
      expect(status).toBe(0);
      expect(stdout).toContain("Organizations: 2000 rows\nbilling.records: 2 rows\nrestored shop in 6");
      expect(readFileSync(join(work, "measured"), "utf8")).toMatch(/^belfry\.restored \d{10}\n$/);
    });

    it("fails on a table without rows and on one that is not there", () => {
      expect(restore("empty_table").stderr).toContain(
        "belfry: restore of shop failed: empty_table holds no rows",
      );
      expect(restore("organizations").stderr).toContain("organizations cannot be counted");
    });

    it.each([
      ["a row that breaks a foreign key", orphan, 'violates foreign key constraint "records_id_fkey"'],
      ["rows that the server refuses", "CREATE TABLE readers AS SELECT 'reader'::regrole", "COPY failed"],
    ])("fails on %s, though pg_restore goes past it", (_what, change, error) => {
      expect(sql(change).status).toBe(0);
      dump();

      const { status, stderr } = restore("Organizations");

      expect(status).toBe(1);
      expect(stderr).toContain(error);
      expect(stderr).toContain("belfry: restore of shop failed: its data breaks a rule of its own");
      sql("DELETE FROM billing.records WHERE id > 2000; DROP TABLE IF EXISTS readers");
    });

    it("fails on a dump that is cut off", () => {
      dump();
      truncateSync(join(work, "database.dump"), 4000);

      const { status, stderr } = restore("Organizations");

      expect(status).toBe(1);
      expect(stderr).toMatch(/belfry: restore of shop failed: /);
    });
  },
);
