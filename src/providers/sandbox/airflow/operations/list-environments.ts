import { reads } from "../../operation.ts";
import { invalid } from "../faults.ts";
import { statusAt } from "../record.ts";
import { listInput } from "../shapes.ts";

const PAGE_SIZE = 25;

/** https://docs.aws.amazon.com/mwaa/latest/API/API_ListEnvironments.html */
export const listEnvironments = reads(listInput, ({ state, now }, input) => {
  const { MaxResults: most = PAGE_SIZE, NextToken: token } = input;
  const names = [...state.environments.values()]
    .filter((it) => statusAt(it, now) !== "GONE")
    .map((it) => it.name)
    .toSorted();
  // The name that a page ends with: what comes and goes meanwhile moves no other.
  const after = token === undefined || token === "" ? undefined : decoded(token);
  const left = after === undefined ? names : names.filter((name) => name > after);
  const shown = left.slice(0, most);
  const last = shown.at(-1);
  return {
    Environments: shown,
    NextToken: left.length > most && last !== undefined ? encoded(last) : undefined,
  };
});

const encoded = (name: string): string => Buffer.from(`after:${name}`).toString("base64url");

function decoded(token: string): string {
  const name = Buffer.from(token, "base64url")
    .toString("utf8")
    .replace(/^after:/, "");
  if (encoded(name) !== token) throw invalid("The NextToken is not valid.");
  return name;
}
