import assert from "node:assert/strict";
import test from "node:test";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import jsQrModule from "jsqr";
import { Fault } from "#domain/fault/fault.ts";
import { reachability } from "#domain/reach/reachability.ts";
import { drawQrCode, PATH_LENGTH_MAX } from "./qr-code.ts";

// A module of CommonJS, whose types promise a default that Node wraps once more.
const jsQr = ((jsQrModule as unknown as { default?: unknown }).default ?? jsQrModule) as typeof jsQrModule.default;

const WIDTH = 400;
const reach = reachability({ listen: "0.0.0.0", publicUrl: "https://192.168.1.20:7070", isSecure: true });

/** What a phone reads in a picture. */
function read(pixels: Uint8ClampedArray, width: number, height: number): string | undefined {
  return jsQr(new Uint8ClampedArray(pixels), width, height)?.data;
}

for (const path of ["/", "/tablet", `/${"a".repeat(PATH_LENGTH_MAX - 1)}`, "/p?store=mall-7&x=1"])
  test(`a phone reads what was drawn, ${path.length} letters`, async () => {
    const code = drawQrCode({ reach, path });
    assert.equal(code.url, `https://192.168.1.20:7070${path}`);

    const picture = await loadImage(Buffer.from(code.svg.replace("<svg ", `<svg width="${WIDTH}" height="${WIDTH}" `)));
    const context = createCanvas(WIDTH, WIDTH).getContext("2d");
    context.drawImage(picture, 0, 0, WIDTH, WIDTH);
    assert.equal(read(context.getImageData(0, 0, WIDTH, WIDTH).data, WIDTH, WIDTH), code.url);

    // The terminal's blocks, painted as a terminal of white on black would.
    const lines = code.terminal({ colours: false }).split("\n");
    const scale = 4;
    const [width, height] = [lines[0]!.length * scale, lines.length * 2 * scale];
    const screen = createCanvas(width, height).getContext("2d");
    screen.fillRect(0, 0, width, height);
    screen.fillStyle = "#fff";
    for (const [y, line] of lines.entries())
      for (const [x, sign] of [...line].entries()) {
        if (sign === "▀" || sign === "█") screen.fillRect(x * scale, 2 * y * scale, scale, scale);
        if (sign === "▄" || sign === "█") screen.fillRect(x * scale, (2 * y + 1) * scale, scale, scale);
      }
    assert.equal(read(screen.getImageData(0, 0, width, height).data, width, height), code.url);
    assert.ok(code.terminal({ colours: true }).startsWith("\u001b[97;40m"));
  });

test("where phones have no way no code is made, and it is said why", () => {
  for (const [asked, why] of [
    [{}, /only this machine/],
    [{ listen: "0.0.0.0" }, /no one was named/],
    [{ publicUrl: "https://localhost:7070" }, /means the phone itself/],
  ] as const)
    assert.throws(
      () => drawQrCode({ reach: reachability(asked) }),
      (fault) => fault instanceof Fault && fault.code === "qr/no-address" && why.test(fault.detail),
    );
});

test("what is no path is refused", () => {
  for (const path of ["", "tablet", "//\u001b[2J", "/a b", "/<script>", '/"', "/\n", `/${"a".repeat(PATH_LENGTH_MAX)}`])
    assert.throws(
      () => drawQrCode({ reach, path }),
      (fault) => fault instanceof Fault && fault.code === "qr/path",
    );
});
