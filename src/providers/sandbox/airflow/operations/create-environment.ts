import { newId } from "../../identity.ts";
import { writes } from "../../operation.ts";
import { isMicro, LATEST } from "../catalogue.ts";
import { checkSettings } from "../check-settings.ts";
import { invalid } from "../faults.ts";
import { logsFrom } from "../logs.ts";
import { statusAt, underWay } from "../record.ts";
import { createInput } from "../shapes.ts";
import { mergedTags } from "../tags.ts";
import { environmentArn } from "../view.ts";

/** https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html */
export const createEnvironment = writes(createInput, (context, input) => {
  const { state, now, durations } = context;
  const { Name: name, Tags: tags, LoggingConfiguration: logs, ...given } = input;
  const present = state.environments.get(name);
  if (present !== undefined && statusAt(present, now) !== "GONE") {
    throw invalid(`An environment with the name ${name} already exists`);
  }
  for (const it of state.environments.values()) {
    if (statusAt(it, now) === "GONE") state.environments.delete(it.name);
  }
  const environmentClass = given.EnvironmentClass ?? "mw1.small";
  const alone = isMicro(environmentClass);
  const most = alone ? 1 : 10;
  const settings = {
    ...given,
    EnvironmentClass: environmentClass,
    AirflowVersion: given.AirflowVersion ?? LATEST,
    AirflowConfigurationOptions: given.AirflowConfigurationOptions ?? {},
    MinWorkers: given.MinWorkers ?? 1,
    MaxWorkers: given.MaxWorkers ?? Math.max(most, given.MinWorkers ?? 1),
    MinWebservers: given.MinWebservers ?? (alone ? 1 : 2),
    MaxWebservers: given.MaxWebservers ?? Math.max(alone ? 1 : 2, given.MinWebservers ?? 1),
    Schedulers: given.Schedulers ?? (alone ? 1 : 2),
    WebserverAccessMode: given.WebserverAccessMode ?? "PRIVATE_ONLY",
    EndpointManagement: given.EndpointManagement ?? "SERVICE",
    WeeklyMaintenanceWindowStart: given.WeeklyMaintenanceWindowStart ?? "SUN:03:30",
  };
  checkSettings(settings);
  state.environments.set(name, {
    name,
    id: newId(),
    createdAt: now,
    updatedAt: now,
    settings,
    logs: logsFrom(logs),
    tags: mergedTags({}, tags ?? {}),
    ...underWay("CREATING", now, durations),
  });
  state.touch();
  return { Arn: environmentArn(context, name) };
});
