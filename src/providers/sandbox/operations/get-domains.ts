import { paged } from "../common-shapes.ts";
import { assertDomainRegion } from "../domains.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";
import { domainView } from "../views/domain.ts";

export const getDomains = reads(paged, (context, { pageToken }) => {
  assertDomainRegion(context);
  const { items, nextPageToken } = page(context.state.list("Domain"), pageToken, [
    "GetDomains",
    context.region.name,
  ]);
  return { domains: items.map((record) => domainView(record, context)), nextPageToken };
});
