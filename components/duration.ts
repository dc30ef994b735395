/** The plan's seconds as minutes, which AWS Backup and Sentry count in. */
export const toMinutes = (seconds: number): number => seconds / 60;

/** The plan's seconds as hours, which AWS Backup's restore testing counts in. */
export const toHours = (seconds: number): number => seconds / 3600;

/** The plan's seconds as days, which AWS retention and lifecycles count in. */
export const toDays = (seconds: number): number => seconds / 86_400;
