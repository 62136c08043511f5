/* What stands behind a cell, a statement or a finding: built from window.budgetEvidence, as elements, never as HTML. */
window.budgetPanel = (function () {
  "use strict";
  var data = window.budgetEvidence, words = data.words;
  var cells = {}, claims = {}, checks = {}, findings = {}, about = {};

  /** A sentence with its values; `{count:|item|items}` is the first word where that number is one, else the second. */
  function say(key, values) {
    return words[key].replace(/\{(\w+)(?::\|([^|}]*)\|([^}]*))?\}/g, function (_, name, one, many) {
      return many === undefined ? values[name] : String(values[name]) === "1" ? one : many;
    });
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

  /* --- places: parts of pages with boxes, parts of sheets with marked cells ------------------------ */

  var sheets = {};
  /** Pixels per point at which printed figures can be read; where there is little room, the names of the rows count more. */
  function readable(room) { return room > 500 ? 1.3 : 1.1; }
  var LEAST = 0.66;  // pixels per point down to which what is long is drawn smaller, so that it need not be scrolled
  data.sheets.forEach(function (one) { sheets[one[0] + "/" + one[1]] = one; });
  /** The places drawn; groups is a list of lists of [page, x0, y0, x1, y1] or [page, "sheet!C7"], numbered from 1. */
  function crops(groups, whole, room) {
    var pages = {}, marked = {}, order = [], isNumbered = groups.length > 1 && groups.length <= 12;
    groups.forEach(function (group, number) {
      group.forEach(function (box) {
        var isCell = typeof box[1] === "string", key = isCell ? box[0] + "/" + box[1].replace(/![A-Z]+\d+$/, "") : String(box[0]);
        if (!(isCell ? sheets[key] : data.pages[key])) return;
        if (order.indexOf(key) < 0) order.push(key);
        var into = isCell ? marked : pages;
        (into[key] = into[key] || []).push([number + 1, box]);
      });
    });
    order = order.slice(0, 1).concat(order.slice(1).sort(function (a, b) { return parseInt(a, 10) - parseInt(b, 10); }));
    return order.map(function (key) {
      return pages[key] ? crop(key, pages[key], isNumbered, whole, room || 440) : sheet(sheets[key], marked[key], isNumbered, whole);
    });
  }
  /** From and to on one axis: what is marked and, as far as there is room, what stands to its left, the names of rows. */
  function window_(from, to, room, end) {
    var length = Math.min(end, Math.max(room, to - from)), start = Math.min(Math.max(0, to - length), end - length);
    return [start, start + length];
  }
  /** Cells that are marked, with the names of their rows as far as there is room; drawn smaller where many columns are marked. */
  function beside(left, right, room, end) {
    var isLong = right - left + 50 > room / readable(room);
    return window_(left - (isLong ? 8 : 20), right + (isLong ? 14 : 30), room / (isLong ? LEAST : readable(room)), end);
  }
  /** The lines of prose in which something is marked, from edge to edge where there is room. */
  function lineAround(left, right, room, size) {
    var from = Math.min(left, size[3] === undefined ? left : size[3]) - 8, to = Math.max(right, size[4] === undefined ? right : size[4]) + 14;
    if (to - from > room / LEAST) { from = left - 8; to = right + 14; }
    var length = Math.min(size[0], Math.max(room / readable(room), to - from));
    var start = Math.max(0, Math.min((from + to - length) / 2, size[0] - length));
    return [start, start + length];
  }
  function crop(page, boxes, numbered, whole, room) {
    var size = data.pages[page], top = size[1], bottom = 0, left = size[0], right = 0;
    boxes.forEach(function (one) {
      top = Math.min(top, one[1][2]); bottom = Math.max(bottom, one[1][4]);
      left = Math.min(left, one[1][1]); right = Math.max(right, one[1][3]);
    });
    var above = top, below = bottom;
    top = whole ? 0 : Math.max(0, top - 36);
    bottom = whole ? size[1] : Math.min(size[1], Math.max(bottom + 30, top + 90));
    var own = whole ? null : cellMarked(+page, boxes);
    if (!own && !whole) { top = lineAt(page, top, 0); bottom = lineAt(page, bottom, 1); }  // no line is cut through
    if (own) {  // no row is cut through
      var inside = cellsOf(own).filter(function (cell) { return cell[2] === +page && cell[6][1] >= top - 1 && cell[6][3] <= bottom + 1; });
      top = Math.min.apply(null, inside.map(function (cell) { return cell[6][1] - 2; }).concat(above - 2));
      bottom = Math.max.apply(null, inside.map(function (cell) { return cell[6][3] + 2; }).concat(below + 2));
    }
    var heads = own ? headsAbove(+page, own) : null, isBeside = heads && heads[0] === +page && top - heads[1] < 60;
    var strips = own ? stripsOf(own, boxes, room) : null, form = own ? data.forms[own[0].split("/")[0]] : null;
    if (isBeside) top = Math.max(0, Math.min(top, headsFrom(heads, form, strips)));
    if (!strips) strips = [whole ? [0, size[0]] : own ? beside(left, right, room, size[0]) : lineAround(left, right, room, size)];
    var width = strips.reduce(function (sum, one) { return sum + one[1] - one[0]; }, 0);
    var label = say("crop", { place: pageOf(+page), count: boxes.length });
    var isWide = width * (whole ? 1 : LEAST) > room + 1;  // then it is scrolled, by keys too
    function part_(from_page, from, to, attributes) {
      var made = strips.map(function (across, at) {
        var svg = element("svg", Object.assign({}, at ? { "aria-hidden": "true" } : attributes, { viewBox: [across[0], from, across[1] - across[0], to - from].join(" "), "class": attributes["class"] || "" }));
        if (isWide) svg.style.minWidth = Math.round(width * (whole ? 1 : readable(room))) + "px";
        svg.append(element("image", { href: "../pages/" + data.pages[from_page][2], x: 0, y: 0, width: size[0], height: size[1] }));
        if (strips.length > 1) svg.style.flex = String(across[1] - across[0]);
        return svg;
      });
      return made.length > 1 ? element("div", { "class": "strips" }, made) : made[0];
    }
    var svgs = part_(page, top, bottom, { role: "img", "aria-label": label });
    boxes.forEach(function (one) {
      var b = one[1], svg = svgs;
      if (strips.length > 1) svg = svgs.children[strips.findIndex(function (strip) { return b[1] >= strip[0] - 1 && b[1] < strip[1]; })] || svgs.lastChild;
      svg.append(element("rect", { "class": one[0] === 1 ? "box first" : "box", x: b[1] - 1, y: b[2] - 1, width: b[3] - b[1] + 2, height: b[4] - b[2] + 2 }));
      if (numbered) svg.append(element("text", { "class": "tag", x: own || whole ? b[1] + 1 : b[3] - 3, y: own || whole ? b[2] + 6 : b[2] - 2.5 }, String(one[0])));
    });
    function seen(told) { return element("p", { "class": "quiet" }, told); }
    var told = form && (strips.length > 1 || titlesCut(heads, form, strips).length) ? form[0] + " · " : "";
    var drawn = [seen(told + pageOf(+page)), svgs];
    if (heads && !isBeside) drawn.unshift(seen(told + say("heads", { place: pageOf(heads[0]) })), part_(heads[0], headsFrom(heads, form, strips), heads[1], { "class": "heads", "aria-hidden": "true" }));
    if (isWide) return element("div", { "class": "part" }, element("div", { "class": "scroll", tabindex: "0", role: "region", "aria-label": label }, drawn));
    return element("div", { "class": "part" }, drawn);
  }
  var HEADS = 100;  // points above the first row of a form, in which its title and heads stand
  /** The edge of the line of print through which a cut would go; the cut itself where it goes through none. */
  function lineAt(page, cut, end) {
    var lines = data.lines[page] || [];
    for (var at = 0; at < lines.length; at += 2) if (lines[at] < cut && cut < lines[at + 1]) return end ? lines[at + 1] + 1.5 : Math.max(0, lines[at] - 1.5);
    return cut;
  }
  /** The title of a form, where it reaches beyond what is shown, and the unit where an edge goes through it: they are told, not cut. */
  function titlesCut(heads, form, strips) {
    return (heads && form && strips ? form[3] : []).filter(function (one, at) {
      if (one[0] !== heads[0] || one[4] >= heads[1] || strips.some(function (strip) { return strip[0] - 1 <= one[1] && one[3] <= strip[1] + 1; })) return false;
      return at === 0 || strips.some(function (strip) { return strip[0] < one[3] && one[1] < strip[1]; });
    });
  }
  /** Where the heads of a form begin: the first whole line that stands close above it. */
  function headsFrom(heads, form, strips) {
    var cut = titlesCut(heads, form, strips);
    if (cut.length) return Math.max.apply(null, cut.map(function (one) { return one[4]; })) + 1;
    var lines = data.lines[heads[0]] || [], from = heads[1];
    for (var at = lines.length - 2; at >= 0; at -= 2) {
      if (lines[at] >= heads[1] - 1) continue;
      if (lines[at] < heads[1] - HEADS || from - lines[at + 1] > 34) break;
      from = lines[at];
    }
    return Math.max(0, from < heads[1] ? from - 2 : heads[1] - 52);
  }
  /** The names of the rows, and the columns that are marked, where all between does not fit; null where it does. */
  function stripsOf(own, boxes, room) {
    var columns = [], page = own[2], size = data.pages[page];
    cellsOf(own).filter(function (cell) { return cell[2] === page; }).forEach(function (cell) {
      if (!columns.some(function (one) { return Math.abs(one[0] - cell[6][0]) < 2; })) columns.push([cell[6][0], cell[6][2]]);
    });
    columns.sort(function (a, b) { return a[0] - b[0]; });
    var marked = columns.filter(function (one) { return boxes.some(function (box) { var middle = (box[1][1] + box[1][3]) / 2; return one[0] < middle && middle < one[1]; }); });
    if (!marked.length) return null;
    var first = columns.indexOf(marked[0]);
    while (first > 0 && columns[first][0] - columns[first - 1][1] < 4) first--;  // columns that touch belong to one half of the form
    var edge = data.margins[page] === undefined ? 20 : data.margins[page], names = [first > 0 ? columns[first - 1][1] : Math.max(0, Math.min(edge, columns[first][0] - 20) - 6), columns[first][0]];
    var last = marked[marked.length - 1];
    var right = names[0] + room / readable(room);
    if (last[1] <= right) {  // all fits that stands between; the next column is shown as a whole or not at all
      var cut = columns.filter(function (one) { return one[0] < right && right < one[1]; })[0];
      if (cut) right = cut[1] - names[0] <= room / (1.25 * LEAST) ? cut[1] + 2 : cut[0];
      return [[names[0], Math.min(size[0], right)]];
    }
    var strips = [names];
    marked.forEach(function (one) {
      var before = strips[strips.length - 1];
      if (one[0] - before[1] < 4) before[1] = one[1]; else strips.push([one[0], one[1]]);
    });
    var width = strips.reduce(function (sum, one) { return sum + one[1] - one[0]; }, 0);
    if (strips.length === 1) return [[names[0], Math.min(size[0], last[1] + 2)]];  // too wide for the room: scrolled from the names on
    return width <= room / LEAST && width >= room / 1.8 ? strips : null;
  }
  function isDrawn(cell) { return Array.isArray(cell[6]); }
  /** The first marked cell of a form; nothing where prose is marked. */
  function cellMarked(page, boxes) {
    var marks = boxes.map(function (one) { return one[1].slice(1).join(); });
    return data.cells.filter(function (cell) { return cell[2] === page && isDrawn(cell) && marks.indexOf(cell[6].join()) >= 0; })[0];
  }
  function cellsOf(own) {
    var form = own[0].split("/")[0] + "/";
    return data.cells.filter(function (cell) { return isDrawn(cell) && cell[0].indexOf(form) === 0; });
  }
  /** The page and the upper edge of the first row of the form of a cell; null where its columns stand elsewhere on that page. */
  function headsAbove(page, own) {
    var all = cellsOf(own);
    var first = Math.min.apply(null, all.map(function (cell) { return cell[2]; })), size = data.pages[first];
    var rows = all.filter(function (cell) { return cell[2] === first; });
    var isSame = size && size[0] === data.pages[page][0] && size[1] === data.pages[page][1] && rows.some(function (cell) {
      return cell[4] === own[4] && Math.abs(cell[6][0] - own[6][0]) < 2 && Math.abs(cell[6][2] - own[6][2]) < 2;
    });
    return isSame ? [first, Math.min.apply(null, rows.map(function (cell) { return cell[6][1]; }))] : null;
  }
  function letters(column) { return (column > 26 ? letters(Math.floor((column - 1) / 26)) : "") + String.fromCharCode(65 + (column - 1) % 26); }
  /** The rows of a sheet around its marked cells, with the heads above the first row of the form. */
  function sheet(one, marks, numbered, whole) {
    var at = {}, wanted = {}, last = 1;
    marks.forEach(function (mark) {
      var address = /([A-Z]+)(\d+)$/.exec(mark[1][1]), row = +address[2];
      (at[address[0]] = at[address[0]] || []).push(mark[0]);
      [row - 1, row, row + 1].concat(headsOf(one, mark[1])).forEach(function (near) { wanted[near] = true; });
      wanted[row] = address[0];
    });
    one[3].forEach(function (row) { row[1].forEach(function (cell) { last = Math.max(last, cell[0] + cell[2] - 1); }); });
    var columns = [], body = element("tbody", {}), before = 0, known = {};
    for (var column = 1; column <= last; column++) columns.push(element("th", { scope: "col" }, letters(column)));
    one[3].forEach(function (row) { known[row[0]] = row; });
    Object.keys(at).forEach(function (address) { var row = +/\d+$/.exec(address)[0]; known[row] = known[row] || [row, []]; });
    Object.keys(known).map(Number).sort(function (a, b) { return a - b; }).forEach(function (number) {
      if (!whole && !wanted[number]) return;
      if (before && number > before + 1) body.append(element("tr", { "class": "gap" }, element("td", { colspan: last + 1 }, "⋯")));
      before = number;
      body.append(sheetRow(known[number], last, at, numbered));
    });
    var table = element("table", { "class": "sheet" }, [element("caption", {}, one[2]), element("thead", {}, element("tr", {}, [element("td", {})].concat(columns))), body]);
    return element("div", { "class": "scroll", tabindex: "0", role: "region", "aria-label": one[2] }, table);
  }
  function sheetRow(row, last, at, numbered) {
    var made = element("tr", {}, element("th", { scope: "row" }, String(row[0]))), cells = {};
    row[1].forEach(function (cell) { cells[cell[0]] = cell; });
    for (var column = 1; column <= last;) {
      var cell = cells[column], width = cell ? cell[2] : 1, named = at[letters(column) + row[0]], text = cell ? cell[1] : "";
      var shown = element("td", width > 1 ? { colspan: width } : {}, text);
      if (/^[-+]?[\d,]*\.?\d+%?$/.test(text)) shown.className = "n";
      if (named) shown.className += named.indexOf(1) >= 0 ? " marked first" : " marked";
      if (named && numbered) shown.append(element("sup", {}, named.join(", ")));
      made.append(shown);
      column += width;
    }
    return made;
  }
  /** The numbers of the rows that head the form of a marked cell. */
  function headsOf(one, box) {
    var own = data.cells.filter(function (cell) { return cell[2] === box[0] && cell[6] === box[1]; })[0];
    if (!own) return [];
    var form = own[0].split("/")[0] + "/", first = Infinity;
    data.cells.forEach(function (cell) {
      if (cell[2] === box[0] && cell[0].indexOf(form) === 0 && typeof cell[6] === "string") first = Math.min(first, +/\d+$/.exec(cell[6])[0]);
    });
    return [first - 3, first - 2, first - 1];
  }

  /* --- intervals ---------------------------------------------------------------------------------- */

  function number(text) { var value = parseFloat(String(text).replace(/[,，]/g, "")); return isNaN(value) ? null : value; }
  function signed(text) { return String(text).replace(/^-(?=[\d.])/, "−"); }
  /** From the low end of a range to its high end; a single value as itself. */
  function between(item) { return number(item.low) === number(item.high) ? signed(item.low) : say("from_to", { low: signed(item.low), high: signed(item.high) }); }
  var should = { "=": "residual_said", "≤": "residual_most", "<": "residual_less", ">": "residual_more", "≥": "residual_least" };
  /** The difference of the two sides of a relation, in words and on a line on which 0 is marked. */
  function difference(item) {
    var said = say(should[item.sign] || "residual_said", { range: between(item) });
    return [line(number(item.low), number(item.high), "0", 0, said, item.verdict === "differs"), said];
  }
  function half(text) {
    var plain = String(text).replace(/[,，]/g, ""), match = /^[-+]?\d+(?:\.(\d+))?$/.exec(plain);
    return match ? 0.5 * Math.pow(10, -(match[1] || "").length) : 0;
  }
  function mark_(look, key) { return element("span", {}, [element("i", { "class": look, "aria-hidden": "true" }), words[key]]); }
  /** The recomputed interval on a number line, the print as a mark with what rounds to it. */
  function line(low, high, printed, width, said, differs) {
    var print = number(printed);
    var all = [low, high, print - width, print + width], first = Math.min.apply(null, all), last = Math.max.apply(null, all);
    var room = (last - first) * 0.18 || Math.abs(last) * 0.01 || 1;
    function at(value) { return (100 * (value - first + room)) / (last - first + 2 * room) + "%"; }
    var svg = element("svg", { "class": "line", role: "img", "aria-label": said });
    var key = element("p", { "class": "key" }, [
      mark_("tick" + (differs ? " differs" : ""), width ? "key_print" : "key_zero"), width ? mark_("bar", "key_rounds") : null, mark_("range", width ? "key_range" : "key_difference")
    ]);
    svg.append(element("line", { "class": "axis", x1: "0%", x2: "100%", y1: 24, y2: 24 }));
    svg.append(element("line", { "class": "span", x1: at(low), x2: at(Math.max(high, low + room / 40)), y1: 24, y2: 24 }));
    if (width) svg.append(element("line", { "class": "prints", x1: at(print - width), x2: at(print + width), y1: 34, y2: 34 }));
    svg.append(element("line", { "class": differs ? "out" : "print", x1: at(print), x2: at(print), y1: 8, y2: 40 }));
    svg.append(element("text", { x: at(print), y: 51, "text-anchor": "middle" }, printed));
    return element("div", {}, [svg, key]);
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
  /** Where something stands: its page, or its place in a file without pages; the file, where the account is several. */
  function at(page, place) {
    var file = data.files.filter(function (one) { return one[1] <= page && page <= one[2]; })[0];
    var told = place || (page ? say("page", { page: file ? page - file[1] + 1 : page }) : "");
    return file ? file[0] + " " + told : told;
  }
  function pageOf(page) { return at(page, ""); }
  function standing(item) { return at(item.page, item.where); }
  function cellStanding(cell) { return at(cell[2], typeof cell[6] === "string" ? cell[6] : ""); }

  /** One line for an operand: its name, what is printed, its page. */
  function operand(one) {
    if (typeof one === "number") {
      var cell = data.cells[Math.abs(one) - 1];
      return element("li", {}, [one < 0 ? "− " : "", link(cellAddress(cell[0]), cellName(cell)), ": " + printedOf(cell) + " ", element("span", { "class": "quiet" }, cellStanding(cell))]);
    }
    var claim = claims[one];
    if (!claim) return element("li", {}, String(one).split("/").slice(1).join(" · "));
    return element("li", {}, [element("span", { lang: "zh-CN" }, link("claim-" + one, "“" + claim.quote + "”")), " ", element("span", { "class": "quiet" }, standing(claim))]);
  }
  function boxesOf(one) {
    if (typeof one === "number") {
      var cell = data.cells[Math.abs(one) - 1];
      return cell[6] ? [[cell[2]].concat(cell[6])] : [];  // a box, or the place of a cell
    }
    return claims[one] ? claims[one].number || claims[one].boxes || [] : [];
  }
  /** The unit behind a number; in English 10,000 yuan stands in brackets. */
  function unitOf(claim) { return !claim.unit ? "" : /^\d/.test(claim.unit) ? " (" + claim.unit + ")" : claim.unit; }
  /** Numbers that should be the same are equal or differ; a limit, a list, a name holds or does not. */
  function verdictWord(item) { return item.holds && data.holding[item.verdict] || data.verdicts[item.verdict]; }
  function verdict(item) {
    return element("p", {}, [element("strong", { "class": verdictLook(item) }, verdictWord(item)), item.follows || item.rests ? " · " : ""].concat(owed(item)));
  }
  /** Quieter where the finding is told at another place. */
  function verdictLook(item) { return "verdict-word " + item.verdict + (item.follows ? " follows" : item.rests ? " rests" : ""); }
  /** How the words of a statement are marked: as its finding, unless that is told at another place. */
  function lookOf(claim) {
    var own = claim.finding && !claim.follows && !claim.rests && findings[claim.finding[0]];
    return own ? own.severity : "said";
  }
  /** What a verdict owes to findings at other places, which are linked. */
  function owed(item) {
    var named = item.follows || item.rests;
    if (!named) return [];
    var said = say(item.follows ? "follows" : "rests", { findings: "\u0000" }).split("\u0000"), links = [];
    named.forEach(function (id, at) { links.push(at ? words.joint : "", link("finding-" + id, say("of_finding", { name: id }))); });
    return [said[0]].concat(links, said[1]);
  }
  function statement(address) {
    var id = address.slice(6), item = claims[id] || checks[id];
    if (!item) return element("li", {}, id);
    var text = claims[id] ? "“" + item.quote + "”" : checkName(item);
    var quote = claims[id] ? element("span", { lang: "zh-CN" }, link(address, text)) : link(address, text);
    return element("li", {}, [quote, " ", element("span", { "class": "quiet" }, (claims[id] && item.kind ? item.kind + " · " : "") + verdictWord(item))]);
  }
  function checkName(check) { return check.rule + " " + (data.rules[check.rule] || "") + " · " + (check.about || ""); }
  /** A list; numbered from `first` on where the boxes of a picture have these numbers. */
  function lists(make, items, first, noun) {
    function of(some, start) { return element(first ? "ol" : "ul", first ? { start: start } : {}, some.map(make)); }
    var shown = of(items.slice(0, 12), first);
    if (items.length <= 12) return shown;
    var rest = element("details", {}, [element("summary", {}, say(noun || "more_listed", { count: items.length - 12 }))]);
    rest.append(of(items.slice(12), first + 12));
    return element("div", {}, [shown, rest]);
  }

  /** The printed words with the quote marked, from the prose of this page, in the look of its finding; without one in none of theirs. */
  function passage(claim, look) {
    var block = claim.block && document.getElementById("block-" + claim.block);
    if (!block || !claim.range) return null;
    var text = block.textContent, from = claim.range[0], to = claim.range[1];
    return element("p", { "class": "quote", lang: "zh-CN" }, [
      (from > 60 ? "…" : "") + text.slice(Math.max(0, from - 60), from), element("mark", { "class": look }, text.slice(from, to)), text.slice(to, to + 60) + (text.length > to + 60 ? "…" : "")
    ]);
  }
  /** The row of the form with its head, the cell marked. */
  function excerpt(place) {
    var cell = document.getElementById(cellAddress(place));
    if (!cell) return null;
    var table = element("table", { "class": "form-table" }, [cell.closest("table").tHead.cloneNode(true)]), row = cell.parentNode.cloneNode(true);
    Array.prototype.forEach.call(row.querySelectorAll("[id]"), function (one) { if (one.id === cell.id) one.className += " open"; one.removeAttribute("id"); });
    table.append(element("tbody", {}, row));
    return element("div", { "class": "scroll", tabindex: "0" }, table);
  }
  /** The picture of the first place, with all that stands on its page; with `which` "rest" those of the other pages, with "all" each. */
  function place(groups, others, which) {
    var room = Math.min(480, document.documentElement.clientWidth) - 44, isRest = which === "rest" || which === "all";
    function own(whole) { var all = crops(groups, whole, room); return which === "all" ? all : isRest ? all.slice(1) : all.slice(0, 1); }
    var shown = element("div", { "class": "picture" }), pictures = own(false);
    var isOfPages = groups.some(function (group) { return group.some(function (box) { return typeof box[1] === "number"; }); });
    pictures.forEach(function (one) { shown.append(one); });
    if (pictures.length) {
      var isWhole = false, button = element("button", { type: "button" }), larger = element("button", { type: "button" }, words.larger);
      var label = function () { button.textContent = words[isWhole ? "close_picture" : isOfPages ? "open_picture" : "open_sheet"]; };
      button.addEventListener("click", function () {
        isWhole = !isWhole;
        shown.replaceChildren.apply(shown, own(isWhole).concat([button]).concat(isOfPages ? [larger] : []));
        shown.classList.remove("enlarged"); larger.textContent = words.larger;
        label();
      });
      larger.addEventListener("click", enlarge);
      shown.addEventListener("click", function (event) { if (event.target.closest("svg")) enlarge(); });
      label();
      shown.append(button);
      if (isOfPages) shown.append(larger);
    } else if (!isRest && !Object.keys(data.pages).length && !data.sheets.length) shown.append(element("p", { "class": "quiet" }, words.no_picture));
    function enlarge() { larger.textContent = words[shown.classList.toggle("enlarged") ? "smaller" : "larger"]; }
    return (shown.firstChild ? [shown] : []).concat(others);
  }
  /** The rows of the forms in which operands stand, where there is no picture of them. */
  function excerpts(operands) {
    var seen = {};
    return Object.keys(data.pages).length || data.sheets.length ? [] : operands.map(function (one) {
      var name = typeof one === "number" ? data.cells[Math.abs(one) - 1][0] : "", row = name.split("/").slice(0, 2).join("/");
      if (!name || seen[row]) return null;
      seen[row] = true;
      return excerpt(name);
    }).filter(Boolean).slice(0, 24);
  }

  function showClaim(into, claim) {
    into.append(element("h2", {}, words.panel_title_claim + " · " + claim.kind));
    into.append(passage(claim, lookOf(claim)) || element("p", { "class": "quote", lang: "zh-CN" }, claim.quote));
    into.append(element("p", { "class": "quiet" }, [claim.section, standing(claim) ? " · " + standing(claim) : ""]));
    var groups = [claim.number || claim.boxes || []].concat((claim.operands || []).map(boxesOf));
    var hasPicture = groups[0].length > 0;  // a statement in a file without pages stands where its words say, and no picture is of it
    part(into, "place", hasPicture ? place(groups, []) : standing(claim) ? [say("own_place", { place: standing(claim) })] : place([], []));
    part(into, "verdict", [verdict(claim), claim.rule || null, claim.verdict === "recorded" ? words[about[claim.id] ? "recorded_in" : "recorded"] : claim.why || null, words[claim.reading] || null]);
    part(into, "formula_names", claim.named);
    part(into, "formula_numbers", claim.numbers);
    var low = number(claim.low), high = number(claim.high), print = number(claim.printed);
    if (low !== null && high !== null) {
      var said = say("interval_said", { range: between(claim), printed: signed(claim.printed) + unitOf(claim) });
      var scale = print !== null && claim.unit !== "" && Math.abs(print) < 1e15 && claim.kind;
      if (claim.sign) part(into, "interval", difference(claim));
      else part(into, "interval", [scale ? line(low, high, claim.printed, half(claim.printed), said, claim.verdict === "differs") : null, said]);
    }
    if (claim.operands) part(into, "operands", [lists(function (one) { return one === claim ? itself(claim) : operand(one); }, [claim].concat(claim.operands), 1, "more_numbers")].concat(place(groups, excerpts(claim.operands), hasPicture ? "rest" : "all")));
    related(into, claim.id, claim.finding);
    tail(into, "claim-" + claim.id, claim.id, standing(claim));
  }
  /** The statement itself as the first of the numbers that it is judged by. */
  function itself(claim) {
    return element("li", {}, [words.this_print + " ", element("span", { lang: "zh-CN" }, "“" + claim.quote + "”"), " ", element("span", { "class": "quiet" }, standing(claim))]);
  }
  function side(list) {
    return (list || []).filter(function (one) { return data.cells[Math.abs(one) - 1][5] === "v"; });
  }
  function formOf(one) { return data.cells[Math.abs(one) - 1][0].split("/")[0]; }
  function written(list, all, name) {
    if (!list.length) return all && all.length ? "0" : "";
    return list.map(function (one, at) {
      var cell = data.cells[Math.abs(one) - 1], text = name ? "[" + (name === "of two" ? cellName(cell) : cell[3] + " · " + cell[4]) + "]" : printedOf(cell);
      return (one < 0 ? "− " : at ? "+ " : "") + text;
    }).join(" ");
  }
  function showCheck(into, check) {
    into.append(element("h2", {}, words.panel_title_check + " " + check.rule));
    into.append(element("p", {}, (data.rules[check.rule] || "") + " · " + (check.about || "")));
    var left = side(check.left), right = side(check.right), rest = (check.left || []).length + (check.right || []).length - left.length - right.length;
    var operands = left.concat(right), groups = operands.map(boxesOf);
    if (operands.length) part(into, "place", place(groups, excerpts(operands)));
    part(into, "verdict", [verdict(check), check.why || null]);
    if (left.length || right.length) {
      var named = operands.some(function (one) { return formOf(one) !== formOf(operands[0]); }) ? "of two" : "of one";
      part(into, "formula_names", (written(left, check.left, named) || "0") + " " + check.sign + " " + (written(right, check.right, named) || "0"));
      part(into, "formula_numbers", (written(left, check.left, "") || "0") + " " + check.sign + " " + (written(right, check.right, "") || "0"));
    } else if (check.printed) part(into, "formula_numbers", check.printed[0] + " " + check.sign + " " + check.printed[1]);
    var low = number(check.low), high = number(check.high);
    if (low !== null && high !== null) {
      part(into, "interval", difference(check));
    }
    if (operands.length) part(into, "operands", [lists(operand, operands, 1, "more_numbers"), rest ? say("blanks", { count: rest }) : null].concat(place(groups, [], "rest")));
    related(into, check.id, check.finding);
    tail(into, "check-" + check.id, check.id, operands.length ? cellStanding(data.cells[Math.abs(operands[0]) - 1]) : "");
  }
  function showCell(into, cell) {
    into.append(element("h2", {}, words.panel_title_cell + " · " + printedOf(cell)));
    into.append(element("p", {}, [cellName(cell), " ", element("span", { "class": "quiet" }, cellStanding(cell))]));
    part(into, "place", place([boxesOf(cells[cell[0]])], typeof cell[6] === "string" ? [] : [excerpt(cell[0])]));
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
    tail(into, cellAddress(cell[0]), cell[0], cellStanding(cell));
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
    into.append(element("p", { "class": "label" }, element("span", { "class": "sq " + finding.severity }, finding.grade)));
    into.append(element("p", {}, finding.text));
    if (finding.right) into.append(element("p", { "class": "right" }, finding.right));
    var formulas = finding.formulas || [], seen = {}, groups = finding.places.map(function (one) { return one.boxes || []; });
    var printed = finding.places.map(function (one) {
      if (one.target && claims[one.target.slice(6)]) return passage(claims[one.target.slice(6)], one.operand ? "operand" : finding.severity);
      if (!one.target || one.target.indexOf("cell-") || one.boxes && typeof one.boxes[0][1] === "string") return null;
      var row = one.target.split("/").slice(0, 2).join("/");
      if (seen[row]) return null;
      seen[row] = true;
      return excerpt(one.target.slice(5).replace(/~/g, "#"));
    }).filter(Boolean).slice(0, 6);
    part(into, "place", place(groups, printed.slice(0, 1)));
    part(into, "formula_names", formulas[0]);
    part(into, "formula_numbers", formulas[1]);
    if (finding.cause) into.append(element("p", { "class": "cause" }, finding.cause));
    if (finding.proof) into.append(element("p", { "class": "formula proof" }, finding.proof));
    function line_(one) { return element("li", {}, one.target ? link(one.target, one.words) : one.words); }
    var own = finding.places.filter(function (one) { return !one.operand; }), beside = finding.places.slice(own.length);
    part(into, "places", own.length ? lists(line_, own, 1, "more_places") : null);
    part(into, "compared", beside.length ? lists(line_, beside, own.length + 1, "more_numbers") : null);
    place(groups, printed.slice(1), "rest").forEach(function (one) { into.append(one); });
    if (finding.statements) part(into, "statements", lists(function (one) { return statement((claims[one] ? "claim-" : "check-") + one); }, finding.statements));
    tail(into, "finding-" + finding.id, finding.id, finding.where || "");
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
  function tail(into, address, name, where) {
    var whole = location.href.replace(/#.*$/, "") + "#" + address;
    part(into, "address", [element("p", { "class": "code" }, "#" + address), copying(whole)]);
    part(into, "cite", citing(name, where, whole));
  }
  /** An address as others can follow it: of a report that lies in a folder the page within the report, and the place on it. */
  function citable(address) {
    if (/^https?:/.test(address)) return address;
    try { address = decodeURI(address); } catch (e) { /* as it is */ }
    var at = address.indexOf("#");
    return at < 0 ? "" : say("in_report", { place: address.slice(0, at).split("/").slice(-3).join("/") + address.slice(at) });
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
  /** The day on which the page is looked at: 2026-01-31. */
  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (one) { return String(one).padStart(2, "0"); }).join("-");
  }
  /** A citation as text and as BibTeX, in which braces were turned into brackets and signs are escaped. */
  function citing(name, where, address) {
    var values = { name: name, place: where, address: citable(address), date: today() };
    var isOurs = name && /#(finding|check)-/.test(address);  // what the office says has the office as its author
    var kept = data.cite[!name ? 2 : (where ? 1 : 0) + (isOurs ? 3 : 0)];
    if (!values.address) kept = kept.map(function (one) { return one.replace(/,\n  howpublished = \{[^\n]*/, "").replace(/\},?\n  urldate/, "},\n  urldate").replace(/(?:，|, )[({]address[)}]/, ""); });
    var told = kept[0].replace(/\{(\w+)\}/g, function (_, key) { return values[key]; });
    var entry = kept[1].replace("{name}", name.replace(/[\/# ]/g, "-")).replace("{date}", values.date).replace(/\((name|place|address)\)/g, function (_, key) {
      return values[key].replace(/[%&#_]/g, "\\$&");
    }), pair = [told, entry];
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
  return { show: show, signed: signed, crops: crops, element: element, say: say, standing: standing, cellStanding: cellStanding, verdictWord: verdictWord, verdictLook: verdictLook, owed: owed, citing: citing, words: words, data: data };
})();
