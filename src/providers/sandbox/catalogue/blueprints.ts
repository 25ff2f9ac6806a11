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

type Row = readonly [id: string, name: string, version: string, group: string, username: string];

const linux: readonly Row[] = [
  ["amazon_linux_2023", "Amazon Linux 2023", "2023.6", "amazon_linux_2023", "ec2-user"],
  ["amazon_linux_2", "Amazon Linux 2", "2.0", "amazon_linux_2", "ec2-user"],
  ["ubuntu_24_04", "Ubuntu", "24.04 LTS", "ubuntu_24", "ubuntu"],
  ["ubuntu_22_04", "Ubuntu", "22.04 LTS", "ubuntu_22", "ubuntu"],
  ["ubuntu_20_04", "Ubuntu", "20.04 LTS", "ubuntu_20", "ubuntu"],
  ["debian_12", "Debian", "12.5", "debian_12", "admin"],
  ["debian_11", "Debian", "11.4", "debian_11", "admin"],
  ["freebsd_14", "FreeBSD", "14.1", "freebsd_14", "ec2-user"],
  ["freebsd_13", "FreeBSD", "13.3", "freebsd_13", "ec2-user"],
  ["opensuse_15", "openSUSE", "15.6", "opensuse_15", "ec2-user"],
  ["almalinux_9", "AlmaLinux", "9.4", "almalinux_9", "ec2-user"],
  ["centos_stream_9", "CentOS", "Stream 9", "centos_stream_9", "ec2-user"],
];
const retiredLinux: readonly Row[] = [
  ["amazon_linux", "Amazon Linux", "2018.03", "amazon_linux", "ec2-user"],
  ["centos_7", "CentOS", "7 2009-01", "centos_7", "centos"],
];
const web: readonly Row[] = [
  ["wordpress", "WordPress", "6.6.1", "wordpress", "bitnami"],
  ["wordpress_multisite", "WordPress Multisite", "6.6.1", "wordpress_multisite", "bitnami"],
  ["lamp_8", "LAMP (PHP 8)", "8.3.10", "lamp_8", "bitnami"],
  ["nodejs", "Node.js", "20.16.0", "node", "bitnami"],
  ["mean", "MEAN", "7.0.12", "mean", "bitnami"],
  ["joomla", "Joomla", "5.1.2", "joomla", "bitnami"],
  ["magento", "Magento", "2.4.7", "magento", "bitnami"],
  ["redmine", "Redmine", "5.1.3", "redmine", "bitnami"],
  ["gitlab", "GitLab CE", "17.2.1", "gitlab", "bitnami"],
  ["nginx", "Nginx", "1.27.0", "nginx", "bitnami"],
  ["drupal", "Drupal", "10.3.1", "drupal", "bitnami"],
  ["ghost", "Ghost", "5.88.3", "ghost", "bitnami"],
  ["prestashop_ps", "PrestaShop", "8.1.7", "prestashop_ps", "bitnami"],
];
const windows: readonly Row[] = [
  ["windows_server_2022", "Windows Server 2022", "2024.08", "windows_2022", "Administrator"],
  ["windows_server_2019", "Windows Server 2019", "2024.08", "windows_2019", "Administrator"],
  ["windows_server_2016", "Windows Server 2016", "2024.08", "windows_2016", "Administrator"],
];

type Rest = Pick<BlueprintInfo, "type" | "platform" | "isActive" | "minPower" | "ports">;

const make = (rows: readonly Row[], rest: Rest): BlueprintInfo[] =>
  rows.map(([blueprintId, name, version, group, username]) => ({
    blueprintId,
    name,
    version,
    group,
    username,
    ...rest,
  }));

const LINUX = { platform: "LINUX_UNIX", isActive: true, minPower: 0 } as const;

export const BLUEPRINTS: readonly BlueprintInfo[] = [
  ...make(linux, { ...LINUX, type: "os", ports: SSH }),
  ...make(retiredLinux, { ...LINUX, type: "os", isActive: false, ports: SSH }),
  ...make(web, { ...LINUX, type: "app", ports: WEB }),
  ...make(
    [["plesk_ubuntu", "Plesk Hosting Stack on Ubuntu", "18.0.62", "plesk_ubuntu", "ubuntu"]],
    { ...LINUX, type: "app", ports: PLESK },
  ),
  ...make([["cpanel_almalinux", "cPanel & WHM for AlmaLinux", "120.0.11", "cpanel", "ec2-user"]], {
    ...LINUX,
    type: "app",
    ports: CPANEL,
  }),
  ...make(windows, {
    type: "os",
    platform: "WINDOWS",
    isActive: true,
    minPower: 0,
    ports: RDP,
  }),
];

const byId = new Map(BLUEPRINTS.map((blueprint) => [blueprint.blueprintId, blueprint]));

export const findBlueprint = (id: string): BlueprintInfo | undefined => byId.get(id);
