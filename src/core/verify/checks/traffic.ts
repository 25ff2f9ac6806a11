import type { FactsByType } from "../../contracts/stack-facts.ts";
import { type Check, DAY_MS, judged, zonesText } from "../check.ts";

type Facts<T extends keyof FactsByType> = readonly Check<FactsByType[T]>[];

const CERTIFICATE_DAYS = 30;

export const TARGET_GROUP: Facts<"aws_lb_target_group"> = [
  {
    id: "lb.targets",
    title: "every target is healthy",
    why: "The load balancer sends nothing to a target that is not; with none, users get errors.",
    cure: "Ask the target's health path from within the network, and see its log.",
    judge: ({ targets }) => {
      const bad = targets.filter(({ state }) => state !== "healthy" && state !== "draining");
      const found = bad.map(({ id, state }) => `${id} is ${state}`).join(", ");
      const healthy = targets.filter(({ state }) => state === "healthy").length;
      return judged(healthy > 0 && bad.length === 0, found || `${healthy} healthy`);
    },
  },
];

export const LOAD_BALANCER: Facts<"aws_lb"> = [
  {
    id: "lb.active",
    title: "the load balancer is active in two zones or more",
    why: "One that is not active answers nobody; in one zone it fails with it.",
    cure: "Give it subnets in several zones, and see its state in EC2.",
    judge: ({ state, zones }) =>
      judged(state === "active" && zones.length >= 2, `${state} ${zonesText(zones)}`),
  },
  {
    id: "lb.tls",
    title: "whatever is public speaks TLS",
    why: "What crosses the internet in clear can be read and changed on the way.",
    cure: "Listen with HTTPS, and let HTTP only redirect to it.",
    judge: ({ isPublic, listeners }) => {
      if (!isPublic) return null;
      const clear = listeners.filter(
        ({ protocol, redirects }) => !["HTTPS", "TLS"].includes(protocol) && !redirects,
      );
      const found = clear.map(({ protocol, port }) => `${protocol} on ${port}`).join(", ");
      return judged(
        listeners.length > 0 && clear.length === 0,
        found || `${listeners.length} listeners`,
      );
    },
  },
];

export const REACHABLE: Facts<"aws_lb"> = [
  {
    id: "lb.reachable",
    title: "the load balancer answers from outside",
    why: "All else can be well, and users still get nothing: by a rule, a certificate or a route.",
    cure: "See its security group and listener, and that the certificate has the name asked for.",
    judge: ({ answer }) =>
      answer === null
        ? null
        : judged(answer.fault === null, `${answer.url}: ${answer.fault ?? "it answers"}`),
  },
];

export const CERTIFICATE: Facts<"aws_acm_certificate"> = [
  {
    id: "acm.valid",
    title: `the certificate is valid for ${CERTIFICATE_DAYS} days or more`,
    why: "On the day that it expires, no client connects any more.",
    cure: "See that its validation records are in DNS: ACM then renews it by itself.",
    judge: ({ status, expires }, now) => {
      const days = expires === null ? 0 : Math.floor((expires - now) / DAY_MS);
      const isGood = status === "ISSUED" && days >= CERTIFICATE_DAYS;
      return judged(isGood, status === "ISSUED" ? `valid for ${days} days` : `it is ${status}`);
    },
  },
];

export const SECURITY_GROUP: Facts<"aws_security_group"> = [
  {
    id: "network.public",
    title: "nothing but the load balancer is open to the world",
    why: "A store or a service that anyone reaches is found within minutes.",
    cure: "Let the rule name the security group or the network that needs it.",
    judge: ({ openToTheWorld: open, isForLoadBalancer }) => {
      const bad = open.filter((it) => !(isForLoadBalancer && /^tcp (80|443)$/.test(it)));
      return judged(
        bad.length === 0,
        bad.length === 0 ? "closed to the world" : `open: ${bad.join(", ")}`,
      );
    },
  },
];

export const VPN: Facts<"aws_vpn_connection"> = [
  {
    id: "vpn.tunnels",
    title: "the VPN is up, with both tunnels",
    why: "AWS maintains one tunnel at a time: with one alone, the connection breaks then.",
    cure: "See that the other side runs, with the keys and the addresses of both tunnels.",
    judge: ({ state, tunnelsUp }) =>
      judged(state === "available" && tunnelsUp >= 2, `${state}, ${tunnelsUp} tunnels up`),
  },
];
