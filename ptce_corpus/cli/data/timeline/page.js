"use strict";
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const lang = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const DAY = 86400000;
  const $ = (id) => document.getElementById(id);
  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[’ʼ]/g, "'").replace(/\s+/g, " ");
  const told = (message, ...parts) => parts.reduce((text, part) => text.replace("{}", () => part), message);

  document.querySelectorAll(".scripted").forEach((one) => one.removeAttribute("hidden"));

  /* A day of the years 1 to 9999; Date.UTC would take the year 14 for 1914. */
  const day = (iso) => {
    const [year, month, date] = iso.split("-").map(Number);
    const made = new Date(0);
    made.setUTCFullYear(year, month - 1, date);
    return made.getTime();
  };
  const items = Array.from(document.querySelectorAll(".card"), (card) => {
    const first = card.dataset.first ? day(card.dataset.first) : null;
    const last = card.dataset.last ? day(card.dataset.last) + DAY : null;
    return {
      card, first, last,
      at: first === null ? null : (first + last) / 2,
      kind: card.dataset.kind,
      years: (card.dataset.years || "").split(" "),
      confidence: Number(card.dataset.confidence),
      text: fold(card.querySelector(".told").textContent + " " + card.querySelector("cite").textContent),
      label: card.querySelector("h3").textContent + ", " + card.querySelector(".date").textContent,
      kept: true,
    };
  });
  const dated = items.filter((item) => item.at !== null);

  /* The list */
  const fields = ["person", "organisation", "kind", "verb", "year", "confidence"].map($);
  const inView = $("in-view");
  let view = null;

  const wanted = (item) => {
    const data = item.card.dataset;
    const [person, organisation, kind, verb, year, confidence] = fields.map((field) => field.value);
    return (!person || data.person === person) && (!organisation || data.organisation === organisation)
      && (!kind || item.kind === kind) && (!verb || data.verb === verb)
      && (!year || item.years.includes(year)) && (!confidence || item.confidence >= Number(confidence));
  };

  function filter() {
    const sought = fold($("text").value).split(" ").filter(Boolean);
    for (const item of items) item.kept = wanted(item) && sought.every((word) => item.text.includes(word));
    list();
    draw();
  }

  function list() {
    const narrowed = inView.checked && view;
    let count = 0;
    for (const item of items) {
      const seen = item.kept && (!narrowed || (item.at !== null && item.first <= view[1] && item.last >= view[0]));
      item.card.hidden = !seen;
      if (seen) count += 1;
    }
    for (const year of document.querySelectorAll(".year")) year.hidden = !year.querySelector(".card:not([hidden])");
    $("none").hidden = count > 0;
    const line = count === 1 ? told(words.one, items.length) : told(words.count, count, items.length);
    if ($("count").textContent !== line) $("count").textContent = line;
  }

  let pause = 0;
  $("text").addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(filter, 150); });
  for (const field of fields) field.addEventListener("change", filter);
  inView.addEventListener("change", list);
  $("filters").addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  $("filters").addEventListener("reset", () => setTimeout(() => { reset(); filter(); }));

  let shown = null;
  function show(item) {
    if (shown) shown.card.classList.remove("shown");
    shown = item;
    item.card.hidden = false;
    item.card.closest(".year").hidden = false;
    item.card.classList.add("shown");
    item.card.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    item.card.focus({ preventScroll: true });
    draw();
  }

  /* The page of the source */
  const dialog = $("page");
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.whole");
    if (button) {
      const sheet = button.closest("figure").querySelector("svg.sheet").cloneNode(true);
      sheet.setAttribute("viewBox", "0 0 " + sheet.dataset.width + " " + sheet.dataset.height);
      $("page-title").textContent = button.closest(".card").querySelector("cite").textContent;
      $("page-sheet").replaceChildren(sheet);
      dialog.showModal();
      const hit = sheet.querySelector(".hit");
      if (hit) hit.scrollIntoView({ block: "center", inline: "center", behavior: "auto" });
    } else if (event.target === dialog || event.target.closest("#page-close")) dialog.close();
  });

  /* The timeline */
  if (!dated.length) { $("timeline").hidden = true; inView.closest("label").hidden = true; filter(); return; }
  const kinds = ["quotation", "appearance", "mention"].filter((kind) => items.some((item) => item.kind === kind));
  const LANE = 104, TOP = 20, AXIS = 28, STEP = 13, BIN = 16, SIDE = 20;
  const most = Math.floor((LANE - TOP - 4) / STEP);
  const height = kinds.length * LANE + AXIS;
  const shapes = { quotation: d3.symbolCircle, appearance: d3.symbolDiamond, mention: d3.symbolTriangle };
  const svg = d3.select("#chart").append("svg").attr("role", "img");
  const axis = svg.append("g").attr("transform", `translate(0,${height - AXIS})`);
  const plot = svg.append("g");
  const early = d3.min(dated, (item) => item.first), late = d3.max(dated, (item) => item.last);
  const margin = Math.max(15 * DAY, (late - early) * 0.02);
  const whole = d3.scaleUtc([early - margin, late + margin], [SIDE, 100]);
  const years = d3.rollups(dated, (all) => all.length, (item) => new Date(item.at).getUTCFullYear());
  const fullest = d3.greatest(years, (year) => year[1]);
  let scale = whole, width = 0;

  const named = (options) => new Intl.DateTimeFormat(lang, { timeZone: "UTC", ...options });
  const asYear = named({ year: "numeric" }), asMonth = named({ month: "short", year: "numeric" });
  const asDay = named({ day: "numeric", month: "short", year: "numeric" });
  function tick(date) {
    if (date.getUTCDate() !== 1 || date.getUTCHours()) return asDay.format(date);
    return date.getUTCMonth() ? asMonth.format(date) : asYear.format(date);
  }

  const zoom = d3.zoom()
    .filter((event) => !event.button && (event.type !== "wheel" || event.ctrlKey || event.metaKey))
    .on("zoom", (event) => { scale = event.transform.rescaleX(whole); draw(); })
    .on("end", tell);

  function fit() {
    width = $("chart").clientWidth;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    whole.range([SIDE, width - SIDE]);
    const days = (late - early + 2 * margin) / DAY;
    zoom.extent([[0, 0], [width, height]]).translateExtent([[0, 0], [width, height]]).scaleExtent([1, Math.max(1, days / 4)]);
    scale = d3.zoomTransform(svg.node()).rescaleX(whole);
    draw();
    tell();
  }

  function tell() {
    const [start, end] = scale.domain();
    view = [start.getTime(), end.getTime()];
    $("window").textContent = told(words.window, asDay.format(start), asDay.format(end));
    if (inView.checked) list();
  }

  /* Marks of one column are stacked. Where a column of a lane has more than fit, its columns are bars as high as they
     are full, with their number; single marks stay. */
  function draw() {
    if (!width) return;
    axis.call(d3.axisBottom(scale).ticks(Math.max(2, Math.floor(width / 95))).tickFormat(tick).tickSizeOuter(0))
      .attr("font-family", null).attr("font-size", null);
    plot.selectAll("*").remove();
    let drawn = 0;
    kinds.forEach((kind, lane) => {
      const row = plot.append("g").attr("class", kind).attr("transform", `translate(0,${lane * LANE})`);
      const bins = d3.groups(
        dated.filter((item) => item.kept && item.kind === kind && scale(item.at) > -BIN && scale(item.at) < width + BIN),
        (item) => Math.round(scale(item.at) / BIN),
      );
      const peak = d3.max(bins, ([, held]) => held.length) || 0;
      const taken = new Set(bins.map(([bin]) => bin));
      for (const [bin, held] of bins) {
        drawn += held.length;
        const alone = held.length === 1 && !taken.has(bin - 1) && !taken.has(bin + 1);
        if (peak > most && held.length > 1) bar(row, bin, held, peak);
        else held.forEach((item, nth) => dot(row, item, nth, alone ? null : bin * BIN));
      }
      row.append("line").attr("class", "domain").attr("x2", width).attr("y1", LANE - 1).attr("y2", LANE - 1);
      row.append("text").attr("class", "lane").attr("x", 8).attr("y", 14).text(words.kinds[kind]);
    });
    const all = told(words.chart, drawn, asYear.format(early), asYear.format(late - DAY), fullest[0]);
    svg.attr("aria-label", all);
  }

  /* A mark with room around it stands at its very date, with a line over the days that this may mean. */
  function dot(row, item, nth, column) {
    const x = column === null ? scale(item.at) : column, y = LANE - 10 - nth * STEP;
    const from = scale(item.first), to = scale(item.last);
    if (column === null && to - from > 2 * BIN) {
      row.append("line").attr("class", "spread").attr("x1", from).attr("x2", to).attr("y1", y).attr("y2", y);
    }
    row.append("path").attr("class", item === shown ? "item shown" : "item")
      .attr("d", d3.symbol(shapes[item.kind], 78)()).attr("transform", `translate(${x},${y})`)
      .on("click", () => show(item)).append("title").text(item.label);
  }

  function bar(row, bin, held, peak) {
    const tall = Math.max(8, (LANE - TOP - 16) * held.length / peak), top = LANE - 4 - tall;
    row.append("rect").attr("class", "many").attr("x", bin * BIN - 7).attr("y", top).attr("width", 14)
      .attr("height", tall).attr("rx", 3)
      .on("click", () => nearer(held)).append("title").text(told(words.many, held.length));
    row.append("text").attr("class", "number").attr("text-anchor", "middle").attr("x", bin * BIN).attr("y", top - 3)
      .text(held.length);
  }

  function moved() { return still.matches ? svg : svg.transition().duration(250); }

  /* To the dates of some items; to the first of them in the list where all have the same date. */
  function nearer(held) {
    const start = d3.min(held, (item) => item.at), end = d3.max(held, (item) => item.at);
    if (start === end) { show(held[0]); return; }
    const factor = (width / 2) / (whole(end) - whole(start));
    const to = Math.min(zoom.scaleExtent()[1], Math.max(d3.zoomTransform(svg.node()).k * 2, factor));
    moved().call(zoom.transform, d3.zoomIdentity.translate(width / 2 - to * whole((start + end) / 2), 0).scale(to));
  }
  function reset() { moved().call(zoom.transform, d3.zoomIdentity); }
  const by = (factor) => moved().call(zoom.scaleBy, factor);
  const along = (share) => moved().call(zoom.translateBy, -share * width / d3.zoomTransform(svg.node()).k, 0);
  const moves = {
    "zoom-in": () => by(2), "zoom-out": () => by(0.5), earlier: () => along(-0.5), later: () => along(0.5), all: reset,
  };
  for (const [id, move] of Object.entries(moves)) $(id).addEventListener("click", move);
  const keys = { "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", ArrowLeft: "earlier", ArrowRight: "later", 0: "all", Home: "all" };
  $("chart").addEventListener("keydown", (event) => {
    const move = keys[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moves[move]();
  });

  svg.call(zoom);
  new ResizeObserver(() => { if ($("chart").clientWidth !== width) fit(); }).observe($("chart"));
  fit();
  filter();
})();
