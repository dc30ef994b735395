import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { BackupRoles } from "./backup-roles";
import { BackupVault } from "./backup-vault";
import { RestoreTesting } from "./restore-testing";
import { VaultNotices } from "./vault-notices";

/** What a {@link BackupStore} needs to know. */
export interface BackupStoreArgs {
  /** The planned backup store. */
  readonly guardrail: GuardrailOf<"backup-store">;
}

/** What the backups of all services share: roles, key, vault, notices, and AWS's own restore testing. */
export class BackupStore extends pulumi.ComponentResource {
  /** ARN of the vault. */
  readonly vaultArn: pulumi.Output<string>;
  /** ARN of the key that encrypts dumps and recovery points. */
  readonly keyArn: pulumi.Output<string>;
  /** ARN of the topic that hears of failures. */
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, { guardrail }: BackupStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:backups:BackupStore", name, {}, opts);

    const roles = new BackupRoles(`${name}-roles`, { guardrail }, { parent: this });
    const vault = new BackupVault(`${name}-vault`, { guardrail }, { parent: this, dependsOn: roles });
    const after = { parent: this, dependsOn: vault };
    const notices = new VaultNotices(`${name}-notices`, { guardrail, vaultName: vault.vaultName }, after);
    new RestoreTesting(`${name}-restore-testing`, { guardrail }, after);
    this.vaultArn = vault.vaultArn;
    this.keyArn = vault.keyArn;
    this.topicArn = notices.topicArn;

    this.registerOutputs({ vaultArn: this.vaultArn, keyArn: this.keyArn, topicArn: this.topicArn });
  }
}
