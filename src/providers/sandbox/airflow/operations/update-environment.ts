import { writes } from "../../operation.ts";
import { checkSettings } from "../check-settings.ts";
import { invalid } from "../faults.ts";
import { environmentOf } from "../find.ts";
import { logsFrom } from "../logs.ts";
import { statusAt, underWay } from "../record.ts";
import { updateInput } from "../shapes.ts";
import { environmentArn } from "../view.ts";

/** https://docs.aws.amazon.com/mwaa/latest/API/API_UpdateEnvironment.html */
export const updateEnvironment = writes(updateInput, (context, input) => {
  const { state, now, durations } = context;
  const {
    Name: name,
    LoggingConfiguration: logs,
    NetworkConfiguration: network,
    WorkerReplacementStrategy: replacement,
    ...given
  } = input;
  const record = environmentOf(context, name);
  const status = statusAt(record, now);
  if (status !== "AVAILABLE") {
    throw invalid(`Environments with ${status} status cannot be updated.`);
  }
  const before = record.settings;
  const changed = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  const settings = {
    ...before,
    ...changed,
    NetworkConfiguration: { ...before.NetworkConfiguration, ...network },
  };
  checkSettings(settings, before);
  state.environments.set(name, {
    ...record,
    settings,
    logs: logsFrom(logs, record.logs),
    updatedAt: now,
    replacement,
    ...underWay("UPDATING", now, durations),
  });
  state.touch();
  return { Arn: environmentArn(context, name) };
});
