import type { Service } from "../model/service";
import { operations } from "./operations";
import { vendhub } from "./vendhub";
import { victorysync } from "./victorysync";
import { vocavision } from "./vocavision";
import { watchtower } from "./watchtower";

/** Every runbook, in the order in which tables show them. */
export const services: readonly Service[] = [victorysync, vendhub, vocavision, operations, watchtower];
