/** One thing wrong with a settings file. */
export interface Fault {
  /** Where in the file, e.g. `infra.create.tags.Team`; empty for the file as a whole. */
  path: string;
  message: string;
}
