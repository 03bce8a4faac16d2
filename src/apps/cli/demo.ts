import { count } from "./count.ts";

/** What `npm start` does: counts people where there is a film of some, and shows how to count one's own. */
export async function demo(): Promise<number> {
  process.stdout.write("Lintel counts the people who walk through a shop's door in the film `scenes/entrance.mp4`.\n");
  const status = await count("scene:entrance", { line: [], zone: [], fps: "5", anchor: "centre" });
  if (status !== 0) return status;
  process.stdout.write(
    "\nCount your own film or camera:\n" +
      "  npx lintel count film.mp4\n" +
      "  npx lintel count rtsp://user:password@192.0.2.7/stream2 --place US-IL\n",
  );
  return status;
}
