// Files in messages: a picture where the sandbox says it is one, a chip with name and size for all others.

import { element, icon } from "./dom.js";
import { known, size } from "./words.js";

export function medium(message) {
  const { media, kind } = message;
  if (!media) return element("p", { className: "thing" }, known("kind", kind));
  const name = media.name || known("kind", media.kind);
  if (media.image) {
    const picture = element("img", { src: media.url, alt: name, loading: "lazy", decoding: "async" });
    return element("a", { className: "picture", href: media.url, target: "_blank", rel: "noopener" }, picture);
  }
  const about = element("span", {}, element("bdi", {}, name), element("small", {}, size(media.size ?? 0)));
  return element("a", { className: "file", href: media.url, download: name }, icon("file"), about);
}

// Telegram's apps send pictures, films and sounds as such, and everything else as a document.
export function kindOf(file) {
  const [group] = file.type.split("/");
  if (/^image\/(png|jpeg|webp)$/.test(file.type)) return "photo";
  return ["video", "audio"].includes(group) ? group : "document";
}

export async function inBase64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces = [];
  for (let place = 0; place < bytes.length; place += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(place, place + 0x8000)));
  }
  return btoa(pieces.join(""));
}
