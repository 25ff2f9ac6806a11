import { REGIONS, zoneNames } from "../catalogue/regions.ts";
import { reads } from "../operation.ts";
import { boolean, structure } from "../shapes.ts";

export const getRegions = reads(
  structure({
    includeAvailabilityZones: boolean(),
    includeRelationalDatabaseAvailabilityZones: boolean(),
  }),
  (_context, input) => ({
    regions: REGIONS.map((region) => {
      const zones = zoneNames(region).map((zoneName) => ({ zoneName, state: "available" }));
      return {
        continentCode: region.continentCode,
        description: region.description,
        displayName: region.displayName,
        name: region.name,
        availabilityZones: input.includeAvailabilityZones === true ? zones : [],
        relationalDatabaseAvailabilityZones:
          input.includeRelationalDatabaseAvailabilityZones === true ? zones : [],
      };
    }),
  }),
);
