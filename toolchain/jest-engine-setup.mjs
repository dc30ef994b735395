import { ensurePulumiCli, withCliOnPath } from "./pulumi-cli.mjs";

/** Jest's workers start after this and inherit PATH, so the engine tests run by `npx jest` alone as well. */
export default async function setUp() {
  process.env.PATH = withCliOnPath(await ensurePulumiCli()).PATH;
}
