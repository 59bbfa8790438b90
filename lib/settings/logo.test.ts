import { deflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { readLogo } from "./logo";

const png = (width: number, height: number) => {
  const head = Buffer.alloc(33);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  head.write("IHDR", 12);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, deflateSync(Buffer.alloc(16))]);
};
const jpeg = Buffer.from(
  "ffd8ffe000104a46494600010100000100010000ffc0001108006400c803012200021101031101ffd9",
  "hex",
);
const webp = Buffer.from("RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xc7\0\0\x63\0\0", "latin1");

it.each([
  ["image/png", png(200, 100)],
  ["image/jpeg", jpeg],
  ["image/webp", webp],
])("takes a picture that is %s by its own bytes", (type, image) => {
  expect(readLogo(image)).toMatchObject({ logo: { type, digest: expect.stringMatching(/^[0-9a-f]{32}$/) } });
});

it.each([
  ["nothing", Buffer.alloc(0), /Choose a file/],
  ["a page", Buffer.from("<html><script>alert(1)</script>"), /PNG, JPEG or WebP/],
  [
    "a drawing that can hold scripts",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    /PNG, JPEG or WebP/,
  ],
  ["the first bytes of a picture", png(200, 100).subarray(0, 10), /PNG, JPEG or WebP/],
  ["a picture without a size", png(0, 100), /2000 by 2000/],
  ["one that fills the memory when it is opened", png(40_000, 40_000), /2000 by 2000/],
  ["one that is too heavy", Buffer.concat([png(200, 100), Buffer.alloc(200_000)]), /200 KB/],
  ["a photograph that is cut off", jpeg.subarray(0, 24), /PNG, JPEG or WebP/],
])("refuses %s", (_name, image, wrong) => {
  expect(readLogo(image)).toEqual({ wrong: expect.stringMatching(wrong) });
});
