/**
 * The number of the `postgres` user in the official Alpine images. `initdb` refuses a user that the image does not
 * know, and one number for all containers lets each read what the one before it wrote.
 *
 * https://github.com/docker-library/postgres/blob/master/Dockerfile-alpine.template
 */
export const postgresUser = 70;

/**
 * What each container of a backup job is given: `pg_dump` and `pg_restore` stream, so memory does not grow with the
 * database. A container over its limit is stopped and its job fails, which the freshness monitor sees.
 */
export const backupResources = {
  requests: { cpu: "100m", memory: "256Mi" },
  limits: { cpu: "1", memory: "1Gi" },
};
