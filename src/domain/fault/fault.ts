/**
 * Every way Lintel can fail, each with what its owner can do about it.
 * A fault is the world's doing (a missing file, a camera that is silent); a bug is an `assert`.
 * `docs/faults.md` explains each code; a test holds the two equal.
 */
export const FAULTS = {
  "camera/not-found": { remedy: "check the path; a scene is written `scene:entrance`" },
  "camera/not-a-film": {
    remedy: "play it in a video player; if it does not play there, take the film from the camera again",
  },
  "camera/truncated": { remedy: "copy the film again; the copy stopped before the end" },
  "camera/damaged": { remedy: "copy the film again; for a live camera check its cable and its network" },
  "camera/size-changed": {
    remedy: "start again; for a film cut it where the size changes and give the parts one by one",
  },
  "camera/refused": { remedy: "check that the camera is on, and that its address and port are right" },
  "camera/no-device": {
    remedy:
      "plug the camera in, name it as `ls /dev/video*` does, close other programs that show it, and let this account be of the group `video`",
  },
  "camera/password": { remedy: "check the name and the password, and that this user may see the live picture" },
  "camera/not-there": { remedy: "check the part of the address after the host; the camera's manual names its streams" },
  "camera/stalled": { remedy: "check the camera's cable and its network, and start the camera anew" },
  "camera/ended": { remedy: "check whether the camera was switched off or started anew; then connect again" },
  "detector/not-found": { remedy: "check the path, or leave it out to use the model that comes with Lintel" },
  "detector/unreadable": {
    remedy: "leave `--model` out, or export your network again; Lintel's own is built by `npm run models`",
  },
  "detector/not-understood": {
    remedy:
      "export it as YOLOX [1, A, 5+C], YOLOv8 [1, 4+C, A], RT-DETR (`logits` [1, Q, C], `pred_boxes` [1, Q, 4]) or NanoDet [1, A, C+44], of 1, 80 or 91 classes, in float32 and one file, without suppression; docs/faults.md says more",
  },
  "line/outside-picture": {
    remedy: "give the ends in fractions of the picture, 0 to 1, not in pixels: `--line door=0.2,0.6,0.8,0.6`",
  },
  "line/too-short": { remedy: "draw the line across the whole doorway" },
  "line/unreadable": { remedy: "write a line as `NAME=x1,y1,x2,y2`, for example `--line door=0.2,0.6,0.8,0.6`" },
  "zone/too-few-corners": { remedy: "give a zone at least three corners" },
  "zone/outside-picture": { remedy: "give the corners in fractions of the picture, 0 to 1, not in pixels" },
  "zone/crosses-itself": { remedy: "give the corners in order around the zone" },
  "zone/unreadable": {
    remedy: "write a zone as `NAME=x,y,x,y,x,y…`, for example `--zone shelf=0.1,0.5,0.4,0.5,0.4,0.9`",
  },
  "lens/forbidden-message": { remedy: "report this to the makers of Lintel; nothing of the message was kept" },
  "lens/crashed": {
    remedy: "look at the camera's picture; if it goes on, report it to the makers of Lintel with the film",
  },
  "lens/silent": { remedy: "look whether the machine is overloaded" },
  "lens/full": { remedy: "watch some of the cameras on another machine" },
  "place/missing": { remedy: "say where the camera hangs: `--place US-IL`, `--place EU-FR`, `--place JP`" },
  "place/unreadable": { remedy: "write a place as a country or a country and its part: `EU-FR`, `US-IL`, `JP`" },
  "place/denied": {
    remedy: "write a deployment file with what you can show, and see `lintel check FILE`: it says what is missing",
  },
  "deployment/unreadable": { remedy: "check the path; the file is YAML: see `examples/` for one like your shop" },
  "deployment/too-large": {
    remedy:
      "say once for the chain what is said in each store, or run the stores of each country by a server of its own",
  },
  "deployment/invalid": { remedy: "mend these places; `schemas/deployment.schema.json` says what may stand where" },
  "deployment/nothing-permitted": { remedy: "see `lintel check FILE`: it says what is off, why, and what to do next" },
  "deployment/kept-unlawfully": {
    remedy: "change the days under `retention`; `lintel retention` shows the schedule and the rows of law that bind it",
  },
  "deployment/secret-missing": {
    remedy: "set the variable in the environment: `DOOR_PASSWORD=… lintel count shop.yaml`",
  },
  "check/unreadable": { remedy: "see the command with `--help`" },
  "laws/not-found": {
    remedy: "leave `--laws` out to use the laws that come with Lintel, or name the folder with yours",
  },
  "laws/unreadable": { remedy: "mend these places; docs/laws.md says what may stand where" },
  "laws/unknown-row": { remedy: "list the rows with `lintel laws`" },
  "replay/unknown-case": { remedy: "list the cases with `lintel replay`" },
  "film/unwritable": { remedy: "check that the folder exists, may be written and has room" },
  "scene/unreadable": { remedy: "render the scene again: `npm run scenes`" },
  "evaluation/unreadable": { remedy: "check that the file is of the MOT Challenge kind and whole" },
  "evaluation/live": { remedy: "record a film, mark the people in it, and measure that" },
  "evaluation/labels": {
    remedy: "write a CSV with the columns `file`, `age` and `sex`, a picture a line: `faces/01.jpg,34,female`",
  },
  "scene/unknown": { remedy: "choose one that lies in `scenes/`, such as `scene:entrance` or `scene:showroom`" },
  "count/unreadable": { remedy: "see the command with `--help`" },
  "overlay/live": { remedy: "leave `--overlay` out; it draws films and scenes only, never a camera" },
  "overlay/unreadable": { remedy: "name a picture or a film: `--overlay counted.png`, `--overlay counted.mp4`" },
  "line/none-found": { remedy: "draw a line yourself: `--line door=0.2,0.6,0.8,0.6`" },
  "output/is-the-film": { remedy: "give the result another name" },
  "output/unwritable": { remedy: "check that the folder exists and that you may write there" },
  "sensor/not-permitted": {
    remedy: "see `lintel check FILE`: it says why it is off and what to do next; the sensor can go on sending",
  },
  "sensor/unreadable": {
    remedy: "compare what the sensor sends with its `shape` in docs/sensors.md, and set the sensor to that format",
  },
  "sensor/too-large": { remedy: "let the sensor send shorter times at once, and no pictures" },
  "sensor/face-counting": {
    remedy: "switch face counting, face capture and snapshots off at the device and let it count by a line",
  },
  "sensor/misconfigured": { remedy: "give the sensor what its shape needs; docs/sensors.md lists it" },
  "sensor/key-missing": { remedy: "send the sensor's key as `Authorization: Bearer KEY`, or as `?key=KEY`" },
  "sensor/unknown": { remedy: "check the sensor's name in the address, and its key" },
  "sensor/port": { remedy: "choose a port that is free: no other program may listen there" },
  "sensor/broker-address": {
    remedy: "write the broker's address as `mqtt://host`, `mqtts://host`, `ws://` or `wss://`",
  },
  "sensor/broker": { remedy: "check that the broker runs, and that its address, the name and the password are right" },
  "store/not-found": { remedy: "check `--data`; `lintel store ingest` makes a store where there is none" },
  "store/unknown": { remedy: "check the store's id; it is the `id` of the store in the deployment file" },
  "store/undeclared": { remedy: "tell the store, its lines and its zones before their parts; docs/decisions/store.md" },
  "store/version-changed": { remedy: "give a line that changes its role the next version" },
  "store/versions-spent": { remedy: "give the line or zone another name; its history stays under the old one" },
  "store/record-unreadable": {
    remedy: "mend that line and ingest the file again; what is there already is not doubled",
  },
  "store/second-writer": { remedy: "end the other process, or let it do the work: a store has one writer" },
  "store/busy": { remedy: "try again; another program holds the file" },
  "store/full": { remedy: "make room on the disk and try again; what was acknowledged is safe" },
  "store/disk": { remedy: "check that the folder exists, that you may write there, and that its disk is sound" },
  "store/damaged": { remedy: "restore a backup: `lintel restore FILE --data DIR --force`" },
  "store/newer": { remedy: "use the newer Lintel that wrote it; a store never goes back to an older form" },
  "store/older": { remedy: "let a command that writes bring it up to date: `lintel store ingest FILE --data DIR`" },
  "store/too-much": { remedy: "ask for fewer days with `--from` and `--to`, or for hours instead of minutes" },
  "store/not-empty": { remedy: "name another folder, or replace what is there with `--force`" },
  "store/backup-runs": { remedy: "wait until it is made" },
  "store/no-backup": { remedy: "check the path, or take an older backup; `lintel backup FILE --data DIR` writes one" },
  "store/backup-exists": { remedy: "give the backup a new name" },
  "store/reader-ended": { remedy: "ask again, for fewer days or for hours instead of minutes" },
  "store/option": { remedy: "see the command with `--help`" },
  "export/option": { remedy: "see `lintel export --help`" },
  "export/too-long": { remedy: "export fewer days, longer spans or one line with `--unit`, or write `.csv`" },
  "import/option": { remedy: "see `lintel import --help`" },
  "import/unreadable": { remedy: "save the table as CSV in UTF-8, and compare it with the mapping; docs/import.md" },
  "import/mapping": { remedy: "mend these places, or have a mapping proposed: `lintel import FILE --propose`" },
  "import/other-columns": {
    remedy:
      "name the columns in the mapping as the file does, and its `header_line`; or use the mapping made for this file",
  },
  "import/row-unreadable": {
    remedy: "mend the row or the mapping; `--skip-bad` passes such rows over and counts them",
  },
  "import/server-runs": {
    remedy:
      "let it: `lintel import FILE --store ID --server URL --key KEY`, with a key of scope `configure`; or end it first",
  },
  "import/server": {
    remedy: "check the address, that the server runs, and that the key is right and of scope `configure`",
  },
  "import/too-long": { remedy: "cut the file into years" },
  "import/live-line": { remedy: "give the line of the previous counter a name of its own, such as `before.main`" },
  "import/overlap": {
    remedy:
      "leave those rows out with `--overlap leave-out`, or give the line the role `inner`, which no visitors are made of",
  },
  "sales/personal": {
    remedy:
      "export the sales again without it, or make a file without it where the till is: `lintel import sales FILE --reduce clean.csv`; `--leave-out` lets nothing about persons pass",
  },
  "sales/unknown-column": {
    remedy:
      "export without it, say which it is with `--column amount=HEADER`, or pass it over with `--leave-out HEADER` where it is about goods and not about persons",
  },
  "sales/columns": {
    remedy: "name the columns as docs/sales.md does, or say which is which: `--column amount=HEADER`",
  },
  "sales/currency": {
    remedy: "say it with `--currency EUR`; a store's sales are in one currency, and nothing is converted",
  },
  "sales/other-money": {
    remedy:
      "import what is in the same currency, with tax (`--amount gross`) or without (`--amount net`) as before; nothing is converted",
  },
  "sales/unreadable": { remedy: "mend these rows; `--skip-bad` passes them over and counts them" },
  "sales/several-stores": { remedy: "say which of them is meant: `--theirs NAME`" },
  "outbox/full": { remedy: "make room on the agent's disk; until then counts are kept in memory and sent later" },
  "outbox/disk": { remedy: "check that the agent's folder may be written and that its disk is sound" },
  "outbox/damaged": {
    remedy: "move `outbox.sqlite` out of the agent's folder and start it again; what it held is lost",
  },
  "outbox/newer": { remedy: "use the newer Lintel that wrote it" },
  "outbox/second-agent": { remedy: "end the other agent, or give this one a folder of its own with `--data`" },
  "ledger/not-found": { remedy: "check the folder; a ledger begins when a server runs there: `lintel up`" },
  "ledger/disk": {
    remedy: "make room on the disk, and see that this account may write there; what waits is written then",
  },
  "ledger/damaged": {
    remedy: "put the folder `ledger` back from a copy; what was signed can still be checked by exports",
  },
  "ledger/export": {
    remedy: "name a folder that is not there yet for an export, and one that holds an export to verify",
  },
  "ledger/key": { remedy: "give the log's public key: `lintel ledger key` prints it, and the shop publishes it" },
  "evidence/span": {
    remedy:
      "name days of the store that are over, `--from 2026-03-01 --to 2026-03-31`: 31 at most on a page, 400 by `lintel evidence`",
  },
  "evidence/too-large": { remedy: "ask for fewer days, or for the store's own entries only: `--own-entries`" },
  "evidence/not-a-pack": { remedy: "name the ZIP as `lintel evidence` wrote it; copy it again if it was cut off" },
  "link/address": { remedy: "write the server's address as `https://count.example`" },
  "link/insecure": { remedy: "give the server a certificate and write its address with `https://`" },
  "link/unreachable": { remedy: "check the network and that the server runs; the agent goes on counting and trying" },
  "link/tls": {
    remedy: "check the server's certificate and this machine's clock; name its own authority's certificate with `--ca`",
  },
  "link/answer": { remedy: "check that the address is Lintel's server and that both are of one version" },
  "link/busy": { remedy: "wait; the agent tries again by itself" },
  "link/refused": { remedy: "see what the server says; it may be of another version" },
  "link/revoked": { remedy: "make a new code at the server and enrol this agent with it" },
  "link/enrolment-code": { remedy: "make a new code at the server; a code works once, and not for long" },
  "link/key-exposed": {
    remedy: "take the file away and enrol this agent anew, since others may have read its key",
  },
  "link/key-unreadable": { remedy: "take the file away and enrol this agent anew" },
  "vault/name": { remedy: "write a name in capitals, digits and `_`, as it stands behind `$`: `DOOR_PASSWORD`" },
  "figures/minutes-unreadable": {
    remedy:
      "use the file as `lintel count shop.yaml --csv` or `lintel simulate` wrote it, not as a spreadsheet saved it",
  },
  "figures/too-long": { remedy: "ask for a month or a day, or cut the file into years" },
  "figures/unreadable": { remedy: "see the command with `--help`" },
  "figures/unknown-store": { remedy: "give the deployment by which these minutes were counted" },
  "report/option": { remedy: "see `lintel report --help`" },
  "report/undelivered": {
    remedy: "look at the address and the password in `mail` or `reports`; it is tried again by itself, later each time",
  },
  "report/period": { remedy: "ask for a month such as `2026-11`, or for half a year at most" },
  "simulate/unreadable": { remedy: "see the command with `--help`" },
  "onvif/unreachable": { remedy: "check that the camera has power and is in this network, and its address" },
  "onvif/off": {
    remedy:
      "switch ONVIF on in the camera's own pages (often under network, integration), or give the port: `HOST:8000`",
  },
  "onvif/password": {
    remedy: "check the name and the password; many cameras have users for ONVIF of their own, apart from their pages'",
  },
  "onvif/clock": { remedy: "set the camera's clock in its own pages, best from a time server, and try again" },
  "onvif/unreadable": {
    remedy: "bring the camera's firmware up to date, or take its stream's address from its manual",
  },
  "onvif/no-stream": { remedy: "switch a stream with H.264 on in the camera's own pages" },
  "onvif/option": { remedy: "see the command with `--help`" },
  "onvif/network": {
    remedy: "check that this machine is in the cameras' network, and that its firewall lets UDP pass",
  },
  "cameras/password-missing": {
    remedy: "name a variable with it, `--password-env DOOR_PASSWORD`, type it when you are asked, or pipe it in",
  },
  "certificate/unreadable": {
    remedy: "give the certificate and its key as PEM files that this program may read; the key without a password",
  },
  "certificate/mismatch": { remedy: "give the key that this certificate was made for" },
  "certificate/expired": { remedy: "renew the certificate; check this machine's clock too" },
  "certificate/other-host": {
    remedy: "use a certificate for this host, or a public URL with a host of the certificate",
  },
  "certificate/host": { remedy: "name hosts as `shop.example` or `192.168.1.20`" },
  "certificate/damaged": {
    remedy:
      "restore the folder from a backup, or delete it: a new authority is made, and every phone must trust it anew",
  },
  "certificate/unwritable": { remedy: "check that the folder may be written and has room" },
  "reach/unreadable": {
    remedy: "write `--listen 0.0.0.0:7070` and `--public-url https://shop.example:7070`, with your own",
  },
  "sign/unreadable": { remedy: "write for instance `--size A5 --format png --languages zh,en`" },
  "papers/unreadable": { remedy: "write for instance `--kind impact --language zh`" },
  "sign/nothing-runs": { remedy: "ask why: `lintel check`; a sign is for what runs" },
  "qr/no-address": { remedy: "give an address that phones can open: `--public-url https://192.168.1.20:7070`" },
  "qr/path": { remedy: "write the path of a page of Lintel: `--path /tablet`" },
  "service/not-root": { remedy: "run it as root: `sudo`; `--dry-run` shows what would be written, to everybody" },
  "service/no-systemd": { remedy: "start `lintel up` by what this machine starts its services with" },
  "service/exists": {
    remedy:
      "compare it: `lintel service show`; then take it away with `lintel service remove`, or by hand, and install again",
  },
  "service/not-there": { remedy: "install it with `lintel service install`" },
  "service/user": {
    remedy: "make one: `useradd --system --shell /usr/sbin/nologin lintel`, and name it: `--user lintel`",
  },
  "service/folder": {
    remedy: "name an absolute path for `--data`; without `--user` leave it out, and it is `/var/lib/lintel`",
  },
  "service/refused": { remedy: "see what systemd says above; nothing was started" },
  "cue/option": { remedy: "see `lintel cues test --help`" },
  "cue/misconfigured": {
    remedy:
      "give an address of your own, `https://…` or `mqtts://…`, and a secret of at least 16 letters; docs/cues.md",
  },
  "cue/undelivered": { remedy: "check the address, the secret or the password, and whether the receiver runs" },
  "simulate/not-empty": {
    remedy: "name another folder with `--data`; what was counted is never mixed with made-up counts",
  },
  "source/not-understood": { remedy: "name a film's path, an `rtsp://` or `rtsps://` address, or `scene:entrance`" },
  "access/login-needed": { remedy: "log in, or send a key as `Authorization: Bearer …`; an owner makes keys" },
  "access/wrong-login": {
    remedy: "check both; an owner, or `lintel user reset` on the server's machine, gives a new password",
  },
  "access/locked": { remedy: "wait, then try once more; an owner can give a new password" },
  "access/nothing-there": { remedy: "check the address; if it is right, ask who runs this Lintel to let you see it" },
  "access/not-allowed": { remedy: "ask an owner, or use a key that has this scope" },
  "access/not-shared": {
    remedy: "ask the controller of that store; its contract stands in the deployment as `shares`",
  },
  "access/forged": { remedy: "reload the page and try again; programs use a key and no cookie" },
  "access/login-taken": { remedy: "choose another login" },
  "access/last-owner": { remedy: "make somebody else an owner first" },
  "access/too-many-links": { remedy: "end links that nobody needs, or wait until they expire" },
  "tally/no-line": { remedy: "name a line of the store as `SENSOR.NAME`; zones cannot be checked by tapping" },
  "tally/under-way": { remedy: "wait until the check that runs has ended, or stop it" },
  "tally/too-many": { remedy: "stop a check, or begin another one" },
  "welcome/not-permitted": {
    remedy: "see `lintel check FILE`: it says what is missing for the tablet; nobody's answer is taken until then",
  },
  "welcome/notice-changed": { remedy: "load the page anew, and let the person read what it says now" },
  "welcome/child-alone": { remedy: "let an adult who stands by agree for a child under 14" },
  "welcome/answered-already": { remedy: "ask for consent again; a receipt is for one answer" },
  "welcome/other-source": { remedy: "ask for consent to this purpose; consent to another is none for it" },
  "welcome/too-many": { remedy: "wait until older consents have ended, or keep them for fewer days: `kept_days`" },
  "request/unreadable": { remedy: "see `/api/docs` for what may be asked" },
  "request/too-large": { remedy: "send less at once" },
  "request/too-many": { remedy: "wait a minute, and ask less often" },
  "server/pages": { remedy: "build them: `npm run build`" },
  "scene/not-permitted": {
    remedy:
      "let the sensor do it: `does: [count, scene-picture, setup-view]`; and see `lintel check FILE`: it says what is missing",
  },
  "staff/unknown": {
    remedy: "name a store and a camera as they stand in the file: `lintel staff teach shop.yaml lyon door`",
  },
  "staff/not-permitted": {
    remedy:
      "let the camera do it: `does: [count, staff-exclusion]`; and see `lintel check FILE`: it says what is missing",
  },
  "staff/somebody-there": {
    remedy: "hang the garment up, step out of the picture, let others do so too, and begin again",
  },
  "staff/no-garment": { remedy: "hang the garment before the camera, so that it fills the middle of the picture" },
  "retire/unknown": { remedy: "write `STORE` or `STORE/CAMERA` with the ids of the deployment" },
  "retire/unreadable": {
    remedy: "put the file back from a copy: it says what must stay deleted, and nothing is opened without it",
  },
  "retire/backup": {
    remedy: "take the backup away or put a sound one in its place, and give the same order again: it goes on",
  },
  "retire/unconfirmed": { remedy: "read what would go, and confirm it with the name of what is retired" },
  "server/port": { remedy: "choose another with `--listen ADDRESS:PORT`, or end what uses it" },
  "link/nothing-deployed": { remedy: "put a deployment in force at the server" },
  "server/option": { remedy: "see the command with `--help`" },
  "access/unknown-login": { remedy: "see who may log in at the page, or by `GET /api/v1/accounts`" },
  "vault/key": {
    remedy:
      "put the key file back that belongs to these secrets, or give each password again: `lintel secret set NAME`",
  },
  "vault/key-lost": {
    remedy:
      "put `secret.key` back, or set LINTEL_SECRET_KEY; where it is gone, take `secrets.json` away and give each password again: `lintel secret set NAME`",
  },
  "vault/unreadable": {
    remedy:
      "look whether the disk is full and who may write there; a damaged file is taken away, and each password given again",
  },
} as const satisfies Record<string, { readonly remedy: string }>;

export type FaultCode = keyof typeof FAULTS;

/** A failure from the catalogue: `detail` says in one plain sentence what happened, `remedy` what to do. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly detail: string;

  constructor(code: FaultCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }

  get remedy(): string {
    return FAULTS[this.code].remedy;
  }
}
