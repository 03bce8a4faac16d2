const SECRET_BY_NAME = /((?:pass(?:word|wd)?|pwd|token|secret)=).*?(?=[&/?#]|_[a-z\d]+=|$)/gi;

const LOOP_PREFIX = "loop:";
const USB_PREFIX = "usb:";

/** Whether a source is a live camera, or a film that is shown as one; anything else is the path of a film. */
export function isLiveAddress(source: string): boolean {
  return /^rtsps?:\/\//i.test(source) || loopedFilm(source) !== null || usbDevice(source) !== null;
}

/** The device in `usb:/dev/video0`, a camera at this machine; null where it is none. */
export function usbDevice(source: string): string | null {
  return source.startsWith(USB_PREFIX) ? source.slice(USB_PREFIX.length) : null;
}

/** The path of the film in `loop:PATH`, which is shown without end as if it were a camera; null where it is none. */
export function loopedFilm(source: string): string | null {
  return source.startsWith(LOOP_PREFIX) ? source.slice(LOOP_PREFIX.length) : null;
}

/** A film's path as a source that is shown without end. */
export function loopOf(path: string): string {
  return `${LOOP_PREFIX}${path}`;
}

/**
 * A source as it may be shown and logged: `rtsp://user:secret@host` becomes `rtsp://user:***@host`, and passwords named
 * in the path or query go the same way. A path of a film is unchanged.
 */
export function maskAddress(source: string): string {
  return withOtherSecrets(source, () => "***");
}

/** A source with something else in the place of each password in it. */
export function withOtherSecrets(source: string, other: (secret: string) => string): string {
  const hostAt = source.indexOf("://") + 3;
  if (hostAt < 3) return source;
  const rest = source.slice(hostAt);
  // Up to the last @, because a password may itself hold / and @: rather too much is masked than too little.
  const at = rest.lastIndexOf("@");
  const colon = rest.indexOf(":");
  const changed =
    colon >= 0 && colon < at ? `${rest.slice(0, colon)}:${other(rest.slice(colon + 1, at))}${rest.slice(at)}` : rest;
  const named = (all: string, name: string) => `${name}${other(all.slice(name.length))}`;
  return source.slice(0, hostAt) + changed.replace(SECRET_BY_NAME, named);
}
