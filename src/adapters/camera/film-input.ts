import { access, constants, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { Fault } from "#domain/fault/fault.ts";
import { maskAddress } from "./address.ts";
import { missingBytes } from "./film-length.ts";
import { openVideoInput, type VideoInput } from "./video-input.ts";

/** One decode thread already runs beside the analysis; a second gained nothing where two cores are shared. */
const DECODE_THREADS = 1;

/** So many packets in a row that yield no picture end the reading: some seconds of film. */
const DAMAGED_RUN_MAX = 100;

/** The share of a film's pictures that may be damaged before its count is not to be trusted. */
const DAMAGED_SHARE_MAX = 0.1;

/**
 * The kinds of file that are films. Not among them: playlists and scripts, which would have FFmpeg open further files and
 * addresses of their own choice, and text, which FFmpeg would draw.
 */
const FILM_FORMATS =
  "mov,mp4,avi,matroska,webm,gif,apng,mjpeg,mpjpeg,jpeg_pipe,png_pipe,webp_pipe,h264,hevc,m4v,av1,obu,ivf,mpegts,mpeg,mpegvideo,vob,flv,asf,ogg,nut,mxf,dv,y4m,yuv4mpegpipe";

export type FilmInput = VideoInput & {
  /** To be asked once there is no further picture. @throws Fault `camera/truncated`, `camera/damaged` */
  checkEnd(cause?: Error): void;
};

/** Opens a film. @throws Fault `camera/not-found`, `camera/not-a-film`, `camera/truncated`, `camera/damaged` */
export async function openFilmInput(path: string): Promise<FilmInput> {
  const shown = maskAddress(path);
  await requireFile(path, shown);
  const missing = await missingBytes(path);
  const notAFilm = () =>
    new Fault(
      "camera/not-a-film",
      missing > 0
        ? `the end of \`${shown}\` is missing, and nothing of it can be read without`
        : `\`${shown}\` holds no film that can be read`,
    );
  const cutShort = (pictures: number, cause?: Error) =>
    new Fault(
      "camera/truncated",
      `the end of \`${shown}\` is missing, at least ${missing} bytes; ${pictures} pictures were read`,
      { cause },
    );

  const input = await openVideoInput({
    url: `file:${resolve(path)}`,
    settings: { protocol_whitelist: "file", format_whitelist: FILM_FORMATS },
    decodeThreads: DECODE_THREADS,
    damagedRunMax: DAMAGED_RUN_MAX,
    shown,
    onOpenError: notAFilm,
    onReadError: () => null,
  });
  if (!input) throw notAFilm();
  return Object.assign(input, {
    checkEnd(cause?: Error) {
      const { decoded, damaged } = input.counts;
      // A cut film first fails to decode, then ends; but a picture of another size is no cut.
      const isCut = missing > 0 && !(cause instanceof Fault && cause.code !== "camera/damaged");
      if (isCut) throw cutShort(decoded, cause);
      if (cause) throw cause;
      if (damaged > (decoded + damaged) * DAMAGED_SHARE_MAX)
        throw new Fault("camera/damaged", `${damaged} pictures of \`${shown}\` are damaged; ${decoded} were read`);
    },
  });
}

async function requireFile(path: string, shown: string): Promise<void> {
  let isFile = false;
  let bytes = 0;
  try {
    const entry = await stat(path);
    isFile = entry.isFile();
    bytes = entry.size;
    await access(path, constants.R_OK);
  } catch (cause) {
    const isRefused = cause instanceof Error && "code" in cause && /ACCES|PERM/.test(String(cause.code));
    throw new Fault(
      "camera/not-found",
      isRefused ? `\`${shown}\` may not be read by this program` : `there is no file \`${shown}\``,
      { cause },
    );
  }
  if (!isFile) throw new Fault("camera/not-a-film", `\`${shown}\` is not a file`);
  if (bytes === 0) throw new Fault("camera/not-a-film", `\`${shown}\` is empty`);
}
