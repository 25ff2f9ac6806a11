import { ownValue } from "../../../core/text/own-value.ts";
import type { AnyOperation } from "../operation.ts";
import { createEnvironment } from "./operations/create-environment.ts";
import { deleteEnvironment } from "./operations/delete-environment.ts";
import { getEnvironment } from "./operations/get-environment.ts";
import { listEnvironments } from "./operations/list-environments.ts";
import { listTagsForResource, tagResource, untagResource } from "./operations/tags.ts";
import { updateEnvironment } from "./operations/update-environment.ts";
import { invalid } from "./faults.ts";

interface Routed {
  readonly operation: AnyOperation;
  /** What of the input stands in the URL. */
  readonly input: Readonly<Record<string, unknown>>;
}

const BY_ROUTE: Readonly<Record<string, AnyOperation>> = {
  "GET /environments": listEnvironments,
  "PUT /environments/": createEnvironment,
  "GET /environments/": getEnvironment,
  "PATCH /environments/": updateEnvironment,
  "DELETE /environments/": deleteEnvironment,
  "GET /tags/": listTagsForResource,
  "POST /tags/": tagResource,
  "DELETE /tags/": untagResource,
};

/** The operation that a method and a URL are of; undefined where it is not one that is built. */
export function route(method: string, path: string): Routed | undefined {
  const [pathname = "", search = ""] = path.split("?", 2);
  const [, head = "", slash = "", rest = ""] = /^\/([a-z]+)(\/?)(.*)$/.exec(pathname) ?? [];
  const key = `${method} /${head}${rest === "" ? "" : slash}`;
  const operation = ownValue(BY_ROUTE, key);
  if (operation === undefined) return undefined;
  const query = new URLSearchParams(search);
  if (head === "tags") {
    const tagKeys = query.getAll("tagKeys");
    return {
      operation,
      // An ARN has a slash of its own, which some clients encode and some do not.
      input: { ResourceArn: decoded(rest), ...(method === "DELETE" && { tagKeys }) },
    };
  }
  if (rest !== "") return { operation, input: { Name: decoded(rest) } };
  const most = query.get("MaxResults");
  const token = query.get("NextToken");
  return {
    operation,
    input: {
      ...(most !== null && { MaxResults: /^\d{1,9}$/.test(most) ? Number(most) : most }),
      ...(token !== null && { NextToken: token }),
    },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid("The URL is not encoded as it should be.");
  }
}
