import { writes } from "../../operation.ts";
import { invalid } from "../faults.ts";
import { environmentOf } from "../find.ts";
import { statusAt, underWay } from "../record.ts";
import { nameInput } from "../shapes.ts";

/** https://docs.aws.amazon.com/mwaa/latest/API/API_DeleteEnvironment.html */
export const deleteEnvironment = writes(nameInput, (context, { Name: name }) => {
  const { state, now, durations } = context;
  const record = environmentOf(context, name);
  const status = statusAt(record, now);
  if (status !== "AVAILABLE") {
    throw invalid(`Environments with ${status} status cannot be deleted.`);
  }
  state.environments.set(name, { ...record, ...underWay("DELETING", now, durations) });
  state.touch();
  return {};
});
