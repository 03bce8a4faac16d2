import { Fault } from "#domain/fault/fault.ts";
import type { SensorMessage } from "./sensor-message.ts";

/*
 * A count that was made from faces is what shops were fined for, and it is a count like any other once it is a number. So
 * the whole message is refused, the harmless fields as well, and its sender has to be set otherwise.
 * A field that merely describes a face beside something else (`HumanFace` of ONVIF) is dropped like any unlisted field.
 * LIMIT: known by its words. A device that counts by faces and says `in` and `out` is not recognised here.
 */

const DOING = "(?:count|captur|snap|pic|detect|recogni|identif|match|compar|contrast|lib|statist|score|id(?:$|[^a-z]))";
/** `faceCount`, `FaceCapture`, `face_snap`, `facedetection`: what a device does with faces, in the words of `wordsOf`. */
const FACE_DEED = new RegExp(`(?:^|[^a-z])(?:human_?)?faces?[^a-z]{0,2}${DOING}`);
/** The word by itself, but no surface and no interface. */
const FACE_WORD = /(?:^|[^a-z])(?:human_?)?faces?(?:[^a-z]|$)/;
/** Fields that say what a message is about. */
const EVENT_FIELD =
  /^(?:sub)?_?(?:event|event_?type|event_?description|type|topic|action|counting_?type|method|statistical_?methods)$/;
/** Characters of a name or a topic that are looked at. */
const NAMED_LENGTH_MAX = 1000;
/** Frigate's pictures; a counter has no reason to publish one. */
const PICTURE_TOPIC = /(^|\/)snapshots?(\/|$)/i;
/** Any element of XML that begins with the word, and an event's type that holds it. */
const FACE_ELEMENT = /<(?:[\w.-]{1,40}:)?(?:human)?face/i;
const FACE_EVENT_ELEMENT = /<(?:[\w.-]{1,40}:)?event(?:type|description)[^<>]{0,200}>[^<]{0,200}face/i;
/** The same in JSON that is cut off or one part of several, as ISAPI sends it. */
const FACE_FIELD_TEXT =
  /"(?:human)?faces?[_-]?(?:count|captur|snap|detect|recogni|match|compar|contrast|lib)[^"]{0,40}"\s{0,8}:/i;
const FACE_EVENT_TEXT = /"event_?type"\s{0,8}:\s{0,8}"[^"]{0,200}face/i;

/** Refuses a topic of faces or pictures, before anything of the message is decoded. */
export function refuseFaceTopic(topic: string): void {
  const words = wordsOf(topic);
  if (FACE_WORD.test(words) || FACE_DEED.test(words))
    throw new Fault("sensor/face-counting", "the topic is about faces");
  if (PICTURE_TOPIC.test(topic)) throw new Fault("sensor/face-counting", "the topic holds pictures of people");
}

/** Refuses text that is no JSON, such as XML and its parts, where it is about faces. */
export function refuseFaceText({ text }: SensorMessage): void {
  if ([FACE_ELEMENT, FACE_EVENT_ELEMENT, FACE_FIELD_TEXT, FACE_EVENT_TEXT].some((pattern) => pattern.test(text)))
    throw new Fault("sensor/face-counting", "the message is about faces");
}

/** Refuses JSON that is about faces, at whatever depth it says so. */
export function refuseFaceValue(value: unknown): void {
  if (isAboutFaces(value)) throw new Fault("sensor/face-counting", "the message is about faces");
}

// The depth of what is parsed is limited, see SENSOR_MESSAGE_DEPTH_MAX.
function isAboutFaces(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isAboutFaces);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, inner]) => {
    const words = wordsOf(name);
    if (FACE_DEED.test(words)) return true;
    if (typeof inner !== "string") return isAboutFaces(inner);
    if (!EVENT_FIELD.test(words)) return false;
    const said = wordsOf(inner);
    return FACE_WORD.test(said) || FACE_DEED.test(said);
  });
}

/** `VideoFaceCapture` becomes `video_face_capture`; of something long only the beginning is looked at. */
function wordsOf(text: string): string {
  return text
    .slice(0, NAMED_LENGTH_MAX)
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase();
}
