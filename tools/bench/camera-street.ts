// A street of cameras in a process of its own, so that what serving costs is not counted as watching.
import { openRtspServer } from "#tools/rtsp/rtsp-server.ts";

const film = process.argv[2] ?? "";
const server = await openRtspServer({ streams: { "/door": [film] } });
process.send?.(server.address("/door"));
process.on("disconnect", () => process.exit(0));
