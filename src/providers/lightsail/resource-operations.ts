import { actionOf } from "./actions.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import type { ResourceOperation } from "../../core/model.ts";
import type { Calls } from "./calls.ts";
import { allPages } from "./pages.ts";

export async function listOperations(
  calls: Calls,
  resource: string,
  call?: CallOptions,
): Promise<ResourceOperation[]> {
  const operations = await allPages(async (pageToken) => {
    const { operations: items, nextPageToken: next } = await calls.read(
      "GetOperationsForResource",
      { resourceName: resource, ...(pageToken !== undefined && { pageToken }) },
      { ...call, resource },
    );
    return { items, next };
  });
  return operations.map((operation) => ({
    id: operation.id ?? "",
    action: actionOf(operation.operationType ?? ""),
    status: operation.status ?? "",
    created_at: operation.createdAt?.toISOString() ?? null,
    details: operation.operationDetails || null,
  }));
}
