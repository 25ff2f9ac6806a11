import { named } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { staticIpView } from "../views/static-ip.ts";

export const getStaticIp = reads(named("staticIpName"), (context, { staticIpName }) => ({
  staticIp: staticIpView(context.state.get("StaticIp", staticIpName), context),
}));
