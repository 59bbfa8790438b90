import { describe, expect, it } from "vitest";
import { deviceInWords } from "./device-words";

const webKit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";

describe("a device is told by browser and system:", () => {
  it.each([
    [
      "Firefox on Windows",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ],
    [
      "Chrome on Linux",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    ],
    [
      "Edge on Windows",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    ],
    [
      "Opera on macOS",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0.0.0 Safari/537.36 OPR/120.0.0.0",
    ],
    [
      "Safari on macOS",
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Version/18.0 Safari/605.1.15`,
    ],
    [
      "Safari on iPhone",
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${webKit} Version/18.0 Mobile/15E148 Safari/604.1`,
    ],
    [
      "Chrome on iPad",
      `Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) ${webKit} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`,
    ],
    [
      "Samsung Internet on Android",
      "Mozilla/5.0 (Linux; Android 15; SM-S921B) Chrome/130.0.0.0 SamsungBrowser/28.0 Mobile Safari/537.36",
    ],
    ["A browser on Linux", "Something/1.0 (Linux)"],
    ["An unknown device", "curl/8.5.0"],
    ["An unknown device", ""],
  ])("%s", (words, userAgent) => {
    expect(deviceInWords(userAgent)).toBe(words);
  });
});
