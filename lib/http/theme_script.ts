/**
 * The one script that stands inline in every page's head, before anything is painted, so that a
 * chosen theme never flashes. It also serves the theme picker, which therefore works on pages
 * without islands. It is a constant, and the policy allows it by its hash.
 *
 * Storage may be absent or forbidden: then the choice lasts for the page.
 */
export const THEME_SCRIPT = `(() => {
  const root = document.documentElement, key = "memory-wall:theme";
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  let theme = null;
  try { theme = localStorage.getItem(key); } catch { /* No storage. */ }
  apply(theme);
  root.dataset.js = "";
  addEventListener("DOMContentLoaded", () => {
    const picker = document.getElementById("theme");
    if (!picker) return;
    picker.value = root.dataset.theme ?? "auto";
    picker.addEventListener("change", () => {
      apply(picker.value);
      try { localStorage.setItem(key, picker.value); } catch { /* Lasts for the page. */ }
      document.dispatchEvent(new Event("themechange"));
    });
  });
})();`;
