// SPDX-License-Identifier: Apache-2.0
// Addresses inside of the page:
//   #results?q=resctrl&show=unexpected    #matrix?...    #coverage?...
//   #scenarios/hooks/resctrl.json@rfc-2025-09/14: step 14 of a result; @rfc-2025-09~2/14 of its second counterexample

const views = ["results", "matrix", "coverage"];

/// What an address means: { view, options } or { file, variant, which, step }; step 0 where none is named.
function readLink(hash) {
  const text = hash.replace(/^#/, "");
  const [view, options = ""] = text.split("?");
  if (text === "" || views.includes(view)) return { view: view || "results", options: Object.fromEntries(new URLSearchParams(options)) };
  const parts = /^(.*)@([^/~]*)(?:~(\d+))?(?:\/(\d+))?$/.exec(text);
  if (!parts) return { view: "results", options: { unknown: decoded(text) } };
  return {
    file: decoded(parts[1]),
    variant: decoded(parts[2]),
    which: Math.max(0, Number(parts[3] ?? 1) - 1),
    step: Number(parts[4] ?? 0),
  };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encoded(text) {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("~", "%7E");
}

/// The address of a result, of one of its counterexamples, or of a step in it.
function resultLink(result, which = 0, step = 0) {
  const name = `#${encoded(result.file)}@${encodeURIComponent(result.variant).replaceAll("~", "%7E")}`;
  return `${name}${which > 0 ? `~${which + 1}` : ""}${step > 0 ? `/${step}` : ""}`;
}

function viewLink(view, options = {}) {
  const set = Object.entries(options).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return `#${view}${set.length > 0 ? `?${new URLSearchParams(set)}` : ""}`;
}
