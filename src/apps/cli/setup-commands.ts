import type { Command } from "commander";
import type { CertificateCheckOptions, CertificateMakeOptions } from "./certificate.ts";
import type { QrOptions } from "./qr.ts";
import type { ServiceOptions } from "./service.ts";

/** The commands that make a machine in a shop's back room a service that phones can reach. */
export function addSetupCommands(program: Command): void {
  program
    .command("qr")
    .description("a QR code that leads phones to a page; none where phones have no way to it")
    .option("--public-url <URL>", "by which address phones come: `https://192.168.1.20:7070`")
    .option("--listen <address>", "where Lintel listens: `0.0.0.0:7070`; without `--public-url`, phones come there")
    .option("--path <path>", "the page", "/")
    .option("--svg <file>", "write the code as a picture to print")
    .action(async (options: QrOptions) => {
      const { qr } = await import("./qr.ts");
      print(qr(options));
    });

  const certificate = program.command("certificate").description("a secure page: certificates, own and given");

  certificate
    .command("make")
    .description("make the shop's own authority and certificate, or renew what is there")
    .requiredOption("--data <dir>", "the folder of the store's data; they lie in its `certificate`")
    .option("--host <host>", "a name or an address by which phones come; may be repeated", gather, [])
    .option("--json", "print one JSON object")
    .action(async (options: CertificateMakeOptions) => {
      const { makeCertificate } = await import("./certificate.ts");
      print(await makeCertificate(options));
    });

  certificate
    .command("check")
    .description("check a certificate that you have from elsewhere, before phones see it")
    .requiredOption("--cert <file>", "the certificate, with its chain, in PEM")
    .requiredOption("--key <file>", "its key in PEM")
    .option("--host <host>", "the name or address by which phones come")
    .action(async (options: CertificateCheckOptions) => {
      const { checkCertificate } = await import("./certificate.ts");
      print(await checkCertificate(options));
    });

  const service = program.command("service").description("run `lintel up` as a service of systemd");

  service
    .command("install")
    .description("write a hardened unit; starts nothing")
    .option("--user <name>", "the user that it runs as; without it, one that systemd makes up")
    .option("--data <dir>", "the folder of the store's data; with `--user` any that is theirs", "/var/lib/lintel")
    .option("--dry-run", "print the unit, and change nothing")
    .action(async (options: ServiceOptions) => {
      const { installUnit } = await import("./service.ts");
      print(installUnit(options));
    });

  service
    .command("show")
    .description("the unit that is there, and whether it runs")
    .action(async () => {
      const { showUnit } = await import("./service.ts");
      print(showUnit());
    });

  service
    .command("remove")
    .description("stop the service and take its unit away; data stay")
    .action(async () => {
      const { removeUnit } = await import("./service.ts");
      print(removeUnit());
    });
}

function gather(value: string, before: string[]): string[] {
  return [...before, value];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
