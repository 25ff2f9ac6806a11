import { paged } from "./common-shapes.ts";
import type { ReadContext } from "./context.ts";
import { reads } from "./operation.ts";
import type { OperationName } from "./operation-names.ts";
import { page } from "./paging.ts";
import type { RecordOf, ResourceType } from "./state/records.ts";

/** The list of all resources of a type, in pages, under the service's own key. */
export const listOf = <T extends ResourceType>(
  operation: OperationName,
  type: T,
  key: string,
  view: (record: Readonly<RecordOf<T>>, context: ReadContext) => object,
) =>
  reads(paged, (context, { pageToken }) => {
    const list = [operation, context.region.name] as const;
    const { items, nextPageToken } = page(context.state.list(type), pageToken, list);
    return { [key]: items.map((record) => view(record, context)), nextPageToken };
  });
