// Draws each exhibit of the page from the JSON beside it, with the one shared plotly.js. Asks no other host for anything.
(function () {
  "use strict";
  var NARROW = 520; // CSS pixels: below, letters and margins shrink so that the marks keep their room
  var PRINTED = 660; // width of the text on A4, in CSS pixels
  var config = { displayModeBar: false, showSendToCloud: false, plotlyServerURL: "", responsive: false };

  var printing = false;

  function read(holder) {
    var source = holder.querySelector('script[type="application/json"]');
    return source ? JSON.parse(source.textContent) : null;
  }

  function fitted(layout, width) {
    var copy = Object.assign({}, layout, { autosize: true, dragmode: false });
    delete copy.width;
    // The letters of the page, whatever the figure says: a list of fonts that a browser cannot read is dropped whole.
    copy.font = Object.assign({}, layout.font, { family: window.getComputedStyle(document.body).fontFamily });
    if (width >= NARROW) return copy;
    copy.font.size = 12;
    copy.legend = Object.assign({}, layout.legend, { font: { size: 12 } });
    ["xaxis", "yaxis"].forEach(function (name) {
      if (layout[name]) copy[name] = Object.assign({}, layout[name], { automargin: true });
    });
    return copy;
  }

  function draw(holder) {
    try {
      var figure = read(holder);
      if (!figure) return;
      var plot = holder.querySelector(".plot") || holder.appendChild(document.createElement("div"));
      plot.className = "plot";
      holder.style.minHeight = (figure.layout.height || 360) + "px";
      window.Plotly.newPlot(plot, figure.data, fitted(figure.layout, holder.clientWidth), config);
      follow(holder, plot, figure);
    } catch (error) {
      give_table(holder);
    }
  }

  // The drawing follows its card's width: a turned phone, a resized window, a menu that opens.
  function follow(holder, plot, figure) {
    if (!window.ResizeObserver || holder.followed) return;
    var drawn = holder.clientWidth;
    holder.followed = new ResizeObserver(function () {
      var width = holder.clientWidth;
      if (printing || !width || width === drawn) return;
      var crossed = width < NARROW !== drawn < NARROW;
      drawn = width;
      if (crossed) window.Plotly.react(plot, figure.data, fitted(figure.layout, width), config);
      else window.Plotly.Plots.resize(plot);
    });
    holder.followed.observe(holder);
  }

  // Without a drawing the numbers must still be there to read: the table opens by itself.
  function give_table(holder) {
    var card = holder.closest("figure") || holder.parentElement;
    var data = card && card.querySelector("details.exhibit-data");
    holder.hidden = true;
    if (data) data.open = true;
  }

  function each(visit) {
    Array.prototype.forEach.call(document.querySelectorAll(".exhibit-plot"), visit);
  }

  // Drawn anew, not resized: some kinds glide to their new size, and the printer does not wait.
  function redraw(width) {
    each(function (holder) {
      var plot = holder.querySelector(".plot"), figure = read(holder);
      if (!figure || (!width && !holder.clientWidth)) return;
      if (!plot) return draw(holder);
      window.Plotly.purge(plot);
      var layout = fitted(figure.layout, width || holder.clientWidth);
      if (width) Object.assign(layout, { autosize: false, width: width });
      window.Plotly.newPlot(plot, figure.data, layout, config);
    });
  }

  function start() {
    if (!window.Plotly) return each(give_table);
    each(function (holder) {
      if (holder.offsetParent !== null) draw(holder);
    });
    window.addEventListener("beforeprint", function () {
      printing = true;
      redraw(PRINTED);
    });
    window.addEventListener("afterprint", function () {
      printing = false;
      redraw(null);
    });
    // A tab that opens shows its figures for the first time: only now have they a width.
    document.addEventListener("shown", function (event) {
      Array.prototype.forEach.call(event.target.querySelectorAll(".exhibit-plot"), function (holder) {
        if (!holder.querySelector(".plot")) draw(holder);
      });
    });
    document.addEventListener("shown.bs.tab", function () {
      each(function (holder) {
        if (!holder.querySelector(".plot") && holder.offsetParent !== null) draw(holder);
      });
    });
  }

  // Legends are measured once: the letters must have come before the first drawing.
  function begin() {
    var letters = window.getComputedStyle(document.body).fontFamily;
    var ready = document.fonts ? document.fonts.load("15px " + letters) : null;
    if (ready) ready.then(start, start);
    else start();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
