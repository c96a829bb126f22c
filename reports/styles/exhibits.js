// The drawings of a page are there without it. This lets somebody explore one: plotly.js, 4.8 MB, is loaded when they ask for it, once.
(function () {
  "use strict";
  var NARROW = 520; // CSS pixels: below, letters shrink so that the marks keep their room
  var config = { displayModeBar: false, showSendToCloud: false, plotlyServerURL: "", responsive: false };
  var base = document.currentScript ? document.currentScript.src.replace(/[^/]*$/, "") : "assets/";
  var loading = {};

  // Scripts, not files that are fetched: a page opened from a folder may not fetch.
  function load(address) {
    if (!loading[address]) {
      loading[address] = new Promise(function (come, stay) {
        var script = document.createElement("script");
        script.src = address;
        script.onload = come;
        script.onerror = function () { delete loading[address]; stay(new Error(address)); };
        document.head.appendChild(script);
      });
    }
    return loading[address];
  }

  function fitted(layout, width) {
    var copy = Object.assign({}, layout, { autosize: true, dragmode: false });
    delete copy.width;
    // The letters of the page, whatever the figure says: a list of fonts that a browser cannot read is dropped whole.
    copy.font = Object.assign({}, layout.font, { family: window.getComputedStyle(document.body).fontFamily });
    if (width >= NARROW) return copy;
    copy.font.size = 12;
    copy.legend = Object.assign({}, layout.legend, { font: { size: 12 } });
    return copy;
  }

  function figure_of(holder) {
    var name = holder.dataset.figure.replace(/^.*\/|\.js$/g, "");
    return (window.learningReportFigures || {})[name];
  }

  function draw(holder, plot) {
    var figure = figure_of(holder);
    window.Plotly.newPlot(plot, figure.data, fitted(figure.layout, plot.clientWidth), config);
    plot.on("plotly_click", function (event) {
      var fact = event.points && event.points[0] && event.points[0].id;
      var card = fact && document.querySelector('a.fact[href][data-fact="' + window.CSS.escape(fact) + '"]');
      if (card) card.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    });
    if (!window.ResizeObserver || plot.followed) return;
    var drawn = plot.clientWidth;
    plot.followed = new ResizeObserver(function () {
      if (!plot.clientWidth || plot.clientWidth === drawn) return;
      drawn = plot.clientWidth;
      window.Plotly.react(plot, figure.data, fitted(figure.layout, drawn), config);
    });
    plot.followed.observe(plot);
  }

  function explorable(holder) {
    var plot = document.createElement("div"), button = document.createElement("button"), status = document.createElement("span");
    plot.className = "plot";
    plot.hidden = true;
    status.setAttribute("role", "status");
    button.type = "button";
    button.className = "explore";
    button.setAttribute("aria-pressed", "false");
    button.textContent = "Explore this chart";
    button.addEventListener("click", function () {
      if (button.getAttribute("aria-pressed") === "true") return show(false);
      status.textContent = "Loading …";
      Promise.all([load(base + "plotly.min.js"), load(holder.dataset.figure)]).then(function () {
        status.textContent = "";
        show(true);
        if (!plot.firstChild) draw(holder, plot);
      }).catch(function () {
        show(false);
        status.textContent = "What explores charts could not be loaded. The drawing and the table under it hold the same numbers.";
      });
    });
    function show(exploring) {
      button.setAttribute("aria-pressed", String(exploring));
      holder.classList.toggle("exploring", exploring);
      plot.hidden = !exploring;
    }
    holder.appendChild(plot);
    holder.insertAdjacentElement("afterend", status);
    holder.insertAdjacentElement("afterend", button);
  }

  function start() {
    Array.prototype.forEach.call(document.querySelectorAll(".exhibit-plot[data-figure]"), explorable);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
