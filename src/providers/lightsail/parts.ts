import { checkRegion } from "../../core/account/check-region.ts";
import { KIND_TEXTS } from "../../core/alarms/metrics.ts";
import type { Alarms } from "../../core/contracts/alarms.ts";
import type { Disks } from "../../core/contracts/disks.ts";
import type { Domains } from "../../core/contracts/domains.ts";
import type { InstanceSettings } from "../../core/contracts/instance-settings.ts";
import type { KeyPairs } from "../../core/contracts/key-pairs.ts";
import type { SnapshotCopies } from "../../core/contracts/snapshot-copies.ts";
import { checkDiskPath } from "../../core/disks/path.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import { checkName } from "../../core/instances/names.ts";
import { checkTags } from "../../core/instances/tags.ts";
import type { Calls } from "./calls.ts";

const checked = (name: string): string => checkName(name, "key pair name");
const loadKeyPairs = () => import("./key-pairs.ts");
export const SNAPSHOT = "snapshot name";
export const STATIC_IP = "static IP name";
const loadCopies = () => import("./snapshot-copies.ts");
const DISK = "disk name";
const loadDisks = () => import("./disks.ts");
const loadDiskSnapshots = () => import("./disk-snapshots.ts");
const loadDomains = () => import("./domains.ts");
const loadAlarms = () => import("./alarms.ts");
const loadContacts = () => import("./contact-methods.ts");
const loadBalancers = () => import("./load-balancers.ts");
const loadSettings = () => import("./instance-settings.ts");

type Parts = Pick<
  BaseInfraManager,
  "keyPairs" | "settings" | "snapshots" | "domains" | "disks" | "loadBalancers" | "alarms"
>;

/** Few commands need them: the code of each is loaded with its first call. */
export function partsOf(calls: Calls): Parts {
  return {
    keyPairs: keyPairsOf(calls),
    settings: settingsOf(calls),
    snapshots: snapshotsOf(calls),
    domains: domainsOf(calls),
    disks: disksOf(calls),
    alarms: alarmsOf(calls),
    loadBalancers: {
      get: async (name, call) =>
        (await loadBalancers()).getLoadBalancer(calls, checkName(name, "load balancer name"), call),
    },
  };
}

function alarmsOf(calls: Calls): Alarms {
  const named = (name: string): string => checkName(name, "alarm name");
  return {
    list: async (call) => (await loadAlarms()).listAlarms(calls, call),
    get: async (name, call) => (await loadAlarms()).getAlarm(calls, named(name), call),
    put: async (settings, options) => {
      named(settings.name);
      checkName(settings.resource, "name of what is watched");
      checkTags(options?.tags ?? {});
      await (await loadAlarms()).putAlarm(calls, settings, options);
    },
    test: async (name, state, call) =>
      (await loadAlarms()).testAlarm(calls, named(name), state, call),
    delete: async (name, call) => (await loadAlarms()).deleteAlarm(calls, named(name), call),
    watched: async (kind, name, call) =>
      (await loadAlarms()).getWatched(
        calls,
        kind,
        checkName(name, `${KIND_TEXTS[kind]} name`),
        call,
      ),
    contacts: {
      list: async (call) => (await loadContacts()).listContacts(calls, call),
      create: async (protocol, endpoint, call) =>
        (await loadContacts()).createContact(calls, protocol, endpoint, call),
      verify: async (protocol, call) => (await loadContacts()).verifyContact(calls, protocol, call),
      delete: async (protocol, call) => (await loadContacts()).deleteContact(calls, protocol, call),
    },
  };
}

