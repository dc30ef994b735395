import type { PackageName } from "../packages";
import { awsCatalogue } from "./aws";
import { datadogCatalogue } from "./datadog";
import type { PackageCatalogue } from "./kind";
import { kubernetesCatalogue } from "./kubernetes";
import { sentryCatalogue } from "./sentry";

/** What the sandbox knows of each package beyond its schema. */
export const CATALOGUES: Readonly<Record<PackageName, PackageCatalogue>> = {
  datadog: datadogCatalogue,
  sentry: sentryCatalogue,
  aws: awsCatalogue,
  kubernetes: kubernetesCatalogue,
};
