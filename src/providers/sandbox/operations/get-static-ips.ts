import { paged } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";
import { staticIpView } from "../views/static-ip.ts";

export const getStaticIps = reads(paged, (context, { pageToken }) => {
  const { items, nextPageToken } = page(context.state.list("StaticIp"), pageToken, [
    "GetStaticIps",
    context.region.name,
  ]);
  return { staticIps: items.map((record) => staticIpView(record, context)), nextPageToken };
});
