import { describe, expect, it } from "vitest";
import { readPicture } from "./picture";

const read = (text: string, largest = 1_000) =>
  readPicture(new Uint8Array(Buffer.from(text, "latin1")), { largest });
const png = (width: number, height: number) => {
  const image = Buffer.alloc(33);
  image.write("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");
  image.writeUInt32BE(width, 16);
  image.writeUInt32BE(height, 20);
  return image.toString("latin1");
};

describe("a picture", () => {
  it("is known by its bytes, up to a size", () => {
    expect(read(png(2_000, 1))).toEqual({ type: "image/png" });
    expect(read(png(2_001, 1))).toEqual({ wrong: "Choose an image of at most 2000 by 2000 pixels." });
    expect(read(png(0, 1))).toHaveProperty("wrong");
    expect(read(png(1, 1), 20)).toHaveProperty("wrong");
  });

  it.each([
    "",
    "\x89PNG",
    "GIF89a and what follows",
    "RIFF\x10\x00\x00\x00WAVEfmt ",
    "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    `<html>${png(1, 1)}`,
  ])("is nothing else, whatever it is called: %j", (text) => {
    expect(read(text)).toHaveProperty("wrong");
  });
});