function keyPairsOf(calls: Calls): KeyPairs {
  return {
    list: async (call) => (await loadKeyPairs()).listKeyPairs(calls, call),
    get: async (name, call) => (await loadKeyPairs()).getKeyPair(calls, checked(name), call),
    import: async (name, publicKey, call) =>
      (await loadKeyPairs()).importKeyPair(calls, checked(name), publicKey, call),
    create: async (name, request, call) =>
      (await loadKeyPairs()).createKeyPair(calls, checked(name), request, call),
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

function settingsOf(calls: Calls): InstanceSettings {
  return {
    setAutoSnapshot: async (name, time, call) =>
      (await loadSettings()).setAutoSnapshot(calls, checkName(name), time, call),
    setIpAddressType: async (name, type, call) =>
      (await loadSettings()).setIpAddressType(calls, checkName(name), type, call),
  };
}

function snapshotsOf(calls: Calls): SnapshotCopies {
  return {
    copy: async ({ source, fromRegion, name }, call) => {
      const checkedCopy = {
        source: checkName(source, SNAPSHOT),
        fromRegion: checkRegion(fromRegion),
        name: checkName(name, SNAPSHOT),
      };
      return (await loadCopies()).copySnapshot(calls, checkedCopy, call);
    },
    tag: async (name, tags, call) => {
      checkTags(tags);
      await (await loadCopies()).tagSnapshot(calls, checkName(name, SNAPSHOT), tags, call);
    },
  };
}

function domainsOf(calls: Calls): Domains {
  return {
    list: async (call) => (await loadDomains()).listDomains(calls, call),
    get: async (domain, call) => (await loadDomains()).getDomain(calls, domain, call),
    create: async (domain, options = {}) => {
      checkTags(options.tags ?? {});
      return (await loadDomains()).createDomain(calls, domain, options);
    },
    delete: async (domain, call) => (await loadDomains()).deleteDomain(calls, domain, call),
    createEntry: async (domain, entry, call) =>
      (await loadDomains()).createEntry(calls, domain, entry, call),
    updateEntry: async (domain, entry, call) =>
      (await loadDomains()).updateEntry(calls, domain, entry, call),
    deleteEntry: async (domain, entry, call) =>
      (await loadDomains()).deleteEntry(calls, domain, entry, call),
  };
}

function disksOf(calls: Calls): Disks {
  const named = (name: string): string => checkName(name, DISK);
  return {
    list: async (call) => (await loadDisks()).listDisks(calls, call),
    get: async (name, call) => (await loadDisks()).getDisk(calls, named(name), call),
    create: async (options, call) => {
      named(options.name);
      if (options.snapshot !== undefined) checkName(options.snapshot, SNAPSHOT);
      checkTags(options.tags ?? {});
      return (await loadDisks()).createDisk(calls, options, call);
    },
    attach: async (name, { instance, path }, options) =>
      (await loadDisks()).attachDisk(
        calls,
        named(name),
        { instance: checkName(instance), path: checkDiskPath(path) },
        options,
      ),
    detach: async (name, options) => (await loadDisks()).detachDisk(calls, named(name), options),
    settle: async (name, options) => (await loadDisks()).settleDisk(calls, named(name), options),
    tag: async (name, tags, call) => {
      checkTags(tags);
      await (await loadDisks()).tagDisk(calls, named(name), tags, call);
    },
    untag: async (name, keys, call) =>
      (await loadDisks()).untagDisk(calls, named(name), keys, call),
    delete: async (name, call) => (await loadDisks()).deleteDisk(calls, named(name), call),
    listSnapshots: async (call) => (await loadDiskSnapshots()).listDiskSnapshots(calls, call),
    deleteSnapshot: async (name, call) =>
      (await loadDiskSnapshots()).deleteDiskSnapshot(calls, checkName(name, SNAPSHOT), call),
    getSnapshot: async (name, call) =>
      (await loadDiskSnapshots()).getDiskSnapshot(calls, checkName(name, SNAPSHOT), call),
    createSnapshot: async (name, disk, options) => {
      checkName(name, SNAPSHOT);
      checkTags(options?.tags ?? {});
      return (await loadDiskSnapshots()).createDiskSnapshot(calls, name, named(disk), options);
    },
    waitForSnapshot: async (name, options) =>
      (await loadDiskSnapshots()).waitForDiskSnapshot(calls, checkName(name, SNAPSHOT), options),
  };
}
