/* Light or dark, before anything is drawn; remembered where the browser lets a page remember. */
(function () {
  "use strict";
  var root = document.documentElement, kept = null;
  try { kept = localStorage.getItem("theme"); } catch (e) { kept = null; }
  var dark = kept ? kept === "dark" : window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches;
  function set() { root.setAttribute("data-theme", dark ? "dark" : "light"); }
  set();
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("theme");
    function shown() { button.setAttribute("aria-pressed", String(dark)); }
    shown();
    button.addEventListener("click", function () {
      dark = !dark; set(); shown();
      try { localStorage.setItem("theme", dark ? "dark" : "light"); } catch (e) { /* a page from disk may not */ }
    });
  });
})();
