import type { ReadContext } from "../context.ts";
import { invalid, noEnvironment } from "./faults.ts";
import { type EnvironmentRecord, statusAt } from "./record.ts";
import { environmentArn } from "./view.ts";

/** The environment of this name, unless it is gone by now. */
export function environmentOf({ state, now }: ReadContext, name: string): EnvironmentRecord {
  const record = state.environments.get(name);
  if (record === undefined || statusAt(record, now) === "GONE") throw noEnvironment(name);
  return record;
}

/** The environment of this ARN, which is of this account and region. */
export function environmentAt(context: ReadContext, arn: string): EnvironmentRecord {
  const name = /^arn:aws[\w-]*:airflow:[\w-]+:\d{12}:environment\/(.+)$/.exec(arn)?.[1];
  if (name === undefined) throw invalid(`Not the ARN of an environment: ${arn.slice(0, 200)}`);
  const record = context.state.environments.get(name);
  if (record === undefined || arn !== environmentArn(context, name)) throw noEnvironment(arn);
  return environmentOf(context, name);
}
