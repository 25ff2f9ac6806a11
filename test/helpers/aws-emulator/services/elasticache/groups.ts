import { fault, members, result, type Xml } from "../../answers.ts";
import type { Answer, Call, Fill } from "../../call.ts";
import { type Form, formOf, listOf, pairsOf } from "../../form.ts";
import { arnOf, type ParameterGroup, type Place, type SubnetGroup, tagsIn } from "./model.ts";

const PARAMETERS = "ParameterNameValues.ParameterNameValue";
const nameIn = (form: Form): string => form.get("CacheParameterGroupName") ?? "";
const subnetNameIn = (form: Form): string => form.get("CacheSubnetGroupName") ?? "";

/** Parameter groups, which moto has not. */
export function parameterGroups(placeOf: (call: Call) => Place): Record<string, Fill> {
  const withGroup =
    (answer: (call: Call, group: ParameterGroup, form: Form) => Answer): Fill =>
    (call) => {
      const form = formOf(call);
      const group = placeOf(call).parameterGroups.get(nameIn(form));
      if (group === undefined) return fault("CacheParameterGroupNotFound", "There is none.");
      return answer(call, group, form);
    };
  const shown = (call: Call, { name, family, description }: ParameterGroup): Xml => ({
    CacheParameterGroupName: name,
    CacheParameterGroupFamily: family,
    Description: description,
    IsGlobal: false,
    ARN: arnOf(call, "parametergroup", name),
  });
  const named = (call: Call, { name }: ParameterGroup): Answer =>
    result(call, { CacheParameterGroupName: name });
  const pairs = (form: Form) => pairsOf(form, PARAMETERS, "ParameterName", "ParameterValue");
  return {
    CreateCacheParameterGroup: (call) => {
      const form = formOf(call);
      const group = {
        name: nameIn(form),
        family: form.get("CacheParameterGroupFamily") ?? "",
        description: form.get("Description") ?? "",
        values: new Map<string, string>(),
      };
      placeOf(call).parameterGroups.set(group.name, group);
      placeOf(call).tags.set(arnOf(call, "parametergroup", group.name), tagsIn(form));
      return result(call, { CacheParameterGroup: shown(call, group) });
    },
    DescribeCacheParameterGroups: withGroup((call, group) => {
      const groups = members("CacheParameterGroup", [shown(call, group)]);
      return result(call, { CacheParameterGroups: groups });
    }),
    DescribeCacheParameters: withGroup((call, { values }) => {
      const parameters = [...values].map(([ParameterName, ParameterValue]) => ({
        ParameterName,
        ParameterValue,
        Source: "user",
        DataType: "string",
        IsModifiable: true,
      }));
      return result(call, { Parameters: members("Parameter", parameters) });
    }),
    ModifyCacheParameterGroup: withGroup((call, group, form) => {
      for (const [name, value] of Object.entries(pairs(form))) group.values.set(name, value);
      return named(call, group);
    }),
    ResetCacheParameterGroup: withGroup((call, group, form) => {
      for (const name of Object.keys(pairs(form))) group.values.delete(name);
      return named(call, group);
    }),
    DeleteCacheParameterGroup: withGroup((call, { name }) => {
      placeOf(call).parameterGroups.delete(name);
      return result(call, {});
    }),
  };
}

/** Subnet groups, of which moto shows too little. */
export function subnetGroups(placeOf: (call: Call) => Place): Record<string, Fill> {
  const shown = (call: Call, { name, description, subnets }: SubnetGroup): Xml => ({
    CacheSubnetGroupName: name,
    CacheSubnetGroupDescription: description,
    VpcId: "vpc-0",
    Subnets: members(
      "Subnet",
      subnets.map((SubnetIdentifier) => ({ SubnetIdentifier })),
    ),
    ARN: arnOf(call, "subnetgroup", name),
  });
  const keep: Fill = (call) => {
    const form = formOf(call);
    const name = subnetNameIn(form);
    const before = placeOf(call).subnetGroups.get(name);
    const group = {
      name,
      description: form.get("CacheSubnetGroupDescription") ?? before?.description ?? "",
      subnets: listOf(form, "SubnetIds.SubnetIdentifier"),
    };
    placeOf(call).subnetGroups.set(name, group);
    if (before === undefined) {
      placeOf(call).tags.set(arnOf(call, "subnetgroup", name), tagsIn(form));
    }
    return result(call, { CacheSubnetGroup: shown(call, group) });
  };
  return {
    CreateCacheSubnetGroup: keep,
    ModifyCacheSubnetGroup: keep,
    DescribeCacheSubnetGroups: (call) => {
      const group = placeOf(call).subnetGroups.get(subnetNameIn(formOf(call)));
      if (group === undefined) return fault("CacheSubnetGroupNotFoundFault", "There is none.", 400);
      const groups = members("CacheSubnetGroup", [shown(call, group)]);
      return result(call, { CacheSubnetGroups: groups });
    },
    DeleteCacheSubnetGroup: (call) => {
      placeOf(call).subnetGroups.delete(subnetNameIn(formOf(call)));
      return result(call, {});
    },
  };
}
