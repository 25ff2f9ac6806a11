import type { InstanceSettings } from "../../core/contracts/instance-settings.ts";
import type { KeyPairs } from "../../core/contracts/key-pairs.ts";
import { checkName } from "../../core/instances/names.ts";
import { checkTags } from "../../core/instances/tags.ts";
import type { Calls } from "./calls.ts";

const checked = (name: string): string => checkName(name, "key pair name");
const loadKeyPairs = () => import("./key-pairs.ts");
const loadSettings = () => import("./instance-settings.ts");

/** Few commands need it: its code is loaded with the first call. */
export function keyPairsOf(calls: Calls): KeyPairs {
  return {
    list: async (call) => (await loadKeyPairs()).listKeyPairs(calls, call),
    get: async (name, call) => (await loadKeyPairs()).getKeyPair(calls, checked(name), call),
    import: async (name, publicKey, call) =>
      (await loadKeyPairs()).importKeyPair(calls, checked(name), publicKey, call),
    createMarker: async (name, tags, call) => {
      checkTags(tags);
      return (await loadKeyPairs()).createMarker(calls, checked(name), tags, call);
    },
    tag: async (name, tags, call) => {
      checkTags(tags);
      await (await loadKeyPairs()).tagKeyPair(calls, checked(name), tags, call);
    },
    delete: async (name, call) => (await loadKeyPairs()).deleteKeyPair(calls, checked(name), call),
  };
}

export function settingsOf(calls: Calls): InstanceSettings {
  return {
    setAutoSnapshot: async (name, time, call) =>
      (await loadSettings()).setAutoSnapshot(calls, checkName(name), time, call),
    setIpAddressType: async (name, type, call) =>
      (await loadSettings()).setIpAddressType(calls, checkName(name), type, call),
  };
}
