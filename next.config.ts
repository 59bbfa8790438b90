import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // These load native code or worker files by path, which a bundle would lose.
  serverExternalPackages: ["@node-rs/argon2", "nodemailer", "pino", "postgres"],
  // Types are a stage of `npm test` of their own; a start should not pay for them again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
