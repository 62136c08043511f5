/* The page of an account: addresses open their evidence, findings are walked by keys, the ledger is searched. */
(function () {
  "use strict";
  var panel = window.budgetPanel, data = panel.data, words = panel.words, element = panel.element;
  var aside = document.getElementById("panel"), from = null;

  /* --- the panel ----------------------------------------------------------------------------------- */

  function address() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch (e) { return location.hash.slice(1); }
  }
  function reveal(target) {
    for (var one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    target.scrollIntoView({ block: "center" });
  }
  function close() {
    if (aside.hidden) return;
    aside.hidden = true;
    document.body.classList.remove("with-panel");
    mark(null);
    if (from && document.contains(from)) from.focus({ preventScroll: true });
  }
  function mark(target) {
    Array.prototype.forEach.call(document.querySelectorAll("main .open"), function (one) { one.classList.remove("open"); });
    if (target) target.classList.add("open");
  }
  function fill(name) {
    var button = element("button", { type: "button", "class": "close" }, words.close);
    button.addEventListener("click", leave);
    aside.replaceChildren(button);
    if (!panel.show(aside, name)) return false;
    aside.hidden = false;
    document.body.classList.add("with-panel");
    aside.scrollTop = 0;
    bringIn(aside);
    hint();
    aside.focus({ preventScroll: true });
    return true;
  }
  /** Closing is a step back where opening was one, so that the way back stays as short as the way in. */
  function leave() {
    if (history.state && history.state.opened) history.back();
    else { history.replaceState(null, "", location.pathname + location.search); close(); }
  }
  function follow(isStart) {
    var name = address(), kind = name.split("-")[0];
    var target = document.getElementById(name);
    if (["claim", "check", "cell", "finding"].indexOf(kind) < 0) {
      close();
      if (target && target.closest("details:not([open])")) reveal(target);
      return;
    }
    if (target) {
      if (isStart || !isSeen(target)) reveal(target);
      mark(kind === "claim" ? target.nextElementSibling && target.nextElementSibling.classList.contains("s") ? target.nextElementSibling : null : target);
    }
    if (kind === "finding" && isStart !== "asked") { close(); if (target) target.focus({ preventScroll: true }); return; }
    if (!fill(name)) { aside.append(element("p", { "class": "unknown" }, panel.say("unknown", { name: name }))); aside.hidden = false; }
  }
  function isSeen(target) {
    var box = target.getBoundingClientRect();
    return box.width + box.height > 0 && box.top > 40 && box.bottom < window.innerHeight;
  }
  function go(name) {
    if (aside.hidden) from = document.activeElement;
    history.pushState({ opened: true }, "", "#" + name);
    follow("asked");
  }
  document.addEventListener("click", function (event) {
    var open = event.target.closest("[data-open]");
    if (open) { go(open.getAttribute("data-open")); return; }
    var cited = event.target.closest("[data-cite]");
    if (cited) { cite(cited); return; }
    var judged = event.target.closest("[data-verdict]");
    if (judged) { find.value = ""; filterBy({ verdict: judged.getAttribute("data-verdict"), kind: "", section: "" }); return; }
    var anchor = event.target.closest("a[href^='#']");
    if (!anchor) return;
    var name = decodeURIComponent(anchor.getAttribute("href").slice(1));
    if (/^(claim|check|cell|finding)-/.test(name) && !anchor.classList.contains("address")) { event.preventDefault(); go(name); }
  });
  function cite(button) {
    var name = button.getAttribute("data-cite"), where = button.getAttribute("data-place");
    var place = location.href.replace(/#.*$/, "") + (name ? "#finding-" + name : "");
    var shut = element("button", { type: "button", "class": "close" }, words.close);
    shut.addEventListener("click", close);
    aside.replaceChildren(shut, element("h2", {}, words.cite));
    panel.citing(name, where, place).forEach(function (one) { aside.append(one); });
    from = button; aside.hidden = false; document.body.classList.add("with-panel"); aside.focus({ preventScroll: true });
  }
  /* with the day on which the page is looked at, which nobody knows who writes it */
  var cited = document.getElementById("cited");
  if (cited) cited.replaceChildren.apply(cited, panel.citing("", "", location.href.replace(/#.*$/, "")));
  var other = document.getElementById("language");
  if (other) other.addEventListener("click", function () { other.hash = location.hash; });  // the same place in the other language
  window.addEventListener("popstate", function () { follow(false); });
  window.addEventListener("hashchange", function () { follow(false); });

  /* --- crops on the cards: a picture is asked for when its card comes near ------------------------------ */

  var waiting = Array.prototype.slice.call(document.querySelectorAll(".crop[data-boxes]"));
  function draw(place) {
    if (place.firstChild) return;
    panel.crops(JSON.parse(place.getAttribute("data-boxes")), false, place.clientWidth).forEach(function (one) { place.append(one); });
    bringIn(place);
    hint();
  }
  /** A marked cell that lies beyond the edge of its table is scrolled to. */
  function bringIn(within) {
    Array.prototype.forEach.call(within.querySelectorAll(".scroll"), function (box) {
      var cell = box.querySelector("td.open, td.marked");
      if (!cell || cell.offsetLeft + cell.offsetWidth <= box.clientWidth) return;
      var name = cell.parentNode.querySelector("th"), isFixed = name && getComputedStyle(name).position === "sticky";
      // beside the names of the rows where these stay, so that no number is cut
      box.scrollLeft = isFixed ? cell.offsetLeft - name.offsetWidth : cell.offsetLeft + cell.offsetWidth + 48 - box.clientWidth;
    });
  }
  /** What is cut off at its right fades there, until it is scrolled to its end. */
  function hint(event) {
    var at = event && event.type === "scroll" ? event.target : document;
    var boxes = at === document ? Array.prototype.slice.call(document.querySelectorAll(".scroll, .side ul")) : [at];
    if (event && event.type === "scroll" && at === document) return;
    var cut = boxes.map(function (box) { return box.scrollWidth - box.clientWidth - box.scrollLeft > 4; });
    boxes.forEach(function (box, number) { if (box.matches(".scroll, .side ul")) box.classList.toggle("more", cut[number]); });
  }
  document.addEventListener("scroll", hint, { capture: true, passive: true });
  document.addEventListener("toggle", hint, true);
  window.addEventListener("resize", hint);
  window.addEventListener("load", hint);

  if (window.IntersectionObserver) {
    var watcher = new IntersectionObserver(function (seen) {
      seen.forEach(function (one) { if (one.isIntersecting) { watcher.unobserve(one.target); draw(one.target); } });
    }, { rootMargin: "300px" });
    waiting.forEach(function (one) { watcher.observe(one); });
  } else waiting.forEach(draw);
  /** On paper an address is written out: whole on the web, from the folder of the report on in a file. */
  function full(link) {
    var page = location.href.replace(/#.*$/, "");
    return (location.protocol === "file:" ? decodeURIComponent(page).split("/").slice(-3).join("/") : page) + link.getAttribute("href");
  }
  window.addEventListener("beforeprint", function () {
    Array.prototype.forEach.call(document.querySelectorAll(".acts .address"), function (one) { one.setAttribute("data-full", full(one)); });
    waiting.forEach(draw);
    Array.prototype.forEach.call(document.querySelectorAll("details"), function (one) { one.open = true; });
  });

  /* --- the side list ------------------------------------------------------------------------------------ */

  var entries = Array.prototype.slice.call(document.querySelectorAll(".side a"));
  function present() {
    var now = null;
    entries.forEach(function (one) {
      var target = document.getElementById(one.getAttribute("href").slice(1));
      if (target && target.getBoundingClientRect().top < window.innerHeight / 3) now = one;
    });
    entries.forEach(function (one) { if (one === now) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current"); });
  }
  var waits = false;
  window.addEventListener("scroll", function () {
    if (!waits) { waits = true; requestAnimationFrame(function () { waits = false; present(); }); }
  }, { passive: true });
  present();

  /* --- keys ----------------------------------------------------------------------------------------------- */

  var cards = Array.prototype.slice.call(document.querySelectorAll(".card")), at = -1;
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { if (!aside.hidden) leave(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "/") { event.preventDefault(); find.focus(); find.scrollIntoView({ block: "center" }); }
    if ((event.key === "j" || event.key === "k") && cards.length) {
      at = Math.min(cards.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)));
      cards[at].focus({ preventScroll: true });
      cards[at].scrollIntoView({ block: "start" });
    }
  });

  /* --- the ledger ------------------------------------------------------------------------------------------- */

  var find = document.getElementById("find"), body = document.getElementById("ledger-rows");
  var more = document.getElementById("ledger-more"), count = document.getElementById("ledger-count");
  var choose = { verdict: "by-verdict", kind: "by-kind", section: "by-section" };
  var shown = 100, order = null, isDown = false, heads = {};
  Array.prototype.forEach.call(document.querySelectorAll(".ledger [data-sort]"), function (head) { heads[head.getAttribute("data-sort")] = head.textContent; });
  var signed = panel.signed;
  function range(item) {
    if (item.low === undefined) return "";
    var told = item.low === item.high ? signed(item.low) : "[" + signed(item.low) + ", " + (item.high === undefined ? "…" : signed(item.high)) + "]";
    return item.sign ? panel.say("difference", { range: told }) : told;
  }
  /** Why something was not judged; what was is told by its numbers. */
  function whyOf(item) { return /^(unchecked|undefined)$/.test(item.verdict) ? item.why || "" : ""; }
  var rows = data.claims.map(function (one) {
    return { address: "claim-" + one.id, page: one.page || 0, where: data.files.length || one.where ? panel.standing(one) : "", section: one.section || "", quote: one.quote || "", printed: (one.printed || "") + (one.unit === "%" ? "%" : ""), range: range(one), verdict: one.verdict, told: panel.verdictWord(one), item: one, why: whyOf(one), kind: one.kind, rule: one.rule || "", finding: one.finding, block: one.block || 0, start: one.range ? one.range[0] : 0, zh: true };
  }).concat(data.checks.map(function (one) {
    var first = (one.left || []).concat(one.right || [])[0], cell = first ? data.cells[Math.abs(first) - 1] : null;
    return { address: "check-" + one.id, page: cell ? cell[2] : 0, where: cell && (data.files.length || typeof cell[6] === "string") ? panel.cellStanding(cell) : "", section: data.rules[one.rule] || one.rule, quote: one.rule + " " + (one.about || ""), id: one.id, printed: (one.printed || []).join(" " + (one.sign || "=") + " "), range: range(one), verdict: one.verdict, told: panel.verdictWord(one), item: one, why: whyOf(one), kind: words.relation, finding: one.finding };
  }));
  /* as published: by page, and on a page by the text, of which the blocks are numbered */
  rows.forEach(function (row, at) { row.at = at; });
  rows.sort(function (a, b) {
    return Number(b.zh || false) - Number(a.zh || false) || (a.page || 1e9) - (b.page || 1e9) ||
      (a.block && b.block ? a.block - b.block || a.start - b.start : 0) || a.at - b.at;
  });
  rows.forEach(function (row) { row.text = [row.section, row.quote, row.printed, row.kind, row.address, row.id || "", row.rule || "", row.why].join(" ").toLowerCase(); });
  /** Where words are said: several statements of them are told apart by their kinds. */
  function spoken(row) { return [row.page, row.where, row.block, row.start, row.quote].join(" "); }
  var twins = {};
  rows.forEach(function (row) { if (row.zh) twins[spoken(row)] = (twins[spoken(row)] || 0) + 1; });
  /** A verdict with all that it is called on this page. */
  function verdictsOf(value) {
    var called = {};
    rows.forEach(function (row) { if (row.verdict === value) called[row.told] = true; });
    return [data.verdicts[value], data.holding[value]].filter(function (one) { return called[one]; }).join(words.or);
  }
  Object.keys(choose).forEach(function (name) {
    var list = document.getElementById(choose[name]), seen = {};
    rows.forEach(function (row) { if (name !== "section" || row.zh) seen[row[name]] = (seen[row[name]] || 0) + 1; });
    var listed = Object.keys(seen), rank = Object.keys(data.verdicts);
    if (name === "verdict") listed.sort(function (a, b) { return rank.indexOf(a) - rank.indexOf(b); });
    listed.forEach(function (value) {
      if (value) list.append(element("option", { value: value }, (name === "verdict" ? verdictsOf(value) : value) + " (" + seen[value] + ")"));
    });
    list.addEventListener("change", function () { shown = 100; list_(); });
  });
  find.addEventListener("input", function () { shown = 100; list_(); });
  document.getElementById("ledger-filters").addEventListener("submit", function (event) { event.preventDefault(); });
  more.addEventListener("click", function () { shown += 100; list_(); });
  var sorting = document.getElementById("sort-by");  // on a phone, where the heads are not shown
  function sortBy(key) {
    isDown = order === key ? !isDown : false; order = key;
    sorting.value = key;
    Array.prototype.forEach.call(document.querySelectorAll(".ledger [data-sort]"), function (button) {
      if (button.getAttribute("data-sort") === key) button.parentNode.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else button.parentNode.removeAttribute("aria-sort");
    });
    list_();
  }
  Array.prototype.forEach.call(document.querySelectorAll(".ledger [data-sort]"), function (button) {
    button.addEventListener("click", function () { sortBy(button.getAttribute("data-sort")); });
  });
  sorting.addEventListener("change", function () { order = null; if (sorting.value) sortBy(sorting.value); else list_(); });
  document.getElementById("turn").addEventListener("click", function () { order = order || "page"; sortBy(order); });
  function list_() {
    var wanted = find.value.trim().toLowerCase();
    var found = rows.filter(function (row) {
      return (!wanted || row.text.indexOf(wanted) >= 0) && Object.keys(choose).every(function (name) {
        var value = document.getElementById(choose[name]).value;
        return !value || row[name] === value;
      });
    });
    if (order) {
      found.sort(function (a, b) {
        var one = a[order], other = b[order], result = order === "page" ? one - other : one < other ? -1 : one > other ? 1 : 0;
        return isDown ? -result : result;
      });
    }
    body.replaceChildren.apply(body, found.slice(0, shown).map(function (row) {
      var made = element("tr", {}, [
        element("td", { "class": "n", "data-name": heads.page }, row.where || String(row.page || "")), element("td", {}, row.section),
        element("td", row.zh ? { "class": "quote", lang: "zh-CN" } : { "class": "quote" }, [element("a", { href: "#" + row.address }, row.quote), twins[spoken(row)] > 1 ? element("div", { "class": "why", lang: document.documentElement.lang }, row.kind) : null, row.rule ? element("div", { "class": "why", lang: document.documentElement.lang }, row.rule) : null]),
        element("td", { "data-name": heads.printed }, row.printed), element("td", { "class": "range", "data-name": heads.range }, row.range),
        element("td", {}, [element("span", { "class": panel.verdictLook(row.item) }, row.told), row.item.follows || row.item.rests ? element("div", { "class": "why" }, panel.owed(row.item)) : null, row.why ? element("div", { "class": "why" }, row.why) : null])
      ]);
      made.addEventListener("click", function (event) { if (!event.target.closest("a")) go(row.address); });
      return made;
    }));
    more.hidden = found.length <= shown;
    hint();
    count.textContent = found.length ? panel.say("count", { shown: Math.min(shown, found.length), all: found.length }) : words.none;
  }
  function filterBy(wanted) {
    Object.keys(wanted).forEach(function (name) { document.getElementById(choose[name]).value = wanted[name]; });
    shown = 100;
    list_();
  }
  list_();
  follow(true);
  window.addEventListener("load", function () {  // a browser takes the focus to the address, which is no place to read from
    var first = aside.hidden ? document.getElementById(address()) : aside;
    if (first && first.hasAttribute("tabindex")) first.focus({ preventScroll: true });
  });
})();
