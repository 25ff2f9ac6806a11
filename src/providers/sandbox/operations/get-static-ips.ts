import { listOf } from "../list-of.ts";
import { staticIpView } from "../views/static-ip.ts";

export const getStaticIps = listOf("GetStaticIps", "StaticIp", "staticIps", staticIpView);
