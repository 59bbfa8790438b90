import type { MetadataRoute } from "next";

/** As a route and not as a file, which the framework would answer with a fault when it is asked for otherwise than to be read. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", disallow: "/" } };
}
