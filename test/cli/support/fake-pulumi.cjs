// A Pulumi CLI that keeps a stack as one file and deploys nothing. Before each verb it writes `began-<verb>` into the
// folder that it works in, and waits while a test keeps `hold-<verb>` there.

const { existsSync, mkdirSync, writeFileSync } = require("node:fs");
const { connect } = require("node:net");
const { dirname, join } = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");

const words = process.argv.slice(2);
const verb = words[0] === "stack" ? words[1] : words[0];
const backend = (process.env.PULUMI_BACKEND_URL ?? "").replace("file://", "");
const stack = join(backend, ".pulumi", "stacks", "belfry", "local.json");

function fail(text) {
  process.stderr.write(`error: ${text}\n`);
  process.exit(255);
}

const isOpen = (port) =>
  new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(!!socket.destroy())).once("error", () => resolve(false));
  });

const verbs = {
  version: () => "v3.259.0",
  async init() {
    if (existsSync(stack)) fail("stack 'organization/belfry/local' already exists");
    // As long as the real one needs, so that two at once meet.
    await sleep(500);
    if (existsSync(stack)) fail("stack 'organization/belfry/local' already exists");
    mkdirSync(dirname(stack), { recursive: true });
    writeFileSync(stack, "{}");
    return "";
  },
  export: () => JSON.stringify({ version: 3, deployment: {} }),
  preview: () => JSON.stringify({ steps: [] }),
  async up() {
    for (const each of process.env.PULUMI_DEBUG_PROVIDERS.split(",")) {
      const [name, port] = each.split(":");
      if (!(await isOpen(Number(port)))) fail(`plugin [${name}] did not begin responding`);
    }
    return "Resources:\n    78 unchanged\n";
  },
};

async function main() {
  if (verb !== "version") {
    writeFileSync(`began-${verb}`, "");
    while (existsSync(`hold-${verb}`)) await sleep(20);
  }
  process.stdout.write(await verbs[verb]());
}

void main();
