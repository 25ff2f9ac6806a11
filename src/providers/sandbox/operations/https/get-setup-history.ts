import { pageToken, resourceName } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";
import { notFound } from "../../protocol/service-error.ts";
import { required, structure } from "../../shapes.ts";
import { setupView } from "../../views/https-setup.ts";

/** Newest first. What is not an instance has none. */
export const getSetupHistory = reads(
  structure({ resourceName: required(resourceName), pageToken }),
  (context, input) => {
    const { state, region } = context;
    // The newest few are kept, which is one page: no token leads on.
    page([], input.pageToken, ["GetSetupHistory", region.name]);
    if (!state.has(input.resourceName)) throw notFound("Resource", input.resourceName);
    const instance = state.find("Instance", input.resourceName);
    const setups = instance?.httpsSetups ?? [];
    return {
      setupHistory:
        instance === undefined ? [] : setups.map((it) => setupView(it, instance, context)),
    };
  },
);
