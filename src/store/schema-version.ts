/** How many migrations this code was written for; a Worker cannot count the files of `migrations/` itself. */
export const SCHEMA_VERSION = 19
