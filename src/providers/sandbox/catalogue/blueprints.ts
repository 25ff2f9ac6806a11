/** Where an id was seen in public; no id is here that was not. */
export const BLUEPRINT_SOURCES = {
  cli: "AWS CLI, awscli/examples/lightsail/get-blueprints.rst: output of get-blueprints, 2024",
  "2021": "kis9a's notes: all that get-blueprints answered in eu-west-1, 2021",
  "2023": "gymie/aws-code-server, README: ids and names, 2023",
  "2024":
    "notes for a game server: Linux systems that get-blueprints answered, with versions, 2024-04",
  "2025": "kolinz/terraform-handson: output of get-blueprints in ap-northeast-1, 2025",
  sql: "AWS tutorial on SQL Server: output of get-blueprints | grep sql, 2023",
  cdk: "constants of a CDK construct library for Lightsail, 2024",
  older: "claesmathias/lightsail-theia-ide, README: an id given to create-instances",
} as const;

export type BlueprintSource = keyof typeof BLUEPRINT_SOURCES;

export interface BlueprintInfo {
  readonly blueprintId: string;
  readonly name: string;
  readonly group: string;
  readonly type: "os" | "app";
  readonly version: string;
  readonly username: string;
  readonly platform: "LINUX_UNIX" | "WINDOWS";
  readonly isActive: boolean;
  readonly minPower: number;
  /** TCP ports open at first; those of the base image and of the application. */
  readonly ports: readonly OpenPort[];
  readonly source: BlueprintSource;
}

export type OpenPort = readonly [port: number, protocol: "tcp" | "udp"];

const SSH: readonly OpenPort[] = [
  [80, "tcp"],
  [22, "tcp"],
];
const WEB: readonly OpenPort[] = [...SSH, [443, "tcp"]];
const RDP: readonly OpenPort[] = [...SSH, [3389, "tcp"]];
const tcp = (...ports: number[]): OpenPort[] => ports.map((port) => [port, "tcp"]);
const PLESK: readonly OpenPort[] = [...SSH, [53, "tcp"], [53, "udp"], ...tcp(443, 8443, 8447)];
const CPANEL: readonly OpenPort[] = [
  ...SSH,
  [53, "tcp"],
  [53, "udp"],
  ...tcp(443, 2078, 2083, 2087, 2089),
];

type Row = readonly [
  id: string,
  name: string,
  version: string,
  group: string,
  username: string,
  source: BlueprintSource,
];

