/** What a picture may be: browsers show these, and none of them can hold a script. */
export const pictureTypes = ["image/png", "image/jpeg", "image/webp"] as const;
export type PictureType = (typeof pictureTypes)[number];

/** Of a merchant, in bytes. Every customer page and preview loads it. */
export const LARGEST_LOGO = 200_000;

/** Of a product, in bytes: written as text it still fits into the largest request that is read. */
export const LARGEST_PICTURE = 600_000;

const LARGEST_SIDE = 2_000;

/** What a file is, once its bytes are those of a picture of a kind and size that is allowed; or what is wrong. */
export function readPicture(
  image: Uint8Array,
  { largest }: { largest: number },
): { type: PictureType } | { wrong: string } {
  if (image.length === 0) return { wrong: "Choose a file." };
  if (image.length > largest) return { wrong: `Choose a file of at most ${largest / 1_000} KB.` };
  const found = Object.entries(readers).flatMap(([type, read]) => {
    const size = read(image);
    return size ? [{ type: type as PictureType, ...size }] : [];
  })[0];
  if (!found) return { wrong: "Choose a PNG, JPEG or WebP file." };
  const { type, width, height } = found;
  if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE)
    return { wrong: `Choose an image of at most ${LARGEST_SIDE} by ${LARGEST_SIDE} pixels.` };
  return { type };
}

type Size = { width: number; height: number };

/** What the name or the browser says of a file is not asked: each reads its own kind, and null says that it is another. */
const readers: Readonly<Record<PictureType, (image: Uint8Array) => Size | null>> = {
  "image/png": (image) =>
    startsWith(image, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) && textAt(image, 12) === "IHDR"
      ? { width: big(image, 16, 4), height: big(image, 20, 4) }
      : null,
  "image/jpeg": (image) => (startsWith(image, [0xff, 0xd8, 0xff]) ? jpegSize(image) : null),
  "image/webp": (image) =>
    textAt(image, 0) === "RIFF" && textAt(image, 8) === "WEBP" ? webpSize(image) : null,
};

/** The first frame header tells it; each segment before it tells its own length. */
function jpegSize(image: Uint8Array): Size | null {
  let at = 2;
  while (at + 9 < image.length && image[at] === 0xff) {
    const marker = image[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: big(image, at + 5, 2), width: big(image, at + 7, 2) };
    at += 2 + Math.max(2, big(image, at + 2, 2));
  }
  return null;
}

function webpSize(image: Uint8Array): Size | null {
  switch (textAt(image, 12)) {
    case "VP8X":
      return { width: 1 + little(image, 24, 3), height: 1 + little(image, 27, 3) };
    case "VP8 ":
      return { width: little(image, 26, 2) & 0x3fff, height: little(image, 28, 2) & 0x3fff };
    case "VP8L": {
      const bits = little(image, 21, 4);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    default:
      return null;
  }
}

function startsWith(image: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => image[i] === byte);
}

function textAt(image: Uint8Array, at: number): string {
  return String.fromCharCode(...image.subarray(at, at + 4));
}

function big(image: Uint8Array, at: number, count: number): number {
  return image.subarray(at, at + count).reduce((sum, byte) => sum * 256 + byte, 0);
}

function little(image: Uint8Array, at: number, count: number): number {
  return image.subarray(at, at + count).reduceRight((sum, byte) => sum * 256 + byte, 0);
}
