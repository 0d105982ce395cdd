// SPDX-License-Identifier: Apache-2.0
// Light, dark, or as the system has it. A browser that keeps nothing for local files starts with the system's again.

const themes = ["system", "light", "dark"];

function storedTheme() {
  try {
    return themes.includes(localStorage.getItem("mmapck-theme")) ? localStorage.getItem("mmapck-theme") : "system";
  } catch {
    return "system";
  }
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("mmapck-theme", theme);
  } catch {
    // It then holds for this visit.
  }
}

function nextTheme() {
  setTheme(themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length]);
}
