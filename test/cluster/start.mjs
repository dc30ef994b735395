// node test/cluster/start.mjs: sets up whatever is missing, then lets a real Kubernetes API server judge what prod deploys.

import { join } from "node:path";

import { checkout, main, SetUpError } from "../../toolchain/checkout.mjs";
import { ensureDependencies } from "../../toolchain/dependencies.mjs";
import { ensureGoTool, fetchGoModule } from "../../toolchain/go-tools.mjs";
import { capture, takeOver } from "../../toolchain/processes.mjs";
import { ensurePulumiCli, withCliOnPath } from "../../toolchain/pulumi-cli.mjs";
import { createLog } from "../../toolchain/terminal.mjs";

/** Custom resources of certificates: https://cert-manager.io/docs/installation/kubectl/ */
const certManager = {
  module: "github.com/cert-manager/cert-manager@v1.21.2",
  sum: "h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=",
};

await main(async () => {
  const log = createLog(process.stderr);
  await ensureDependencies({ log });
  await checkEtcd();
  const apiServer = await ensureGoTool("kube-apiserver", { log });
  const definitions = join(await fetchGoModule(certManager), "deploy", "crds");
  const env = withCliOnPath(await ensurePulumiCli({ log }));
  const words = [
    "-r",
    join(checkout, "toolchain", "register.cjs"),
    join(checkout, "test", "cluster", "main.ts"),
  ];
  const options = ["--api-server", apiServer, "--definitions", definitions];
  // `-- --operator-definitions <folder>`: the operator's own, which no module proxy has everywhere.
  return takeOver(process.execPath, [...words, ...options, ...process.argv.slice(2)], { env });
});

async function checkEtcd() {
  const { missing, problem } = await capture("etcd", ["--version"], { timeoutMs: 30_000 });
  if (missing) {
    throw new SetUpError(
      "The API server keeps its objects in etcd, and there is no etcd on PATH.\n" +
        "Install it (`apt-get install etcd-server`, `brew install etcd`, or https://etcd.io/docs/latest/install/),\n" +
        "then run the same command again.",
    );
  }
  if (problem) throw new SetUpError(`etcd --version: ${problem}`);
}
