import { canChange, isMicro, VERSIONS } from "./catalogue.ts";
import { invalid } from "./faults.ts";
import type { EnvironmentSettings } from "./record.ts";

/** What no single value shows: each rule says what is wrong, or nothing. */
type Rule = (settings: EnvironmentSettings) => string | undefined;

const RULES: readonly Rule[] = [
  ({ AirflowVersion: version }) =>
    (VERSIONS as readonly string[]).includes(version)
      ? undefined
      : `Airflow version ${version} is not supported. Supported versions: ${VERSIONS.join(", ")}`,
  ({ MinWorkers: least, MaxWorkers: most }) => order("Workers", least, most),
  ({ MinWebservers: least, MaxWebservers: most }) => order("Webservers", least, most),
  ({ EnvironmentClass: its, Schedulers: count }) =>
    within(`Schedulers of ${its}`, count, isMicro(its) ? [1, 1] : [2, 5]),
  ({ EnvironmentClass: its, MinWebservers: count }) =>
    within(`MinWebservers of ${its}`, count, isMicro(its) ? [1, 1] : [2, 5]),
  ({ EnvironmentClass: its, MaxWebservers: count }) =>
    within(`MaxWebservers of ${its}`, count, isMicro(its) ? [1, 1] : [2, 5]),
  ({
    NetworkConfiguration: {
      SubnetIds: [first, second],
    },
  }) => (first === second ? "SubnetIds must be two different subnets" : undefined),
  (settings) => versioned(settings.PluginsS3Path, settings.PluginsS3ObjectVersion, "Plugins"),
  (settings) =>
    versioned(settings.RequirementsS3Path, settings.RequirementsS3ObjectVersion, "Requirements"),
  (settings) =>
    versioned(settings.StartupScriptS3Path, settings.StartupScriptS3ObjectVersion, "StartupScript"),
];

/** Refuses settings that do not fit together; `before` are those that are to be changed. */
export function checkSettings(settings: EnvironmentSettings, before?: EnvironmentSettings): void {
  const faults = RULES.flatMap((rule) => rule(settings) ?? []);
  const [from, to] = [before?.AirflowVersion, settings.AirflowVersion];
  if (from !== undefined && !canChange(from, to)) {
    faults.push(`An environment can't change from Airflow ${from} to ${to}: only 2.11 leads to 3`);
  }
  if (faults.length > 0) throw invalid(faults.join("; "));
}

const order = (what: string, least: number, most: number): string | undefined =>
  least > most ? `Min${what} (${least}) must not be greater than Max${what} (${most})` : undefined;

const within = (what: string, count: number, [least, most]: [number, number]) =>
  count < least || count > most ? `${what} must be from ${least} to ${most}` : undefined;

const versioned = (path: string | undefined, version: string | undefined, what: string) =>
  path !== undefined && version === undefined
    ? `${what}S3Path needs ${what}S3ObjectVersion`
    : undefined;
