import { Box, Loader, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useWords } from "#dashboard/words/language.tsx";
import type { FaceEstimate } from "#domain/face/age-and-sex.ts";
import { estimateFace, type FaceAnswer, type FaceNetworks } from "#domain/face/estimate-face.ts";
import { welcomeWords } from "./welcome-words.ts";

/** How long the camera is on at most, whatever it sees. */
const WATCH_MS_MAX = 10_000;
/** Between two looks, so that the page stays alive on a slow tablet. */
const PAUSE_MS = 250;
const PICTURE = { width: { ideal: 640 }, height: { ideal: 480 } };

/** Why the camera told nothing. */
export type CameraFailure = "no-camera" | Exclude<FaceAnswer["kind"], "estimated">;

type Seen = "loading" | "looking" | CameraFailure;

/**
 * Looks through the camera until one face is to be estimated, and then not for another moment. Mounted after consent and never before.
 *
 * INVARIANT: the camera is on while this is on the page, for `WATCH_MS_MAX` at most, and no longer; a picture lives in one canvas
 * until its answer is there; neither goes anywhere else.
 */
export function WelcomeCamera({
  onEstimate,
  onFailure,
}: {
  readonly onEstimate: (estimate: FaceEstimate) => void;
  readonly onFailure: (why: CameraFailure) => void;
}) {
  const words = useWords(welcomeWords);
  const video = useRef<HTMLVideoElement>(null);
  const [seen, setSeen] = useState<Seen>("loading");
  const told = useRef({ onEstimate, onFailure });
  told.current = { onEstimate, onFailure };

  useEffect(() => {
    const ending = new AbortController();
    void watch(video.current!, { signal: ending.signal, onSeen: setSeen }).then((answer) => {
      if (ending.signal.aborted) return;
      if (typeof answer === "string") told.current.onFailure(answer);
      else told.current.onEstimate(answer);
    });
    return () => ending.abort();
  }, []);

  return (
    <Stack align="center">
      <Box pos="relative" w="min(100%, 480px)" style={{ aspectRatio: "4 / 3" }} bg="dark.9">
        <video ref={video} muted playsInline aria-hidden className="mirror" />
      </Box>
      <Text size="xl" role="status">
        {seen === "loading" && <Loader size="sm" mr="sm" aria-hidden />}
        {words.seen[seen]}
      </Text>
    </Stack>
  );
}

let brought: Promise<FaceNetworks> | null = null;

/** Brings the networks once, from when somebody reads what they do; the camera has nothing to do with that yet. */
export function bringNetworks(): Promise<FaceNetworks> {
  brought ??= import("./welcome-networks.ts")
    .then(({ openFaceNetworks }) => openFaceNetworks())
    .catch((error: unknown) => {
      // The network was away: the next visitor tries anew.
      brought = null;
      throw error;
    });
  return brought;
}

/** Opens the camera, when the networks are there, and closes it before it answers. */
async function watch(
  video: HTMLVideoElement,
  { signal, onSeen }: { readonly signal: AbortSignal; readonly onSeen: (seen: Seen) => void },
): Promise<FaceEstimate | CameraFailure> {
  let stream: MediaStream | null = null;
  const canvas = document.createElement("canvas");
  const close = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
    canvas.width = canvas.height = 0;
  };
  signal.addEventListener("abort", close);
  try {
    const networks = await bringNetworks();
    if (signal.aborted) return "nobody";
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user", ...PICTURE }, audio: false });
    // Whoever left while the browser asked is not watched.
    if (signal.aborted) return "nobody";
    video.srcObject = stream;
    await video.play();
    const untilMs = performance.now() + WATCH_MS_MAX;
    let why: CameraFailure = "nobody";
    onSeen("looking");
    while (!signal.aborted && performance.now() < untilMs) {
      const answer = await estimateFace(pictureOf(video, canvas), networks);
      if (answer.kind === "estimated") return answer.estimate;
      why = answer.kind;
      onSeen(why);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return why;
  } catch {
    // No camera, none permitted, or a browser that cannot run the networks: the visitor is offered the other ways.
    return "no-camera";
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

function pictureOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData {
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(video, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
