import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as ask } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { freePort } from "@/db/free-port";
import { emptyDatabase, type FreshDatabase } from "@/db/testing";
import { type MailServer, startMailServer } from "@/lib/mail/testing";
import { testCertificate } from "@/lib/mail/testing-certificate";
import { Program } from "@/lib/start/program";

/**
 * A place to install Tenor for real, as the guide asks for it: an empty database, a gateway elsewhere over https, a mail
 * server with TLS, and a proxy with TLS in front. What is run there are the scripts that `npm run` has.
 */
export class LivePlace {
  private readonly running: Program[] = [];

  private constructor(
    readonly database: FreshDatabase,
    private readonly settings: Record<string, string>,
    private readonly mail: MailServer,
    private readonly fronts: readonly Front[],
    private readonly directory: string,
  ) {}

  static async open(): Promise<LivePlace> {
    const database = await emptyDatabase();
    const directory = mkdtempSync(path.join(tmpdir(), "tenor-live-"));
    const authorities = path.join(directory, "authorities.pem");
    writeFileSync(authorities, testCertificate.cert);
    const [port, gatewayPort] = [await freePort(), await freePort()];
    const [front, gateway] = [await tlsInFront(port), await tlsInFront(gatewayPort)];
    const mail = await startMailServer(testCertificate);
    const settings = {
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      GATEWAY_URL: gateway.url,
      GATEWAY_TOKEN: randomBytes(24).toString("base64url"),
      GATEWAY_WEBHOOK_KEY: randomBytes(32).toString("hex"),
      AUTH_SECRET: randomBytes(32).toString("hex"),
      SMTP_URL: `smtp://localhost:${mail.port}?requireTLS=true`,
      SMTP_CA: authorities,
      APP_URL: front.url,
      TRUSTED_PROXIES: "1",
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_DIR: directory,
      NODE_EXTRA_CA_CERTS: authorities,
      NODE_ENV: "production",
    };
    const place = new LivePlace(database, settings, mail, [front, gateway], directory);
    await place.startGateway(gatewayPort);
    return place;
  }

  get appUrl(): string {
    return this.settings.APP_URL ?? "";
  }

  /** `npm run <script> -- <flags>`, to its end; resolves to what it says. */
  async run(script: string, ...flags: string[]): Promise<string> {
    const env = { ...process.env, ...this.settings };
    const { stdout } = await promisify(execFile)(process.execPath, [...behind(script), ...flags], { env });
    return stdout;
  }

  /** `npm run <script>`, for as long as the place is open. The parts are not told how the owner logs in. */
  async start(script: "web" | "worker"): Promise<void> {
    const environment = { ...this.settings, DATABASE_OWNER_URL: "" };
    const log = path.join(this.directory, `${script}.log`);
    const program = new Program(behind(script), { environment, log });
    this.running.push(program);
    await program.until(
      script === "web"
        ? { answersAt: `http://127.0.0.1:${this.settings.PORT}/api/health` }
        : { says: /worker started/ },
    );
  }

  /** The link in the newest mail to an address; null while there is none. */
  linkMailedTo(address: string): string | null {
    const mail = this.mail.taken.findLast(({ to }) => to === address);
    const text = mail?.data.replace(/=\n/g, "").replaceAll("=3D", "=") ?? "";
    return /https:\/\/\S+\/sign-in\/[\w/-]+/.exec(text)?.[0] ?? null;
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((program) => program.end(5_000)));
    for (const { stop } of this.fronts) stop();
    await this.mail.stop();
    await this.database.drop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** The sandbox stands in for it, in another place: it shares nothing with the installation but token and key. */
  private async startGateway(port: number): Promise<void> {
    const {
      GATEWAY_TOKEN = "",
      GATEWAY_WEBHOOK_KEY = "",
      APP_URL = "",
      NODE_EXTRA_CA_CERTS = "",
    } = this.settings;
    const environment = {
      GATEWAY_TOKEN,
      GATEWAY_WEBHOOK_KEY,
      APP_URL,
      NODE_EXTRA_CA_CERTS,
      SANDBOX_PORT: String(port),
      DATA_DIR: path.join(this.directory, "gateway"),
    };
    const log = path.join(this.directory, "gateway.log");
    const program = new Program(["--import", "tsx", "lib/sandbox/main.ts"], { environment, log });
    this.running.push(program);
    await program.until({ answersAt: `http://127.0.0.1:${port}/health` });
  }
}

/** What stands behind a script of the package. */
function behind(script: string): string[] {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const [program, ...args] = scripts[script]?.split(" ") ?? [];
  if (program !== "node") throw new Error(`npm run ${script} runs no Node`);
  return args;
}

type Front = { url: string; stop: () => void };

/** A proxy with TLS, which says where a request came from. */
async function tlsInFront(target: number): Promise<Front> {
  const port = await freePort();
  const server = createServer(testCertificate, (incoming, answer) => {
    const headers = {
      ...incoming.headers,
      "x-forwarded-for": incoming.socket.remoteAddress,
      "x-forwarded-proto": "https",
    };
    const onward = ask(
      { host: "127.0.0.1", port: target, method: incoming.method, path: incoming.url, headers },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `https://localhost:${port}`, stop };
}
