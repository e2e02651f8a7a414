// In the panel of citations of a site that has keys: who signed SHA256SUMS, and whether it lists this page as it is.
// A signature has the form of PROTOCOL.sshsig. A page cannot prove itself: `diptych verify` takes the key from elsewhere.

const SUMS = "SHA256SUMS";
const NAMESPACE = "diptych-release";
const encoded = (text) => new TextEncoder().encode(text);
const text = (bytes) => new TextDecoder().decode(bytes);
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const digest = async (name, bytes) => new Uint8Array(await crypto.subtle.digest(name, bytes));
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  return new Uint8Array(await answer.arrayBuffer());
}

// The strings of RFC 4251 that some bytes consist of.
function strings(bytes) {
  const found = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 4 + new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0);
    if (end > bytes.length) throw new Error("no string");
    found.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return found;
}

function joined(...pieces) {
  return new Uint8Array(pieces.flatMap((piece) => [...piece]));
}

function string(bytes) {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return joined(length, bytes);
}

async function signature(root) {
  const armoured = text(await read(new URL(`${SUMS}.sig`, root)));
  const blob = Uint8Array.from(atob(armoured.replace(/-----.*-----|\s/g, "")), (sign) => sign.charCodeAt(0));
  const [key, namespace, , hash, signed] = strings(blob.subarray(10));
  const fingerprint = `SHA256:${base64(await digest("SHA-256", key)).replace(/=+$/, "")}`;
  return { key: strings(key)[1], namespace, hash, signed: strings(signed)[1], fingerprint };
}

async function isRight(made, sums) {
  if (text(made.namespace) !== NAMESPACE) return false;
  const key = await crypto.subtle.importKey("raw", made.key, "Ed25519", false, ["verify"]);
  const hashed = await digest(text(made.hash) === "sha256" ? "SHA-256" : "SHA-512", sums);
  const message = joined(encoded("SSHSIG"), ...[made.namespace, new Uint8Array(), made.hash, hashed].map(string));
  return crypto.subtle.verify("Ed25519", key, made.signed, message);
}

// The name of this page in SHA256SUMS.
function file(root) {
  const path = decodeURIComponent(location.pathname.slice(root.pathname.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

async function verdict(made, root, words) {
  const sums = await read(new URL(SUMS, root));
  let right = false;
  try {
    right = await isRight(made, sums);
  } catch {
    return words.unable; // a browser without Ed25519
  }
  const page = hex(await digest("SHA-256", await read(location.pathname)));
  const lines = text(sums).split("\n");
  const release = lines.filter((line) => line.startsWith("# release ")).at(-1)?.split(" ");
  if (!right || !release || !lines.includes(`${page}  ${file(root)}`)) return words.wrong;
  return words.right.replace("{number}", release[2]).replace("{date}", release[3]);
}

export async function enliven(line) {
  const root = new URL(line.dataset.root || ".", location.href);
  const [signer, button, status] = [".cite-signer", "button", "[role=status]"].map((part) => line.querySelector(part));
  let made = null;
  try {
    made = await signature(root);
  } catch {
    return; // the site is not signed, or the reader is offline
  }
  if (!line.dataset.keys.split(" ").includes(made.fingerprint)) return;
  signer.textContent = line.dataset.signed.replace("{fingerprint}", made.fingerprint);
  line.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = await verdict(made, root, line.dataset).catch(() => line.dataset.unable);
  });
}
