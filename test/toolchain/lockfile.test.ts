import { readFileSync } from "node:fs";
import { join } from "node:path";

import { callEach } from "./temporary-checkout";

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lockfile = JSON.parse(readFileSync(join(__dirname, "..", "..", "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

describe("package-lock.json", () => {
  it("holds every platform's packages; mended by `node toolchain/complete-lockfile.mjs`", () => {
    const named = Object.values(lockfile.packages).flatMap(({ optionalDependencies }) =>
      Object.keys(optionalDependencies ?? {}),
    );
    const locked = new Set(Object.keys(lockfile.packages).map((path) => path.split("node_modules/").at(-1)));

    expect(named.filter((name) => !locked.has(name))).toEqual([]);
  });

  it("names no registry of one network", () => {
    const hosts = Object.values(lockfile.packages).flatMap(({ resolved }) =>
      resolved ? [new URL(resolved).host] : [],
    );

    expect([...new Set(hosts)].filter((host) => host !== "registry.npmjs.org")).toEqual([]);
  });
});

describe("missingPlatformPackages", () => {
  it("finds what is nowhere above the dependent, and reads the platform from the name", async () => {
    const native = {
      version: "1.0.0",
      dev: true,
      optionalDependencies: { "@x/native-linux-arm64-musl": "1.0.0" },
    };
    const present = { "node_modules/a/node_modules/@x/native-linux-arm64-musl": { version: "1.0.0" } };
    const lists = [
      [{ packages: { "": {}, "node_modules/a/node_modules/native": native } }],
      [{ packages: { "": {}, "node_modules/a/node_modules/native": native, ...present } }],
    ];

    const outcomes = await callEach<unknown>("complete-lockfile.mjs", "missingPlatformPackages", lists);

    expect(outcomes.map(({ result }) => result)).toEqual([
      [
        [
          "node_modules/@x/native-linux-arm64-musl",
          { version: "1.0.0", cpu: ["arm64"], dev: true, libc: ["musl"], optional: true, os: ["linux"] },
        ],
      ],
      [],
    ]);
  });
});
