import { perPlace, type Service } from "../../call.ts";
import { parameterGroups, subnetGroups } from "./groups.ts";
import { emptyPlace } from "./model.ts";
import { replicationGroups } from "./replication-groups.ts";
import { tagging } from "./tags.ts";

/** ElastiCache for Redis: nearly all of what the provider asks for. */
export function elasticache(): Service {
  const placeOf = perPlace(emptyPlace);
  return {
    name: "elasticache",
    fills: {
      ...parameterGroups(placeOf),
      ...subnetGroups(placeOf),
      ...replicationGroups(placeOf),
      ...tagging(placeOf),
    },
  };
}
