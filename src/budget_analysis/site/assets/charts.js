/* Each chart of the page as a picture to take along: SVG, or PNG, with its title and its source. */
(function () {
  "use strict";
  var element = window.budgetPanel.element;
  var WIDTH = 960, LEFT = 250, EDGE = 24, RIGHT = WIDTH - EDGE - 20, FINE = 2;
  var FAMILY = '"Site Sans SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
  var FILL = { "bar-a": "#1f5a8a", "bar-b": "#4f86b4", "bar-c": "#7d95ab", "bar-o": "#8a8f98" }, INK = "#1b1f23", SECOND = "#5a6570";
  var measure = document.createElement("canvas").getContext("2d");

  function font(size, isBold) { return (isBold ? "600 " : "") + size + "px " + FAMILY; }
  /** A text in lines that are no wider than the room; broken between words, and between ideographs. */
  function lines(text, room, size, isBold) {
    measure.font = font(size, isBold);
    var made = [], line = "";
    (text.match(/[\u2e80-\uffef][，。、：；）”%]*|[^\s\u2e80-\uffef]+\s*|\s+/g) || []).forEach(function (piece) {
      if (line && measure.measureText(line + piece.trim()).width > room) { made.push(line.trim()); line = ""; }
      line += piece;
    });
    return made.concat(line.trim() ? [line.trim()] : []);
  }
  function plain(one) { return one ? one.textContent.replace(/\s+/g, " ").trim() : ""; }
  function part(value) { return parseFloat(value) / 100; }

  /** What is drawn: texts, rectangles and lines in pixels from the top left. */
  function drawing(figure) {
    var drawn = [], y = EDGE;
    function text(told, x, size, colour, more) {
      lines(told, more.room, size, more.isBold).forEach(function (line) {
        y += size * 1.4;
        drawn.push({ text: line, x: x, y: y - size * 0.35, size: size, colour: colour, isBold: more.isBold, end: more.end });
      });
    }
    text(plain(figure.querySelector("figcaption")), EDGE, 18, INK, { room: WIDTH - 2 * EDGE, isBold: true });
    y += 8;
    var at = EDGE, doubt = plain(figure.querySelector(".chart-doubt"));
    if (doubt) { text(doubt, EDGE, 13, INK, { room: WIDTH - 2 * EDGE }); y += 6; }
    Array.prototype.forEach.call(figure.querySelectorAll(".legend > span"), function (one) {
      drawn.push({ x: at, y: y + 4, width: 12, height: 12, colour: FILL[one.querySelector("rect").getAttribute("class")] });
      drawn.push({ text: plain(one), x: at + 18, y: y + 15, size: 13, colour: SECOND });
      measure.font = font(13);
      at += 18 + measure.measureText(plain(one)).width + 24;
    });
    y += at > EDGE ? 30 : 6;
    Array.prototype.forEach.call(figure.querySelectorAll(".bar-row"), function (row) {
      var top = y;
      text(plain(row.querySelector(".bar-label")), LEFT - 14, 14, INK, { room: LEFT - 14 - EDGE, end: true });
      var below = y;
      y = top;
      Array.prototype.forEach.call(row.querySelectorAll(".bar-line"), function (bar) {
        var told = bar.querySelector(".bar-said"), far = told.querySelector(".far"), off = far ? (RIGHT - LEFT) * part(far.getAttribute("width")) : 0, isRight = told.classList.contains("right");
        text(plain(told), isRight ? RIGHT - off : LEFT + off, 13, SECOND, { room: RIGHT - LEFT - off, end: isRight });
        shapes(bar, y + 2, drawn);
        y += 16;
      });
      y = Math.max(y, below) + 6;
    });
    var ends = figure.querySelectorAll(".bar-axis span");
    drawn.push({ x1: LEFT, x2: RIGHT, y1: y, y2: y, colour: SECOND });
    drawn.push({ text: plain(ends[0]), x: LEFT, y: y + 16, size: 12, colour: SECOND });
    drawn.push({ text: plain(ends[1]), x: RIGHT, y: y + 16, size: 12, colour: SECOND, end: true });
    y += 24;
    text(plain(figure.querySelector(".source-text")), EDGE, 12, SECOND, { room: WIDTH - 2 * EDGE });
    return { drawn: drawn, height: Math.ceil(y + EDGE) };
  }
  /** The bar, its whiskers and the line of zero, which the page has in percent of the width. */
  function shapes(bar, top, drawn) {
    var room = RIGHT - LEFT;
    Array.prototype.forEach.call(bar.querySelectorAll("rect, line"), function (one) {
      function of(name) { return one.getAttribute(name); }
      if (one.tagName === "rect") drawn.push({ x: LEFT + room * part(of("x")), y: top + 1, width: room * part(of("width")), height: 10, colour: FILL[of("class")] });
      else drawn.push({ x1: LEFT + room * part(of("x1")), x2: LEFT + room * part(of("x2")), y1: top + +of("y1"), y2: top + +of("y2"), colour: of("class") === "zero" ? SECOND : INK });
    });
  }

  function svg(figure) {
    var made = drawing(figure), root = element("svg", { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: made.height, viewBox: [0, 0, WIDTH, made.height].join(" "), "font-family": FAMILY });
    root.append(element("rect", { width: WIDTH, height: made.height, fill: "#fff" }));
    made.drawn.forEach(function (one) {
      if (one.text) root.append(element("text", { x: one.x, y: one.y, "font-size": one.size, "font-weight": one.isBold ? 600 : 400, fill: one.colour, "text-anchor": one.end ? "end" : "start" }, one.text));
      else if (one.width !== undefined) root.append(element("rect", { x: one.x, y: one.y, width: one.width, height: one.height, fill: one.colour }));
      else root.append(element("line", { x1: one.x1, x2: one.x2, y1: one.y1, y2: one.y2, stroke: one.colour }));
    });
    return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
  }
  function png(figure, then) {
    var made = drawing(figure), canvas = document.createElement("canvas"), on = canvas.getContext("2d");
    canvas.width = WIDTH * FINE; canvas.height = made.height * FINE;
    on.scale(FINE, FINE);
    on.fillStyle = "#fff"; on.fillRect(0, 0, WIDTH, made.height);
    made.drawn.forEach(function (one) {
      on.fillStyle = on.strokeStyle = one.colour;
      if (one.text) { on.font = font(one.size, one.isBold); on.textAlign = one.end ? "right" : "left"; on.fillText(one.text, one.x, one.y); }
      else if (one.width !== undefined) on.fillRect(one.x, one.y, one.width, one.height);
      else { on.beginPath(); on.moveTo(one.x1, one.y1); on.lineTo(one.x2, one.y2); on.stroke(); }
    });
    canvas.toBlob(then, "image/png");
  }
  function save(content, name) {
    var link = element("a", { href: URL.createObjectURL(content), download: name });
    document.body.append(link); link.click(); link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }
  Array.prototype.forEach.call(document.querySelectorAll("figure.chart"), function (figure) {
    var source = figure.querySelector(".source"), name = figure.id.replace(/^chart-/, "");
    ["SVG", "PNG"].forEach(function (kind) {
      var button = element("button", { type: "button", "class": "plain", "aria-label": kind + " " + plain(figure.querySelector("figcaption")) }, kind);
      button.addEventListener("click", function () {
        if (kind === "SVG") save(svg(figure), name + ".svg");
        else png(figure, function (content) { save(content, name + ".png"); });
      });
      source.append(element("span", { "class": "take" }, [" · ", button]));
    });
  });
})();
