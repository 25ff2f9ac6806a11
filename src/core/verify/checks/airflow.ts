import type { FactsByType } from "../../contracts/stack-facts.ts";
import { type Check, judged } from "../check.ts";

const MODULES = ["DagProcessing", "Scheduler", "Task", "WebServer", "Worker"];

/** What the set-up asks for, seen from outside. */
export const AIRFLOW: readonly Check<FactsByType["aws_mwaa_environment"]>[] = [
  {
    id: "mwaa.available",
    title: "the environment is available, and its last update succeeded",
    why: "An update that failed leaves the former version running without a word.",
    cure: "See the environment's last update in MWAA, correct the stack, and apply it again.",
    judge: ({ status, lastUpdate }) =>
      judged(
        status === "AVAILABLE" && lastUpdate !== "FAILED",
        `${status}, last update ${lastUpdate}`,
      ),
  },
  {
    id: "mwaa.subnets",
    title: "its subnets are private, and in two zones",
    why: "MWAA starts in nothing else, and a public subnet shows its workers.",
    cure: "Give it two private subnets in different zones.",
    judge: ({ zones, publicSubnets: open }) =>
      judged(
        zones >= 2 && open.length === 0,
        open.length > 0 ? `${open.join(", ")} are public` : `in ${zones} zones`,
      ),
  },
  {
    id: "mwaa.route",
    title: "a route leads to the servers' network",
    why: "Without one, each job ends in a timeout after minutes.",
    cure: "See the VPN's or the peering's routes, and their propagation to the private subnets.",
    judge: ({ isLinked, routes, blackholes }) =>
      isLinked
        ? judged(
            routes.length > 0 && blackholes.length === 0,
            blackholes.length > 0
              ? `leads nowhere: ${blackholes.join(", ")}`
              : routes.join(", ") || "none",
          )
        : null,
  },
  {
    id: "mwaa.logs",
    title: "all five logs are written",
    why: "What failed is told only there.",
    cure: "Turn them on in the environment's logging.",
    judge({ logs }) {
      const missing = MODULES.filter((it) => !logs.includes(it));
      return judged(
        missing.length === 0,
        missing.length === 0 ? "all five" : `off: ${missing.join(", ")}`,
      );
    },
  },
  {
    id: "mwaa.arriving",
    title: "logs arrive",
    why: "A scheduler that writes nothing for a day does not run, or may not write.",
    cure: "Check the role's rights on log groups named airflow-ENVIRONMENT-*.",
    judge: ({ arriving }) =>
      judged(arriving.length > 0, arriving.length > 0 ? arriving.join(", ") : "none within a day"),
  },
  {
    id: "mwaa.dags",
    title: "DAGs are uploaded",
    why: "Without one, Airflow has nothing to run.",
    cure: "Apply the stack again, or see dag_s3_path.",
    judge: ({ dags }) => judged(dags > 0, `${dags} files`),
  },
  {
    id: "mwaa.role",
    title: "its role can do what it must, and no more",
    why: "A right that is missing fails a task; one too many is a task's to misuse.",
    cure: "Compare the role with that of the module airflow. AmazonMWAAFullAccess is for administrators.",
    judge({ denied, excessive }) {
      const found = [
        ...denied.map((it) => `${it} is denied`),
        ...excessive.map((it) => `${it} is allowed`),
      ].join(", ");
      return judged(found === "", found || "as it should be");
    },
  },
];
