import { crc32, deflateSync } from "node:zlib";
import type { merchantProfiles } from "@/db/schema/merchants";
import { readLogo } from "@/lib/settings/logo";

/** What the demo's merchants tell their customers about themselves. */
export function profileOf(code: string): Omit<typeof merchantProfiles.$inferInsert, "merchantId"> {
  const { colour, ...facts } = profiles[code as keyof typeof profiles];
  const read = readLogo(disc(colour));
  if ("wrong" in read) throw new Error(read.wrong);
  const { image, type, digest } = read.logo;
  return { ...facts, logo: image, logoType: type, logoDigest: digest };
}

const profiles = {
  nordlicht: {
    ...{ legalName: "Nordlicht Fitness GmbH", street: "Lindenstraße 12", postcode: "10969", city: "Berlin" },
    ...{ country: "Germany", taxNumbers: "VAT DE123456789" },
    ...{ supportEmail: "help@nordlicht.example", supportPhone: "+49 30 1234567" },
    ...{ termsUrl: "https://nordlicht.example/terms", privacyUrl: "https://nordlicht.example/privacy" },
    colour: [13, 92, 112],
  },
  harbour: {
    ...{ legalName: "Harbour Learning Ltd", street: "4 Quay Street", postcode: "SE1 2AA", city: "London" },
    ...{ country: "United Kingdom", taxNumbers: "VAT GB123456789" },
    ...{ supportEmail: "help@harbour.example", supportPhone: "+44 20 7946 0000" },
    ...{ termsUrl: "https://harbour.example/terms", privacyUrl: "https://harbour.example/privacy" },
    colour: [146, 64, 14],
  },
} as const;

const SIDE = 96;

/** A logo that nobody had to draw: a disc of one colour, as PNG. */
function disc([red, green, blue]: readonly [number, number, number]): Buffer {
  const middle = (SIDE - 1) / 2;
  const rows = Array.from({ length: SIDE }, (_, y) => [
    0,
    ...Array.from({ length: SIDE }, (_, x) =>
      Math.hypot(x - middle, y - middle) < middle ? [red, green, blue, 255] : [0, 0, 0, 0],
    ).flat(),
  ]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIDE, 0);
  head.writeUInt32BE(SIDE, 4);
  head.set([8, 6], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
