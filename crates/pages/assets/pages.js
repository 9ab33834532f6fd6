"use strict";
// Conveniences only: every page works without this file. It keeps the chosen theme, moves between
// the tiles of a map with the arrow keys, saves pictures as PNG, saves a text as it is typed, and
// answers "/" (search) and "?" (list of keys).
(() => {
  const root = document.documentElement;
  const store = {
    get(name) {
      try { return localStorage.getItem(name); } catch { return null; }
    },
    set(name, value) {
      try { localStorage.setItem(name, value); } catch { /* a private window keeps nothing */ }
    },
  };

  // Before the first paint, so that a chosen theme does not flash.
  root.classList.remove("no-script");
  const chosen = store.get("theme");
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;

  const themeSwitch = () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    const label = () => {
      button.textContent = isDark() ? button.dataset.toLight : button.dataset.toDark;
    };
    label();
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      store.set("theme", root.dataset.theme);
      label();
    });
  };

  const keysDialog = () => {
    const dialog = document.getElementById("keys");
    if (!dialog || !dialog.showModal) return null;
    const single = dialog.querySelector("[data-keys-single]");
    single.checked = store.get("single-keys") !== "off";
    single.addEventListener("change", () => {
      store.set("single-keys", single.checked ? "on" : "off");
    });
    for (const button of document.querySelectorAll("[data-keys-open]")) {
      button.addEventListener("click", () => dialog.showModal());
    }
    return dialog;
  };

  const isTyping = (target) =>
    target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName);

  const STEPS = {
    ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
  };

  // The nearest tile in the direction of the arrow: first along the line, then beside it.
  const neighbour = (tile, [right, down]) => {
    const at = (t) => [Number(t.dataset.column), Number(t.dataset.row)];
    const [column, row] = at(tile);
    let best = null;
    for (const other of tile.closest("[data-tiles]").querySelectorAll("[data-tile]")) {
      const [c, r] = at(other);
      const along = (c - column) * right + (r - row) * down;
      const beside = Math.abs((c - column) * down) + Math.abs((r - row) * right);
      const far = along + 2 * beside;
      if (along > 0 && (best === null || far < best.far)) best = { other, far };
    }
    return best && best.other;
  };

  // A picture as PNG at twice its size, drawn from the SVG file of the same address.
  const savePng = (button) => {
    const failed = () => { button.textContent = button.dataset.failed; };
    const image = new Image();
    image.onerror = failed;
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth * 2;
      canvas.height = image.naturalHeight * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        if (!blob) { failed(); return; }
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = button.dataset.name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      }, "image/png");
    };
    image.src = button.dataset.png;
  };

  // A form that is sent a while after the last letter. One request at a time: the next one names
  // the edition that the answer to the last one gave. After a refusal the person saves by the
  // button, whose answer is a page that says what is wrong.
  const saveAsTyped = (form) => {
    const state = form.querySelector("[data-save-state]");
    const edition = form.elements.namedItem("edition");
    let timer = 0, isSending = false, isChanged = false, isRefused = false;
    const send = async () => {
      if (isSending || isRefused || !isChanged) return;
      isSending = true;
      isChanged = false;
      state.textContent = state.dataset.saving;
      try {
        const answer = await fetch(form.action, {
          method: "POST",
          headers: { accept: "application/json" },
          body: new URLSearchParams(new FormData(form)),
        });
        const isJson = /json/.test(answer.headers.get("content-type"));
        const { said, edition: stands } = isJson ? await answer.json() : {};
        if (stands) edition.value = stands; else isRefused = answer.status !== 503;
        state.textContent = said || state.dataset.failed;
      } catch {
        isChanged = true;
        state.textContent = state.dataset.failed;
      }
      isSending = false;
      if (isChanged) later();
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(send, 1500);
    };
    form.addEventListener("input", () => {
      isChanged = true;
      if (!isRefused) {
        state.textContent = state.dataset.unsaved;
        later();
      }
    });
    form.addEventListener("submit", () => clearTimeout(timer));
  };

  document.addEventListener("DOMContentLoaded", () => {
    themeSwitch();
    for (const form of document.querySelectorAll("[data-saves]")) saveAsTyped(form);
    for (const button of document.querySelectorAll("[data-png]")) {
      button.addEventListener("click", () => savePng(button));
    }
    const dialog = keysDialog();
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const tile = event.target.closest && event.target.closest("[data-tile]");
      if (tile && STEPS[event.key]) {
        const next = neighbour(tile, STEPS[event.key]);
        if (next) { event.preventDefault(); next.focus(); }
        return;
      }
      if (isTyping(event.target) || store.get("single-keys") === "off") return;
      if (event.key === "/") {
        const field = document.querySelector("[data-search]");
        if (field) { event.preventDefault(); field.focus(); field.select(); }
      } else if (event.key === "?" && dialog && !dialog.open) {
        event.preventDefault();
        dialog.showModal();
      }
    });
  });
})();
