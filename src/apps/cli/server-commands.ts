import { type Command, Option } from "commander";
import { DEFAULT_LISTEN } from "#domain/reach/reachability.ts";
import type { AgentOptions } from "./agent.ts";
import type { ServerOptions } from "./server.ts";

/** The commands that run a shop, and the chain's server. */
export function addServerCommands(program: Command): void {
  serverOptions(
    program.command("up").description("run a shop: the server, and the agent that counts; the first time a demo"),
  ).action(async (options: ServerOptions) => {
    const { up } = await import("./up.ts");
    process.exitCode = await up(options);
  });

  serverOptions(program.command("server").description("run the server alone: agents in the shops come to it")).action(
    async (options: ServerOptions) => {
      const { serve } = await import("./server.ts");
      await serve(options);
    },
  );

  program
    .command("agent")
    .description("count in a shop for a server elsewhere; go on while it cannot be reached")
    .requiredOption("--server <URL>", "the server: `https://count.example`")
    .option("--enrol <code>", "the first time: the code that the server's owner gave you")
    .option("--data <dir>", "the folder of this agent", "agent")
    .option("--ca <file>", "the authority of the server's certificate, where it is the shop's own")
    .option("--laws <dir>", "a folder of laws in the place of those that come with Lintel")
    .addOption(new Option("--child").hideHelp())
    .action(async (options: AgentOptions) => {
      const { agent } = await import("./agent.ts");
      await agent(options);
    });

  program
    .command("user")
    .description("who may log in; the page and the API do the rest")
    .command("reset")
    .description("give a login a new password, told once, and log it out everywhere; the server may be running")
    .argument("<login>", "`owner`, where nobody has another name")
    .option("--data <dir>", "the folder of the data", "data")
    .action(async (login: string, options: { readonly data: string }) => {
      const { resetUser } = await import("./user.ts");
      print(await resetUser(login, options));
    });

  addSecretCommands(program);
}

function addSecretCommands(program: Command): void {
  const secret = program
    .command("secret")
    .description("passwords of cameras, kept encrypted in the folder of the data");
  const data = ["--data <dir>", "the folder of the data", "data"] as const;
  secret
    .command("set")
    .description("keep a password; it is asked for without being shown, or read from standard input")
    .argument("<name>", "as a deployment names it behind `$`: `DOOR_PASSWORD`")
    .option(...data)
    .action(async (name: string, options: { readonly data: string }) => {
      const { setSecret } = await import("./secret.ts");
      print(await setSecret(name, options));
    });
  secret
    .command("list")
    .description("the names of what is kept")
    .option(...data)
    .action(async (options: { readonly data: string }) => {
      const { listSecrets } = await import("./secret.ts");
      print(listSecrets(options));
    });
  secret
    .command("remove")
    .argument("<name>")
    .description("forget a password")
    .option(...data)
    .action(async (name: string, options: { readonly data: string }) => {
      const { removeSecret } = await import("./secret.ts");
      print(removeSecret(name, options));
    });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function serverOptions(command: Command): Command {
  return command
    .option("--data <dir>", "the folder of the data; made where there is none", "data")
    .option("--listen <address:port>", "where to listen; `0.0.0.0:7070` for phones and other shops", DEFAULT_LISTEN)
    .option("--public-url <URL>", "by which address phones and other shops come, where it is another")
    .option("--cert <file>", "a certificate of your own, in PEM; without one the shop's own is made where it is needed")
    .option("--key <file>", "its key")
    .option("--no-tls", "speak HTTP also to other machines: a proxy before it speaks HTTPS")
    .option("--empty", "the first time: begin without the demo")
    .option("--laws <dir>", "a folder of laws in the place of those that come with Lintel")
    .addOption(
      new Option("--log <what>", "lines of JSON for each request").choices(["requests", "none"]).default("none"),
    );
}
