// SPDX-License-Identifier: Apache-2.0
// Keys, and the list of them that "?" shows: one table for both.

/// Each: { keys, words, action }. A page has its own, added to those that hold everywhere.
function keyboard(everywhere) {
  let ofPage = [];
  const help = document.getElementById("help");
  const typing = (target) => target instanceof HTMLElement && target.matches("input, select, textarea");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const binding = [...ofPage, ...everywhere].find((each) => each.keys.includes(event.key));
    if (!binding) return;
    event.preventDefault();
    binding.action();
  });
  return {
    set(bindings) {
      ofPage = bindings;
    },
    showHelp() {
      const table = (title, bindings) =>
        bindings.length === 0
          ? null
          : [
              element("h3", {}, title),
              element(
                "table",
                {},
                bindings.map((each) =>
                  element(
                    "tr",
                    {},
                    element(
                      "td",
                      {},
                      each.keys.map((key) => element("kbd", {}, keyName(key))),
                    ),
                    element("td", {}, each.words),
                  ),
                ),
              ),
            ];
      replaceChildren(
        help,
        element("h2", {}, "Keys"),
        table("On this page", ofPage),
        table("Everywhere", everywhere),
        element("form", { method: "dialog" }, element("button", {}, "Close")),
      );
      help.showModal();
    },
  };
}

function keyName(key) {
  return { ArrowDown: "↓", ArrowUp: "↑", " ": "space", Escape: "esc" }[key] ?? key;
}