const linux: readonly Row[] = [
  [
    "amazon_linux_2023",
    "Amazon Linux 2023",
    "2023.4.20240401.1",
    "amazon_linux_2023",
    "ec2-user",
    "2025",
  ],
  ["amazon_linux_2", "Amazon Linux 2", "2.0.20240329.0", "amazon_linux_2", "ec2-user", "2025"],
  ["ubuntu_24_04", "Ubuntu", "24.04 LTS", "ubuntu_24", "ubuntu", "2025"],
  ["ubuntu_22_04", "Ubuntu", "22.04 LTS", "ubuntu_22", "ubuntu", "2024"],
  ["ubuntu_20_04", "Ubuntu", "20.04 LTS", "ubuntu_20", "ubuntu", "2024"],
  ["debian_12", "Debian", "12.5", "debian_12", "admin", "2024"],
  ["debian_11", "Debian", "11.9", "debian_11", "admin", "2024"],
  ["freebsd_14", "FreeBSD", "14.1", "freebsd_14", "ec2-user", "cdk"],
  ["freebsd_13", "FreeBSD", "13.2", "freebsd_13", "ec2-user", "2024"],
  ["opensuse_15", "openSUSE", "15.5", "opensuse_15", "ec2-user", "2024"],
  ["alma_linux_9", "AlmaLinux", "9.3", "alma_linux_9", "ec2-user", "2024"],
  ["centos_stream_9", "CentOS", "CS9-20230110", "centos_stream_9", "ec2-user", "2024"],
];
const retiredLinux: readonly Row[] = [
  ["amazon_linux", "Amazon Linux", "2018.03.0.20210408.0", "amazon-linux", "ec2-user", "2021"],
  ["ubuntu_18_04", "Ubuntu", "18.04 LTS", "ubuntu_18", "ubuntu", "2024"],
  ["ubuntu_16_04_2", "Ubuntu", "16.04 LTS", "ubuntu", "ubuntu", "2021"],
  ["debian_10", "Debian", "10.8", "debian_10", "admin", "2024"],
  ["debian_9_13", "Debian", "9.13", "debian_9", "admin", "2021"],
  ["debian_8_7", "Debian", "8.7", "debian", "admin", "2021"],
  ["freebsd_12", "FreeBSD", "12.2", "freebsd", "ec2-user", "2023"],
  ["opensuse_15_2", "openSUSE", "15.2", "opensuse", "ec2-user", "2021"],
  ["centos_8", "CentOS", "8 2004-01", "centos_8", "centos", "2021"],
  ["centos_7_2009_01", "CentOS", "7 2009-01", "centos", "centos", "2024"],
  ["centos_7_1901_01", "CentOS", "7 1901-01", "centos", "centos", "older"],
];
const web: readonly Row[] = [
  ["wordpress", "WordPress", "6.5.3-0", "wordpress", "bitnami", "cli"],
  [
    "wordpress_multisite",
    "WordPress Multisite",
    "6.5.3-0",
    "wordpress_multisite",
    "bitnami",
    "2023",
  ],
  ["lamp_8_bitnami", "LAMP (PHP 8)", "8.2.18-4", "lamp_8", "bitnami", "cli"],
  ["nodejs", "Node.js", "18.20.2-0", "node", "bitnami", "cli"],
  ["joomla", "Joomla", "5.1.2", "joomla", "bitnami", "2023"],
  ["magento", "Magento", "2.4.7", "magento", "bitnami", "2023"],
  ["mean", "MEAN", "7.0.12", "mean", "bitnami", "2023"],
  ["drupal", "Drupal", "10.3.1", "drupal", "bitnami", "2023"],
  ["gitlab", "GitLab CE", "17.2.1", "gitlab", "bitnami", "2023"],
  ["redmine", "Redmine", "5.1.3", "redmine", "bitnami", "2023"],
  ["nginx", "Nginx", "1.27.0", "nginx", "bitnami", "2023"],
  ["ghost_bitnami", "Ghost", "5.88.3", "ghost_bitnami", "bitnami", "2023"],
  ["django_bitnami", "Django", "5.0.6", "django_bitnami", "bitnami", "2023"],
  ["prestashop_bitnami", "PrestaShop", "8.1.7", "prestashop_bitnami", "bitnami", "2023"],
];
const retiredWeb: readonly Row[] = [
  ["lamp_7", "LAMP (PHP 7)", "7.4.20", "lamp_7", "bitnami", "2021"],
];
const plesk: readonly Row[] = [
  ["plesk_ubuntu", "Plesk Hosting Stack on Ubuntu", "18.0.62", "plesk_ubuntu", "ubuntu", "2023"],
  [
    "plesk_ubuntu_byol",
    "Plesk Hosting Stack on Ubuntu",
    "18.0.62",
    "plesk_ubuntu_byol",
    "ubuntu",
    "cdk",
  ],
];
const retiredPlesk: readonly Row[] = [
  [
    "plesk_ubuntu_18_0_34",
    "Plesk Hosting Stack on Ubuntu",
    "18.0.34",
    "plesk_ubuntu",
    "ubuntu",
    "2021",
  ],
];
const cpanel: readonly Row[] = [
  [
    "cpanel_whm_almalinux",
    "cPanel & WHM for AlmaLinux",
    "120.0.11",
    "cpanel_whm_almalinux",
    "ec2-user",
    "2023",
  ],
];
const retiredCpanel: readonly Row[] = [
  ["cpanel_whm_linux", "cPanel & WHM for Linux", "96.0.8", "cpanel_whm_linux", "centos", "2021"],
];
const windows: readonly Row[] = [
  [
    "windows_server_2022",
    "Windows Server 2022",
    "2024.08",
    "windows_2022",
    "Administrator",
    "2025",
  ],
  [
    "windows_server_2019",
    "Windows Server 2019",
    "2024.08",
    "windows_2019",
    "Administrator",
    "2025",
  ],
  [
    "windows_server_2016",
    "Windows Server 2016",
    "2024.08",
    "windows_2016",
    "Administrator",
    "2025",
  ],
];
const retiredWindows: readonly Row[] = [
  [
    "windows_server_2012",
    "Windows Server 2012 R2",
    "2021.06",
    "windows_2012",
    "Administrator",
    "2021",
  ],
];
const sqlServer: readonly Row[] = [
  [
    "windows_server_2022_sql_2022_express",
    "SQL Server 2022 Express",
    "2024.08",
    "windows_2022_sql_exp_2022",
    "Administrator",
    "sql",
  ],
  [
    "windows_server_2022_sql_2019_express",
    "SQL Server 2019 Express",
    "2024.08",
    "windows_2022_sql_exp_2019",
    "Administrator",
    "sql",
  ],
  [
    "windows_server_2016_sql_2016_express",
    "SQL Server 2016 Express",
    "2024.08",
    "windows_2016_sql_exp",
    "Administrator",
    "sql",
  ],
];

type Rest = Pick<BlueprintInfo, "type" | "platform" | "ports">;

const make = (rows: readonly Row[], isActive: boolean, rest: Rest): BlueprintInfo[] =>
  rows.map(([blueprintId, name, version, group, username, source]) => ({
    blueprintId,
    name,
    version,
    group,
    username,
    source,
    isActive,
    minPower: 0,
    ...rest,
  }));

const family = (
  present: readonly Row[],
  retired: readonly Row[],
  rest: Rest,
): readonly BlueprintInfo[] => [...make(present, true, rest), ...make(retired, false, rest)];

const OS = { type: "os", platform: "LINUX_UNIX" } as const;
const APP = { type: "app", platform: "LINUX_UNIX" } as const;

export const BLUEPRINTS: readonly BlueprintInfo[] = [
  ...family(linux, retiredLinux, { ...OS, ports: SSH }),
  ...family(web, retiredWeb, { ...APP, ports: WEB }),
  ...family(plesk, retiredPlesk, { ...APP, ports: PLESK }),
  ...family(cpanel, retiredCpanel, { ...APP, ports: CPANEL }),
  ...family(windows, retiredWindows, { type: "os", platform: "WINDOWS", ports: RDP }),
  ...family(sqlServer, [], { type: "app", platform: "WINDOWS", ports: RDP }),
];

const byId = new Map(BLUEPRINTS.map((blueprint) => [blueprint.blueprintId, blueprint]));

export const findBlueprint = (id: string): BlueprintInfo | undefined => byId.get(id);
