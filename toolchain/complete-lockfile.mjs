// node toolchain/complete-lockfile.mjs: adds to package-lock.json the packages for other platforms that npm left out.
//
// Where the registry is a mirror that holds only some platforms' binaries, `npm install` drops the others from the lockfile
// without a word, and `npm ci` then refuses that lockfile everywhere. Their versions stand in the packages that name them.
// Their hashes are not known here and stay out; `npm install` against a full registry fills them in.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { checkout, readJson } from "./checkout.mjs";

const oses = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const cpus = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64"];

/** Optional dependencies that a lockfile names and does not hold: the path and the entry that it lacks, for each. */
export function missingPlatformPackages({ packages }) {
  const missing = new Map();
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (!isLocked(packages, path, name)) missing.set(`node_modules/${name}`, entryOf(name, version, dev));
    }
  }
  return [...missing];
}

/** Looks where Node.js would: in the dependent's own node_modules, then in each one above. */
function isLocked(packages, dependent, name) {
  const nested = dependent.split(/(?:^|\/)node_modules\//).slice(1);
  return [...nested.keys(), nested.length].some((depth) => {
    const folders = [...nested.slice(0, depth), name];
    return folders.map((folder) => `node_modules/${folder}`).join("/") in packages;
  });
}

/** Such packages are named after their platform: @swc/core-linux-arm64-musl. */
function entryOf(name, version, dev) {
  const words = name.split("/").at(-1).split("-");
  const os = words.find((word) => oses.includes(word));
  const cpu = words.find((word) => cpus.includes(word));
  if (!os || !cpu || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(
      `${name}@${version} is not in package-lock.json, and its name tells no platform: add it by hand`,
    );
  }
  const libc = os === "linux" ? libcOf(words) : undefined;
  return {
    version,
    cpu: [cpu],
    ...(dev && { dev }),
    ...(libc && { libc: [libc] }),
    optional: true,
    os: [os],
  };
}

function libcOf(words) {
  if (words.some((word) => word.startsWith("musl"))) return "musl";
  return words.some((word) => /^(gnu|glibc)/.test(word)) ? "glibc" : undefined;
}

function complete(file) {
  const lock = readJson(file);
  const missing = missingPlatformPackages(lock);
  const { "": root, ...packages } = { ...lock.packages, ...Object.fromEntries(missing) };
  const sorted = Object.entries(packages).sort(([left], [right]) => left.localeCompare(right, "en"));
  const completed = { ...lock, packages: { "": root, ...Object.fromEntries(sorted) } };
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(completed, null, 2)}\n`);
  console.log(`${missing.length} packages for other platforms added to package-lock.json`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  complete(join(checkout, "package-lock.json"));
