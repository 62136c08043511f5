/* The list of all accounts: search, sort, filter, compare, download. The rows are window.budgetIndex. */
(function () {
  "use strict";
  var language = document.documentElement.getAttribute("data-language");
  var given = window.budgetIndex, words = given.words[language], entries = given.entries;
  var body = document.getElementById("rows"), find = document.getElementById("find");
  var picked = {}, order = "department", isDown = false, shown = 60, found = [];
  var numbers = ["year", "revenue", "expenditure", "change", "execution", "sme", "findings", "watched"];
  var severities = ["gross", "ordinary", "last_digit", "omission"];

  function say(key, values) { return words[key].replace(/\{(\w+)\}/g, function (_, name) { return values[name]; }); }
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
  function layout(entry) { return entry.layout ? entry.layout[language] : ""; }
  function state(entry) { return words["state_" + entry.state]; }
  function gravest(entry) { return severities.filter(function (name) { return entry.severities && entry.severities[name]; }); }
  /* an account weighs by its gravest findings first */
  function weight(entry) { return severities.reduce(function (sum, name) { return sum * 1000 + ((entry.severities || {})[name] || 0); }, entry.severities ? 0 : -1); }
  function value(entry, key) {
    if (key === "findings") return weight(entry);
    if (key === "region") return entry.region || "";
    if (key === "state") return state(entry);
    return entry[key];
  }
  function target(entry) {
    var own = entry.languages.indexOf(language) >= 0 ? language : entry.languages[0];
    return own ? encodeURI(entry.folder) + "/" + own + "/index.html" : "";
  }

  entries.forEach(function (entry) {
    entry.text = [entry.department, entry.region, entry.year, entry.file, layout(entry)].join(" ").toLowerCase() + " " + (entry.initials || "");
  });
  function facet(id, of) {
    var list = document.getElementById("by-" + id), seen = {};
    entries.forEach(function (entry) { of(entry).forEach(function (one) { if (one) seen[one] = (seen[one] || 0) + 1; }); });
    Object.keys(seen).sort().forEach(function (one) {
      list.append(element("option", { value: one }, (id === "severity" ? words["severity_" + one] : one) + " (" + seen[one] + ")"));
    });
    list.addEventListener("change", function () { shown = 60; draw(); });
    return function (entry) { return !list.value || of(entry).map(String).indexOf(list.value) >= 0; };
  }
  var facets = [
    facet("region", function (entry) { return [entry.region]; }), facet("year", function (entry) { return [entry.year]; }),
    facet("layout", function (entry) { return [layout(entry)]; }), facet("severity", gravest)
  ];

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
    if (entry.why) office.append(element("div", { "class": "why", lang: "en" }, entry.why));
    if (entry.kept) office.append(element("div", { "class": "why", lang: document.documentElement.lang }, entry.kept[language]));
    var squares = element("td", { "data-name": words.findings });
    severities.forEach(function (one) {
      var count = (entry.severities || {})[one];
      if (count) squares.append(element("span", { "class": "sq " + one, title: words["severity_" + one] }, words["severity_" + one] + " " + count), " ");
    });
    if (entry.severities && !gravest(entry).length) squares.append("0");
    function cell(key, digits) {
      var made = element("td", { "class": "n", "data-name": words[key] }, shownNumber(entry[key], digits));
      if ((entry.doubtful || []).indexOf(key) >= 0) made.append(element("span", { "class": "doubt", title: words.doubtful }, "!"));
      return made;
    }
    return element("tr", {}, [
      element("td", {}, box), office, element("td", { lang: "zh-CN" }, entry.region || ""), element("td", { "class": "n" }, String(entry.year || "")),
      cell("revenue", 2), cell("expenditure", 2), cell("change", 2), cell("execution", 2), cell("sme", 2), squares, cell("watched", 0), element("td", {}, state(entry))
    ]);
  }
  function draw() {
    var wanted = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    found = entries.filter(function (entry) {
      return wanted.every(function (word) { return entry.text.indexOf(word) >= 0; }) && facets.every(function (fits) { return fits(entry); });
    });
    found.sort(function (a, b) {
      var one = value(a, order), other = value(b, order);
      if (one === other) return 0;
      if (one === null || one === undefined || one === "") return 1;
      if (other === null || other === undefined || other === "") return -1;
      var result = numbers.indexOf(order) >= 0 ? one - other : String(one).localeCompare(String(other), "zh-CN");
      return isDown ? -result : result;
    });
    var list = found.slice(0, shown).map(row);
    if (found.length > shown) {
      var more = element("button", { type: "button" }, "+ " + (found.length - shown));
      more.addEventListener("click", function () { shown += 200; draw(); });
      list.push(element("tr", {}, element("td", { colspan: "12" }, more)));
    }
    body.replaceChildren.apply(body, list);
    document.getElementById("count").textContent = say("rows", { shown: found.length, all: entries.length });
  }
  find.addEventListener("input", function () { shown = 60; draw(); });
  document.getElementById("filters").addEventListener("submit", function (event) { event.preventDefault(); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); find.focus(); }
    if (event.key === "Escape" && document.activeElement === find) { find.value = ""; draw(); }
  });
  Array.prototype.forEach.call(document.querySelectorAll("[data-sort]"), function (button) {
    button.addEventListener("click", function () {
      var key = button.getAttribute("data-sort");
      isDown = order === key ? !isDown : numbers.indexOf(key) >= 0 && key !== "year"; order = key;
      Array.prototype.forEach.call(document.querySelectorAll("th[aria-sort]"), function (head) { head.removeAttribute("aria-sort"); });
      button.parentNode.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      draw();
    });
  });

  /* --- comparison ----------------------------------------------------------------------------------- */

  var compared = ["revenue", "expenditure", "change", "execution", "sme", "watched"];
  function chosen() { return Object.keys(picked).map(function (name) { return picked[name]; }); }
  function choose() {
    document.getElementById("compare").disabled = chosen().length < 2;
    document.getElementById("picked").textContent = chosen().length ? say("selected", { count: chosen().length }) : "";
  }
  function multiple(key) {
    var values = chosen().map(function (entry) { return entry[key]; }).filter(function (one) { return one !== null && one !== undefined; });
    var low = Math.min.apply(null, [0].concat(values)), high = Math.max.apply(null, [0].concat(values)), span = high - low || 1;
    function at(one) { return (100 * (one - low)) / span; }
    var figure = element("figure", { "class": "chart" }, element("figcaption", {}, words[key] + (key === "revenue" || key === "expenditure" ? " (" + words.money + ")" : " (%)")));
    chosen().forEach(function (entry) {
      var one = entry[key], svg = element("svg", { "class": "bar", width: "100%", height: "12", "aria-hidden": "true" });
      if (one !== null && one !== undefined) svg.append(element("rect", { "class": "bar-a", x: Math.min(at(0), at(one)) + "%", width: Math.abs(at(one) - at(0)) + "%", y: "1", height: "10" }));
      svg.append(element("line", { "class": "zero", x1: at(0) + "%", x2: at(0) + "%", y1: "0", y2: "12" }));
      figure.append(element("div", { "class": "bar-row" }, [
        element("div", { "class": "bar-label", lang: "zh-CN" }, entry.department + " " + (entry.year || "")),
        element("span", { "class": "bar-said" }, shownNumber(one, key === "watched" ? 0 : 2)), svg
      ]));
    });
    return figure;
  }
  document.getElementById("compare").addEventListener("click", function () {
    var place = document.getElementById("comparison"), inside = document.getElementById("multiples");
    inside.replaceChildren.apply(inside, compared.map(multiple));
    place.hidden = false;
    place.scrollIntoView({ block: "start" });
  });

  /* --- downloads --------------------------------------------------------------------------------------- */

  var columns = ["department", "region", "year", "revenue", "expenditure", "change", "execution", "sme", "gross", "ordinary", "last_digit", "omission", "watched", "state", "file", "sha256"];
  function field(value) {
    var text = value === null || value === undefined ? "" : String(value);
    if (/^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.]+$/.test(text)) text = "'" + text;  // a spreadsheet would run it
    return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }
  function save(rows, name) {
    var lines = [columns.join(",")].concat(rows.map(function (entry) {
      return columns.map(function (key) { return field(severities.indexOf(key) >= 0 ? (entry.severities || {})[key] : entry[key]); }).join(",");
    }));
    var link = element("a", { href: URL.createObjectURL(new Blob(["\ufeff" + lines.join("\n") + "\n"], { type: "text/csv" })), download: name });
    document.body.append(link); link.click(); link.remove();
  }
  document.getElementById("download").addEventListener("click", function () { save(found, "accounts.csv"); });
  document.getElementById("compare-download").addEventListener("click", function () { save(chosen(), "comparison.csv"); });
  draw();
})();
