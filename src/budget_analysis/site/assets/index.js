/* The list of all accounts: search, sort, filter, compare, download. The rows are window.budgetIndex. */
(function () {
  "use strict";
  var language = document.documentElement.getAttribute("data-language");
  var given = window.budgetIndex, words = given.words[language], entries = given.entries;
  var body = document.getElementById("rows"), find = document.getElementById("find");
  var picked = {}, order = "department", isDown = false, shown = 60, found = [];
  var numbers = ["year", "revenue", "expenditure", "change", "execution", "sme", "findings", "watched", "complete"];
  var severities = ["gross", "ordinary", "last_digit", "omission"];

  /** A sentence with its values; `{count:|item|items}` is the first word where that number is one, else the second. */
  function say(key, values) {
    return words[key].replace(/\{(\w+)(?::\|([^|}]*)\|([^}]*))?\}/g, function (_, name, one, many) {
      return many === undefined ? values[name] : String(values[name]) === "1" ? one : many;
    });
  }
  function element(tag, attributes, children) {
    var made = /^(svg|rect|line)$/.test(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    (Array.isArray(children) ? children : children === undefined ? [] : [children]).forEach(function (child) { made.append(child); });
    return made;
  }
  function shownNumber(value, digits) {
    if (value === null || value === undefined) return "—";
    return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace("-", "−");
  }
  /** The name of a set of forms without the publishers in its brackets: the list is narrow. */
  function layout(entry) { return entry.layout ? entry.layout[language].replace(/\s*[(（][^(（]*$/, "") : ""; }
  function level(entry) { return entry.level ? words["level_" + entry.level] : ""; }
  function band(entry) {
    var share = entry.complete;
    return share === null || share === undefined ? "" : share >= 100 ? "100%" : share >= 90 ? "90–99%" : share >= 75 ? "75–89%" : "0–74%";
  }
  function state(entry) { return words["state_" + entry.state]; }
  function gravest(entry) { return severities.filter(function (name) { return entry.severities && entry.severities[name]; }); }
  /* an account weighs by its gravest findings first */
  function weight(entry) { return severities.reduce(function (sum, name) { return sum * 1000 + ((entry.severities || {})[name] || 0); }, entry.severities ? 0 : -1); }
  function value(entry, key) {
    if (key === "findings") return weight(entry);
    if (key === "region") return entry.region || "";
    if (key === "state") return state(entry);
    if (key === "level") return level(entry);
    return entry[key];
  }
  function target(entry) {
    var own = entry.languages.indexOf(language) >= 0 ? language : entry.languages[0];
    return own ? encodeURI(entry.folder) + "/" + own + "/index.html" : "";
  }

  entries.forEach(function (entry) {
    entry.text = [entry.department, entry.region, entry.province, entry.year, entry.file].join(" ").toLowerCase();
    entry.syllables = (entry.spelled || "").split(" ").filter(Boolean);
    entry.initials = entry.syllables.map(function (one) { return one[0]; }).join("");
  });
  /** A word of the search is part of the text, or pinyin from the beginning of a character on, spelled out or by initials. */
  function holds(entry, word) {
    return entry.text.indexOf(word) >= 0 || entry.initials.indexOf(word) >= 0 ||
      entry.syllables.some(function (_, at) { return entry.syllables.slice(at).join("").indexOf(word) === 0; });
  }
  /** A short name, as 文旅局 of 文化和旅游局: its characters in this order. Letters of pinyin are too few for that: xyz would be in half the names. */
  function isShort(entry, word) {
    var at = -1, within = /[a-z0-9]/.test(word) ? "" : entry.department || "";
    return word.length > 1 && Array.from(word).every(function (one) { at = within.indexOf(one, at + 1); return at >= 0; });
  }
  /** What may be chosen: `of` gives the values of an account, the same in both languages, `told` what the list shows for one. */
  function facet(id, of, told, ranked) {
    var list = document.getElementById("by-" + id), seen = {}, said = {};
    entries.forEach(function (entry) {
      of(entry).forEach(function (one) { if (one) { seen[one] = (seen[one] || 0) + 1; said[one] = told ? told(entry, one) : String(one); } });
    });
    Object.keys(seen).sort(function (a, b) {
      return ranked ? ranked.indexOf(a) - ranked.indexOf(b) : said[a].localeCompare(said[b], "zh-CN");
    }).forEach(function (one) { list.append(element("option", { value: one }, said[one] + " (" + seen[one] + ")")); });
    list.parentNode.hidden = Object.keys(seen).length < 2;  // one value tells nothing apart
    list.addEventListener("change", function () { shown = 60; draw(); });
    return {
      fits: function (entry) { return !list.value || of(entry).map(String).indexOf(list.value) >= 0; },
      /** Beside each choice, how many accounts it would leave of those that fit everything else. */
      recount: function (others) {
        var left = {};
        others.forEach(function (entry) { of(entry).forEach(function (one) { if (one) left[one] = (left[one] || 0) + 1; }); });
        Array.prototype.slice.call(list.options, 1).forEach(function (option) {
          var count = left[option.value] || 0;
          option.textContent = said[option.value] + " (" + count + ")";
          option.disabled = !count && !option.selected;
        });
      }
    };
  }
  function found_(entry) { return entry.severities ? (gravest(entry).length ? gravest(entry) : ["none"]) : []; }
  var facets = [
    facet("origin", function (entry) { return [entry.origin]; }, function (entry, one) { return words["origin_" + one]; }, ["published", "made_up"]),
    facet("level", function (entry) { return [entry.level]; }, level), facet("complete", function (entry) { return [band(entry)]; }),
    facet("region", function (entry) { return [entry.region]; }), facet("year", function (entry) { return [entry.year]; }),
    facet("layout", function (entry) { return [entry.layout && entry.layout.zh]; }, layout),
    facet("severity", found_, function (entry, one) { return words["severity_" + one]; }, severities.concat("none"))
  ];

  function isMadeUp(entry) { return entry.origin === "made_up"; }
  /** Accounts of one office and year are told apart by their files. */
  var twins = {};
  function twin(entry) { return [entry.department, entry.year, entry.level].join("|"); }
  entries.forEach(function (entry) { twins[twin(entry)] = (twins[twin(entry)] || 0) + 1; });

  /** The mark of a number that rests on one which stands in a finding; its note tells what the text prints, where that is another number. */
  function doubt(known, key) {
    var isOld = Array.isArray(known);
    if (isOld ? known.indexOf(key) < 0 : !(key in known)) return "";
    return element("span", { "class": "doubt", title: !isOld && known[key] ? say("doubtful_printed", { printed: known[key] }) : words.doubtful }, "!");
  }
  function row(entry) {
    var address = target(entry), name = entry.department || entry.file;
    var box = element("input", { type: "checkbox", "aria-label": words.pick + " " + name });
    box.checked = Boolean(picked[entry.folder]);
    box.disabled = !address;
    box.addEventListener("change", function () {
      if (box.checked) picked[entry.folder] = entry; else delete picked[entry.folder];
      choose();
    });
    var office = element("td", { "class": "office", lang: "zh-CN" }, address ? element("a", { href: address }, name) : name);
    if (isMadeUp(entry)) office.append(" ", element("span", { "class": "made-up", lang: document.documentElement.lang }, words.origin_made_up));
    if (twins[twin(entry)] > 1) office.append(element("div", { "class": "why code" }, entry.file));
    if (entry.why) office.append(element("div", { "class": "why", lang: "en" }, entry.why));
    if (entry.kept) office.append(element("div", { "class": "why", lang: document.documentElement.lang }, entry.kept[language]));
    var squares = element("td", { "class": "found", "data-name": words.findings });
    severities.forEach(function (one) {
      var count = (entry.severities || {})[one];
      if (count) squares.append(element("span", { "class": "sq " + one, title: words["severity_" + one] }, words["severity_" + one] + " " + count), " ");
    });
    if (entry.severities && !gravest(entry).length) squares.append("0");
    function cell(key, digits) {
      var told = shownNumber(entry[key], digits), made = element("td", { "class": "n", "data-name": words[key] });
      made.append(key === "complete" && address && typeof entry[key] === "number" ? element("a", { href: address + "#requirements" }, told) : told);
      made.append(doubt(entry.doubtful || {}, key));
      return made;
    }
    return element("tr", {}, [
      element("td", { "class": "pick" }, box), office, element("td", { "class": "brief" }, level(entry)), element("td", { "class": "place", lang: "zh-CN" }, entry.region || ""), element("td", { "class": "n" }, String(entry.year || "")),
      cell("revenue", 2), cell("expenditure", 2), cell("change", 2), cell("execution", 2), cell("sme", 2), squares, cell("watched", 0), cell("complete", 0), element("td", { "class": "brief" }, reading(entry, address))
    ]);
  }
  /** How far an account was read, with the way to what was not. */
  function reading(entry, address) {
    if (!entry.problems || !address) return [state(entry)];
    return [state(entry) + " ", element("a", { href: address + "#problems" }, say("problems", { count: entry.problems }))];
  }
  /** Which of two accounts stands first; what is not known stands last. */
  function by(key, a, b) {
    var one = value(a, key), other = value(b, key);
    if (one === other) return 0;
    if (one === null || one === undefined || one === "") return 1;
    if (other === null || other === undefined || other === "") return -1;
    var result = numbers.indexOf(key) >= 0 ? one - other : String(one).localeCompare(String(other), "zh-CN");
    return isDown && key === order ? -result : result;
  }
  /** What stands in place of the rows where none fits, and the way back. */
  function nothing() {
    var all = element("button", { type: "button" }, words.clear);
    all.addEventListener("click", function () {
      find.value = "";
      fields_.forEach(function (id) { document.getElementById("by-" + id).value = ""; });
      draw();
      find.focus();
    });
    return element("tr", { "class": "nothing" }, element("td", { colspan: "14" }, [words.none + " ", all]));
  }
  function draw() {
    var wanted = find.value.trim().toLowerCase().replace(/ü/g, "v").split(/\s+/).filter(Boolean);
    var fitting = wanted.map(function (word) {
      var whole = entries.filter(function (entry) { return holds(entry, word); });
      return whole.length ? whole : entries.filter(function (entry) { return isShort(entry, word); });
    });
    var asked_ = entries.filter(function (entry) { return fitting.every(function (all) { return all.indexOf(entry) >= 0; }); });
    function under(but) { return asked_.filter(function (entry) { return facets.every(function (one) { return one === but || one.fits(entry); }); }); }
    found = under(null);
    facets.forEach(function (one) { one.recount(under(one)); });
    found.sort(function (a, b) { return by(order, a, b) || by("department", a, b) || by("year", a, b) || by("file", a, b); });
    var list = found.slice(0, shown).map(row);
    if (found.length > shown) {
      var more = element("button", { type: "button" }, "+ " + (found.length - shown));
      more.addEventListener("click", function () { shown += 200; draw(); });
      list.push(element("tr", {}, element("td", { colspan: "14" }, more)));
    }
    if (!list.length && entries.length) list.push(nothing());
    body.replaceChildren.apply(body, list);
    document.getElementById("count").textContent = counted(function (entry) { return !isMadeUp(entry); }, "rows").concat(counted(isMadeUp, "rows_made_up")).join(words.and);
    keep();
  }

  /** How many of a kind are shown, of all of it; a specimen is not counted as an account. */
  function counted(isOne, key) {
    var all = entries.filter(isOne).length;
    return all ? [say(key, { shown: found.filter(isOne).length, all: all })] : [];
  }

  /* --- the address keeps what was asked for: to come back to, to pass on, to go on with in the other language ---------- */

  var fields_ = ["origin", "level", "region", "year", "complete", "layout", "severity"], isReady = false, isDrawn = false;
  function keep() {
    if (!isReady) return;
    var kept = [];
    if (find.value.trim()) kept.push("find=" + encodeURIComponent(find.value.trim()));
    fields_.forEach(function (id) {
      var chosen = document.getElementById("by-" + id).value;
      if (chosen) kept.push(id + "=" + encodeURIComponent(chosen));
    });
    if (order !== "department" || isDown) kept.push("sort=" + (isDown ? "-" : "") + order);
    if (Object.keys(picked).length) kept.push("picked=" + Object.keys(picked).map(encodeURIComponent).join(","));
    if (!document.getElementById("comparison").hidden) kept.push("drawn=" + compared.join(","));
    var hash = kept.length ? "#" + kept.join("&") : "";
    if (hash !== location.hash) history.replaceState(null, "", location.pathname + location.search + hash);
  }
  function pick(name) {
    try { name = decodeURIComponent(name); } catch (e) { return; }
    entries.forEach(function (entry) { if (entry.folder && entry.folder === name && target(entry)) picked[name] = entry; });
  }
  function recall() {
    location.hash.slice(1).split("&").forEach(function (one) {
      var at = one.indexOf("="), key = one.slice(0, at), given_ = "";
      if (key === "picked") { one.slice(at + 1).split(",").forEach(pick); return; }
      try { given_ = decodeURIComponent(one.slice(at + 1)); } catch (e) { return; }
      if (key === "find") find.value = given_;
      else if (key === "drawn") { isDrawn = true; compared = given_.split(",").filter(Boolean); }
      else if (fields_.indexOf(key) >= 0) document.getElementById("by-" + key).value = given_;
      else if (key === "sort" && document.querySelector("[data-sort='" + given_.replace(/[^a-z]/g, "") + "']")) { isDown = given_[0] === "-"; order = given_.replace(/[^a-z]/g, ""); }
    });
    Array.prototype.forEach.call(document.querySelectorAll("#filters select"), function (list) { if (list.selectedIndex < 0) list.value = ""; });
  }
  var other = document.getElementById("language");
  if (other) other.addEventListener("click", function () { other.hash = location.hash; });
  find.addEventListener("input", function () { shown = 60; draw(); });
  document.getElementById("filters").addEventListener("submit", function (event) {  // by Enter: what is asked for is found
    event.preventDefault();
    if (found.length === 1 && target(found[0])) location.href = target(found[0]);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); find.focus(); }
    if (event.key === "Escape" && document.activeElement === find) { find.value = ""; draw(); }
  });
  var sorting = document.getElementById("sort-by");
  /** Sorted by a column; what is sorted already is turned round. On a phone a list of the columns stands in place of their heads. */
  function sortBy(key) {
    isDown = order === key ? !isDown : numbers.indexOf(key) >= 0 && key !== "year"; order = key;
    told();
    draw();
  }
  function told() {
    sorting.value = order;
    Array.prototype.forEach.call(document.querySelectorAll("[data-sort]"), function (button) {
      if (button.getAttribute("data-sort") === order) button.parentNode.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else button.parentNode.removeAttribute("aria-sort");
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll("[data-sort]"), function (button) {
    var key = button.getAttribute("data-sort"), seen = {};
    entries.forEach(function (entry) { seen[value(entry, key)] = true; });
    if (Object.keys(seen).length > 1) { button.addEventListener("click", function () { sortBy(key); }); return; }
    button.replaceWith(button.textContent);  // an order by what is the same everywhere
    sorting.querySelector("option[value='" + key + "']").remove();
  });
  sorting.addEventListener("change", function () { order = null; sortBy(sorting.value); });
  document.getElementById("turn").addEventListener("click", function () { sortBy(order); });

  /* --- comparison ----------------------------------------------------------------------------------- */

  var compared = ["revenue", "expenditure", "sources_growth", "execution", "sme_share", "transparency_met"], isAsked = false;
  var more = document.getElementById("compare-more");
  function chosen() { return Object.keys(picked).map(function (name) { return picked[name]; }); }
  function choose() {
    document.getElementById("compare").disabled = chosen().length < 2;
    document.getElementById("picked").textContent = chosen().length ? "· " + say(chosen().length > 1 ? "selected" : "selected_one", { count: chosen().length }) : words.few;
    if (!document.getElementById("comparison").hidden && chosen().length > 1) compare();
    keep();
  }
  /** The indicators are a file of their own, loaded when something is compared. */
  function withPanel(then) {
    if (window.budgetIndicators) { then(window.budgetIndicators); return; }
    document.getElementById("multiples").replaceChildren(element("p", {}, words.wait));
    if (isAsked) return;
    isAsked = true;
    var script = element("script", { src: "site.assets/panel-data.js" });
    script.addEventListener("load", function () {
      window.budgetIndicators.indicators.forEach(function (one) { more.append(element("option", { value: one[0] }, one[1][language])); });
      then(window.budgetIndicators);
    });
    document.head.append(script);
  }
  function numberOf(panel, at, entry) { return (panel.values[entry.folder] || [])[at] || null; }
  /** One indicator of the chosen accounts on one scale from zero, of rates to 100 at least; each number leads to its cell or statement. */
  function multiple(panel, at) {
    var about = panel.indicators[at], rows = chosen(), ends = about[2][language] === "%" ? [0, 100] : [0];
    rows.forEach(function (entry) { var one = numberOf(panel, at, entry); if (one) ends.push(one[0]); });
    var low = Math.min.apply(null, ends), high = Math.max.apply(null, ends), span = high - low || 1;
    function on(one) { return Math.min(100, Math.max(0, (100 * (one - low)) / span)); }
    var figure = element("figure", { "class": "chart" }, element("figcaption", {}, about[1][language] + (language === "zh" ? "（" : " (") + about[2][language] + (language === "zh" ? "）" : ")")));
    rows.forEach(function (entry) {
      var one = numberOf(panel, at, entry), svg = element("svg", { "class": "bar", width: "100%", height: "12", "aria-hidden": "true" });
      if (one) svg.append(element("rect", { "class": "bar-a", x: Math.min(on(0), on(one[0])) + "%", width: Math.abs(on(one[0]) - on(0)) + "%", y: "1", height: "10" }));
      if (one && one[1] !== null && one[2] !== null && one[2] > one[1]) svg.append(element("line", { "class": "whisker", x1: on(one[1]) + "%", x2: on(one[2]) + "%", y1: "6", y2: "6" }));
      svg.append(element("line", { "class": "zero", x1: on(0) + "%", x2: on(0) + "%", y1: "0", y2: "12" }));
      var told = one ? shownNumber(one[0], 2) : "—", said = element("span", { "class": "bar-said" });
      said.append(one && one[3] && target(entry) ? element("a", { href: target(entry) + "#" + encodeURI(one[3]) }, told) : told);
      if (one) said.append(doubt(entry.doubts || {}, about[0]));
      figure.append(element("div", { "class": "bar-row" }, [
        element("div", { "class": "bar-label", lang: "zh-CN" }, [entry.department + " " + (entry.year || ""), isMadeUp(entry) ? element("span", { "class": "made-up", lang: document.documentElement.lang }, words.origin_made_up) : ""]), element("div", { "class": "bar-line" }, [said, svg])
      ]));
    });
    figure.append(element("div", { "class": "bar-axis", "aria-hidden": "true" }, [low, high].map(function (one) { return element("span", {}, shownNumber(one, one % 1 ? 2 : 0)); })));
    return figure;
  }
  function compare() {
    var years = chosen().map(function (entry) { return entry.year; }).filter(function (one, at, all) { return one && all.indexOf(one) === at; }).sort();
    document.getElementById("compared-years").textContent = years.length > 1 ? say("mixed", { years: years.join(words.years_joint) }) : "";
    document.getElementById("comparison").hidden = false;
    keep();
    withPanel(function (panel) {
      var known = panel.indicators.map(function (one) { return one[0]; });
      var drawn = compared.filter(function (name) { return known.indexOf(name) >= 0; });
      document.getElementById("multiples").replaceChildren.apply(document.getElementById("multiples"), drawn.map(function (name) { return multiple(panel, known.indexOf(name)); }));
    });
  }
  function compareNow() {
    compare();
    document.getElementById("comparison").scrollIntoView({ block: "start" });
  }
  document.getElementById("compare").addEventListener("click", compareNow);
  /** An account that asks to be compared: with its department in other years and its region, else with its year. */
  function compareWith(name) {
    var own = entries.filter(function (entry) { return entry.folder && entry.folder === name; })[0];
    if (!own) return;
    function like(key) {
      return entries.filter(function (entry) { return entry !== own && target(entry) && own[key] && entry[key] === own[key]; });
    }
    var years = like("department"), places = like("region").filter(function (entry) { return entry.department !== own.department; });
    var near = years.concat(places);
    picked = {};
    [own].concat((near.length ? near : like("year").concat(entries.filter(function (entry) { return target(entry) && entry.year !== own.year; }))).slice(0, 11)).forEach(function (entry) { picked[entry.folder] = entry; });
    document.getElementById("compared-with").textContent = words[years.length && places.length ? "near" : years.length ? "near_years" : places.length ? "near_region" : "far"];
    draw();
    choose();
    if (chosen().length > 1) compareNow();
  }
  function asked() {
    var name = /^#compare=(.+)$/.exec(location.hash);
    if (name) compareWith(decodeURIComponent(name[1]));
  }
  window.addEventListener("hashchange", asked);
  more.addEventListener("change", function () {
    if (!more.value) return;
    compared = [more.value].concat(compared.filter(function (one) { return one !== more.value; }));
    more.value = "";
    compare();
  });

  /* --- downloads --------------------------------------------------------------------------------------- */

  var columns = ["department", "origin", "level", "region", "year", "revenue", "expenditure", "change", "execution", "sme", "gross", "ordinary", "last_digit", "omission", "watched", "complete", "state", "file", "sha256"];
  function field(value) {
    var text = value === null || value === undefined ? "" : String(value);
    if (/^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.]+$/.test(text)) text = "'" + text;  // a spreadsheet would run it
    return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }
  function save(head, rows, name) {
    var lines = [head].concat(rows).map(function (row) { return row.map(field).join(","); });
    var link = element("a", { href: URL.createObjectURL(new Blob(["\ufeff" + lines.join("\n") + "\n"], { type: "text/csv" })), download: name });
    document.body.append(link); link.click(); link.remove();
  }
  function fields(entry) {
    return columns.map(function (key) { return severities.indexOf(key) >= 0 ? (entry.severities || {})[key] : entry[key]; });
  }
  /** All indicators of the chosen accounts, a row each, with range and address. */
  function comparedRows() {
    var rows = [];
    chosen().forEach(function (entry) {
      window.budgetIndicators.indicators.forEach(function (about, at) {
        var one = numberOf(window.budgetIndicators, at, entry);
        if (one) rows.push([entry.department, entry.origin, entry.year, about[0], about[1][language], about[2][language], one[0], one[1], one[2], one[4], target(entry) + (one[3] ? "#" + one[3] : ""), entry.sha256]);
      });
    });
    return rows;
  }
  document.getElementById("download").addEventListener("click", function () { save(columns, found.map(fields), "accounts.csv"); });
  document.getElementById("compare-download").addEventListener("click", function () {
    if (window.budgetIndicators) save(["department", "origin", "year", "indicator", "name", "unit", "value", "low", "high", "verdict", "address", "sha256"], comparedRows(), "comparison.csv");
  });
  recall();
  choose();
  told();
  draw();
  asked();
  isReady = true;
  if (isDrawn && chosen().length > 1) compare();
  keep();
})();
