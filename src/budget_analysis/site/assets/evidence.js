/* What stands behind a cell, a statement or a finding: built from window.budgetEvidence, as elements, never as HTML. */
window.budgetPanel = (function () {
  "use strict";
  var data = window.budgetEvidence, words = data.words;
  var cells = {}, claims = {}, checks = {}, findings = {}, about = {};

  function say(key, values) {
    return words[key].replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  function element(tag, attributes, children) {
    var space = /^(svg|image|rect|line|text|g)$/.test(tag) ? "http://www.w3.org/2000/svg" : null;
    var made = space ? document.createElementNS(space, tag) : document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    (Array.isArray(children) ? children : children === undefined ? [] : [children]).forEach(function (child) {
      if (child !== null && child !== undefined) made.append(child);
    });
    return made;
  }
  function note(name, id) { (about[name] = about[name] || []).push(id); }

  data.cells.forEach(function (cell, at) { cells[cell[0]] = at + 1; });
  data.claims.forEach(function (claim) {
    claims[claim.id] = claim;
    (claim.operands || []).forEach(function (one) { note(typeof one === "number" ? data.cells[one - 1][0] : one, "claim-" + claim.id); });
  });
  data.checks.forEach(function (check) {
    checks[check.id] = check;
    (check.left || []).concat(check.right || []).forEach(function (one) { note(data.cells[Math.abs(one) - 1][0], "check-" + check.id); });
  });
  data.findings.forEach(function (finding) { findings[finding.id] = finding; });

  /* --- pictures of places ------------------------------------------------------------------------- */

  /** Part of a page with boxes; groups is a list of lists of [page, x0, y0, x1, y1], numbered from 1. */
  function crops(groups, whole) {
    var pages = {};
    groups.forEach(function (group, number) {
      group.forEach(function (box) { if (data.pages[box[0]]) (pages[box[0]] = pages[box[0]] || []).push([number + 1, box]); });
    });
    var first = groups.reduce(function (found, group) { return found || (group.length ? String(group[0][0]) : ""); }, "");
    return Object.keys(pages).sort(function (a, b) { return (b === first) - (a === first) || a - b; }).map(function (page) { return crop(page, pages[page], groups.length > 1 && groups.length <= 12, whole); });
  }
  function crop(page, boxes, numbered, whole) {
    var size = data.pages[page], top = size[1], bottom = 0;
    boxes.forEach(function (one) { top = Math.min(top, one[1][2]); bottom = Math.max(bottom, one[1][4]); });
    top = whole ? 0 : Math.max(0, top - 36);
    bottom = whole ? size[1] : Math.min(size[1], Math.max(bottom + 30, top + 90));
    var label = say("crop", { page: page, count: boxes.length });
    var svg = element("svg", { viewBox: [0, top, size[0], bottom - top].join(" "), role: "img", "aria-label": label });
    svg.append(element("image", { href: "../pages/" + size[2], x: 0, y: 0, width: size[0], height: size[1] }));
    boxes.forEach(function (one) {
      var b = one[1];
      svg.append(element("rect", { "class": one[0] === 1 ? "box first" : "box", x: b[1] - 1.5, y: b[2] - 1.5, width: b[3] - b[1] + 3, height: b[4] - b[2] + 3 }));
      if (numbered) svg.append(element("text", { "class": "tag", x: b[3] + 2.5, y: b[2] + 6 }, String(one[0])));
    });
    return svg;
  }

  /* --- intervals ---------------------------------------------------------------------------------- */

  function number(text) { var value = parseFloat(String(text).replace(/[,，]/g, "")); return isNaN(value) ? null : value; }
  function half(text) {
    var plain = String(text).replace(/[,，]/g, ""), match = /^[-+]?\d+(?:\.(\d+))?$/.exec(plain);
    return match ? 0.5 * Math.pow(10, -(match[1] || "").length) : 0;
  }
  /** The recomputed interval on a number line, the print as a mark with what rounds to it. */
  function line(low, high, print, width, said, differs) {
    var all = [low, high, print - width, print + width], first = Math.min.apply(null, all), last = Math.max.apply(null, all);
    var room = (last - first) * 0.18 || Math.abs(last) * 0.01 || 1;
    function at(value) { return (100 * (value - first + room)) / (last - first + 2 * room) + "%"; }
    var svg = element("svg", { "class": "line", role: "img", "aria-label": said });
    svg.append(element("line", { "class": "axis", x1: "0%", x2: "100%", y1: 24, y2: 24 }));
    svg.append(element("line", { "class": "span", x1: at(low), x2: at(high === low ? high + room / 40 : high), y1: 24, y2: 24 }));
    if (width) svg.append(element("line", { "class": "prints", x1: at(print - width), x2: at(print + width), y1: 34, y2: 34 }));
    svg.append(element("line", { "class": differs ? "out" : "print", x1: at(print), x2: at(print), y1: 8, y2: 40 }));
    svg.append(element("text", { x: at(print), y: 51, "text-anchor": "middle" }, String(print)));
    return svg;
  }

  /* --- what is shown ------------------------------------------------------------------------------ */

  function part(into, key, children) {
    var listed = (Array.isArray(children) ? children : [children]).filter(function (one) { return one !== null && one !== undefined && one !== ""; });
    if (!listed.length) return;
    into.append(element("h3", {}, words[key]));
    listed.forEach(function (child) { into.append(typeof child === "string" ? element("p", {}, child) : child); });
  }
  function link(address, text) { return element("a", { href: "#" + address }, text); }
  function cellAddress(place) { return "cell-" + place.replace(/#/g, "~"); }
  function cellName(cell) {
    var form = data.forms[cell[0].split("/")[0]];
    return (form ? form[0] : "") + " · " + cell[3] + " · " + cell[4];
  }
  function printedOf(cell) { return cell[1] || words[cell[5] === "u" ? "unreadable" : "blank"]; }
  function pageOf(page) { return page ? say("page", { page: page }) : ""; }

  /** One line for an operand: its name, what is printed, its page. */
  function operand(one) {
    if (typeof one === "number") {
      var cell = data.cells[Math.abs(one) - 1];
      return element("li", {}, [one < 0 ? "− " : "", link(cellAddress(cell[0]), cellName(cell)), ": " + printedOf(cell) + " ", element("span", { "class": "quiet" }, pageOf(cell[2]))]);
    }
    var claim = claims[one];
    if (!claim) return element("li", {}, String(one).split("/").slice(1).join(" · "));
    return element("li", {}, [element("span", { lang: "zh-CN" }, link("claim-" + one, "“" + claim.quote + "”")), " ", element("span", { "class": "quiet" }, pageOf(claim.page))]);
  }
  function boxesOf(one) {
    if (typeof one === "number") {
      var cell = data.cells[Math.abs(one) - 1];
      return cell[6] ? [[cell[2]].concat(cell[6])] : [];
    }
    return claims[one] ? claims[one].number || claims[one].boxes || [] : [];
  }
  function verdict(item) {
    return element("p", {}, element("strong", { "class": "verdict-word " + item.verdict }, data.verdicts[item.verdict]));
  }
  function statement(address) {
    var id = address.slice(6), item = claims[id] || checks[id];
    if (!item) return element("li", {}, id);
    var text = claims[id] ? "“" + item.quote + "”" : checkName(item);
    return element("li", claims[id] ? { lang: "zh-CN" } : {}, [link(address, text), " ", element("span", { "class": "quiet" }, data.verdicts[item.verdict])]);
  }
  function checkName(check) { return check.rule + " " + (data.rules[check.rule] || "") + " · " + (check.about || ""); }
  function lists(make, items) {
    var shown = element("ul", {}, items.slice(0, 12).map(make));
    if (items.length <= 12) return shown;
    var rest = element("details", {}, [element("summary", {}, "+ " + (items.length - 12))]);
    rest.append(element("ul", {}, items.slice(12).map(make)));
    return element("div", {}, [shown, rest]);
  }

  /** The printed words with the quote marked, from the prose of this page. */
  function passage(claim) {
    var block = claim.block && document.getElementById("block-" + claim.block);
    if (!block || !claim.range) return null;
    var text = block.textContent, from = claim.range[0], to = claim.range[1];
    return element("p", { "class": "quote", lang: "zh-CN" }, [
      (from > 60 ? "…" : "") + text.slice(Math.max(0, from - 60), from), element("mark", {}, text.slice(from, to)), text.slice(to, to + 60) + (text.length > to + 60 ? "…" : "")
    ]);
  }
  /** The row of the form with its head, the cell marked. */
  function excerpt(place) {
    var cell = document.getElementById(cellAddress(place));
    if (!cell) return null;
    var table = element("table", {}, [cell.closest("table").tHead.cloneNode(true)]), row = cell.parentNode.cloneNode(true);
    Array.prototype.forEach.call(row.querySelectorAll("[id]"), function (one) { if (one.id === cell.id) one.className += " open"; one.removeAttribute("id"); });
    table.append(element("tbody", {}, row));
    return element("div", { "class": "scroll", tabindex: "0" }, table);
  }
  function place(groups, others) {
    var shown = element("div", { "class": "picture" }), pictures = crops(groups, false);
    pictures.forEach(function (one) { shown.append(one); });
    if (pictures.length) {
      var button = element("button", { type: "button" }, words.open_picture);
      button.addEventListener("click", function () { shown.replaceChildren.apply(shown, crops(groups, true)); });
      shown.append(button);
    } else if (Object.keys(data.pages).length === 0) shown.append(element("p", { "class": "quiet" }, words.no_picture));
    return [shown].concat(others);
  }

  function showClaim(into, claim) {
    into.append(element("h2", {}, words.panel_title_claim + " · " + claim.kind));
    into.append(passage(claim) || element("p", { "class": "quote", lang: "zh-CN" }, claim.quote));
    into.append(element("p", { "class": "quiet" }, [claim.section, claim.page ? " · " + pageOf(claim.page) : ""]));
    part(into, "formula_names", claim.named);
    part(into, "formula_numbers", claim.numbers);
    var low = number(claim.low), high = number(claim.high), print = number(claim.printed);
    if (low !== null && high !== null) {
      var said = say("interval_said", { low: claim.low, high: claim.high, printed: claim.printed + (claim.unit || "") });
      var scale = print !== null && claim.unit !== "" && Math.abs(print) < 1e15 && claim.kind;
      part(into, "interval", [scale ? line(low, high, print, half(claim.printed), said, claim.verdict === "differs") : null, said]);
    }
    part(into, "verdict", [verdict(claim), claim.verdict === "recorded" ? words.recorded : claim.why || null, words[claim.reading] || null]);
    if (claim.operands) part(into, "operands", lists(operand, claim.operands));
    var groups = [claim.number || claim.boxes || []].concat((claim.operands || []).map(boxesOf));
    part(into, "place", place(groups, []));
    related(into, claim.id, claim.finding);
    tail(into, "claim-" + claim.id, claim.id, claim.page);
  }
  function side(list) {
    return (list || []).filter(function (one) { return data.cells[Math.abs(one) - 1][5] === "v"; });
  }
  function written(list, all, name) {
    if (!list.length) return all && all.length ? "0" : "";
    return list.map(function (one, at) {
      var cell = data.cells[Math.abs(one) - 1], text = name ? "[" + cell[3] + " · " + cell[4] + "]" : printedOf(cell);
      return (one < 0 ? "− " : at ? "+ " : "") + text;
    }).join(" ");
  }
  function showCheck(into, check) {
    into.append(element("h2", {}, words.panel_title_check + " " + check.rule));
    into.append(element("p", {}, (data.rules[check.rule] || "") + " · " + (check.about || "")));
    var left = side(check.left), right = side(check.right), rest = (check.left || []).length + (check.right || []).length - left.length - right.length;
    if (left.length || right.length) {
      part(into, "formula_names", (written(left, check.left, true) || "0") + " " + check.sign + " " + (written(right, check.right, true) || "0"));
      part(into, "formula_numbers", (written(left, check.left, false) || "0") + " " + check.sign + " " + (written(right, check.right, false) || "0"));
    } else if (check.printed) part(into, "formula_numbers", check.printed[0] + " " + check.sign + " " + check.printed[1]);
    var low = number(check.low), high = number(check.high);
    if (low !== null && high !== null) {
      var said = say(check.sign === "=" ? "residual_said" : "residual_most", { low: check.low, high: check.high });
      part(into, "interval", [line(low, high, 0, 0, said, check.verdict === "differs"), said]);
    }
    part(into, "verdict", [verdict(check), check.why || null]);
    var operands = left.concat(right);
    if (operands.length) part(into, "operands", [lists(operand, operands), rest ? say("blanks", { count: rest }) : null]);
    part(into, "place", place(operands.map(boxesOf), []));
    related(into, check.id, check.finding);
    tail(into, "check-" + check.id, check.id, 0);
  }
  function showCell(into, cell) {
    into.append(element("h2", {}, words.panel_title_cell + " · " + printedOf(cell)));
    into.append(element("p", {}, cellName(cell)));
    part(into, "place", place([boxesOf(cells[cell[0]])], [excerpt(cell[0])]));
    var watch = cell[7];
    if (!watch) part(into, "watch", words.watch_zero);
    else {
      var said = [];
      if (watch[1]) said.push(noticed("watch_up", watch[1], watch[2]));
      if (watch[3]) said.push(noticed("watch_down", watch[3], watch[4]));
      part(into, "watch", said.length ? element("ul", {}, said) : words.watch_none);
    }
    var listed = about[cell[0]] || [];
    if (listed.length) part(into, "relations", lists(statement, listed));
    var named = data.findings.filter(function (one) { return one.places.some(function (p) { return p.target === cellAddress(cell[0]); }); });
    if (named.length) part(into, "finding", lists(findingLine, named.map(function (one) { return one.id; })));
    tail(into, cellAddress(cell[0]), cell[0], cell[2]);
  }
  function noticed(key, count, name) {
    var address = claims[name] ? "claim-" + name : checks[name] ? "check-" + name : "";
    var parts = say(key, { count: count, name: "\u0000" }).split("\u0000");
    return element("li", {}, [parts[0], address ? link(address, checks[name] ? checkName(checks[name]) : "“" + claims[name].quote + "”") : name, parts[1]]);
  }
  function findingLine(id) {
    return element("li", {}, findings[id] ? link("finding-" + id, findings[id].text) : id);
  }
  function showFinding(into, finding) {
    into.append(element("h2", {}, words.panel_title_finding));
    into.append(element("p", {}, finding.text));
    part(into, "operands", element("ol", {}, finding.places.map(function (one) {
      return element("li", {}, one.target ? link(one.target, one.words) : one.words);
    })));
    part(into, "place", place(finding.places.map(function (one) { return one.boxes || []; }), finding.places.map(function (one) {
      if (!one.target) return null;
      return one.target.indexOf("cell-") === 0 ? excerpt(one.target.slice(5).replace(/~/g, "#")) : claims[one.target.slice(6)] ? passage(claims[one.target.slice(6)]) : null;
    }).filter(Boolean).slice(0, 6)));
    if (finding.statements) part(into, "statements", lists(function (one) { return statement((claims[one] ? "claim-" : "check-") + one); }, finding.statements));
    tail(into, "finding-" + finding.id, finding.id, 0);
  }
  function related(into, id, named) {
    if (named) part(into, "finding", lists(findingLine, named));
    var listed = about[id] || [];
    if (listed.length) part(into, "relations", lists(statement, listed));
    var claim = claims[id];
    if (claim && claim.range) {
      var same = data.claims.filter(function (one) { return one !== claim && one.block === claim.block && one.range && one.range[0] < claim.range[1] && claim.range[0] < one.range[1]; });
      if (same.length) part(into, "also", lists(function (one) { return statement("claim-" + one.id); }, same));
    }
  }
  function tail(into, address, name, page) {
    var whole = location.href.replace(/#.*$/, "") + "#" + address;
    part(into, "address", [element("p", { "class": "code" }, "#" + address), copying(whole)]);
    part(into, "cite", citing(name, page, whole));
  }
  function copying(text) {
    var button = element("button", { type: "button" }, words.copy);
    button.addEventListener("click", function () {
      var field = element("textarea", {}, text);
      document.body.append(field); field.select();
      try { document.execCommand("copy"); button.textContent = words.copied; } finally { field.remove(); }
    });
    return button;
  }
  function citing(name, page, address) {
    var pair = data.cite[page ? 1 : 0].map(function (text) {
      return text.split("{name}").join(name).split("(name)").join(name).split("{address}").join(address).split("(address)").join(address).split("987654").join(page);
    });
    return [element("p", { "class": "code" }, pair[0]), element("pre", {}, pair[1]), copying(pair[0] + "\n\n" + pair[1])];
  }

  /** Fill an element with the evidence of an address; false where there is none of that name. */
  function show(into, address) {
    var kind = address.split("-")[0], id = address.slice(kind.length + 1);
    if (kind === "claim" && claims[id]) showClaim(into, claims[id]);
    else if (kind === "check" && checks[id]) showCheck(into, checks[id]);
    else if (kind === "cell" && cells[id.replace(/~/g, "#")]) showCell(into, data.cells[cells[id.replace(/~/g, "#")] - 1]);
    else if (kind === "finding" && findings[id]) showFinding(into, findings[id]);
    else return false;
    return true;
  }
  return { show: show, crops: crops, element: element, say: say, citing: citing, words: words, data: data };
})();
