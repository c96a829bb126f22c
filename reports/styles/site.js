// Menu, search and tabs of the edition's pages. Works from a folder on disk (file://) and from the keyboard alone.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("scripted");
  var home = root.getAttribute("data-home") || "";

  // ---- menu (phone) ----
  function menu() {
    var button = document.getElementById("menu-button"), panel = document.getElementById("site-navigation");
    if (!button || !panel) return;
    function show(open) {
      button.setAttribute("aria-expanded", String(open));
      panel.classList.toggle("open", open);
    }
    button.addEventListener("click", function () { show(button.getAttribute("aria-expanded") !== "true"); });
    panel.addEventListener("click", function (event) { if (event.target.closest("a")) show(false); });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
        show(false);
        button.focus();
      }
    });
  }

  // ---- tabs ----
  function tabs() {
    Array.prototype.forEach.call(document.querySelectorAll(".tabset"), function (set, setNumber) {
      var panels = Array.prototype.filter.call(set.children, function (child) { return child.classList.contains("tab-panel"); });
      var list = document.createElement("div");
      list.className = "tab-list";
      list.setAttribute("role", "tablist");
      list.setAttribute("aria-label", panels.map(function (panel) { return panel.dataset.tab; }).join(", "));
      var buttons = panels.map(function (panel, number) {
        var button = document.createElement("button");
        panel.id = panel.id || "tab-panel-" + setNumber + "-" + number;
        button.id = panel.id + "-tab";
        button.type = "button";
        button.setAttribute("role", "tab");
        button.setAttribute("aria-controls", panel.id);
        button.textContent = panel.dataset.tab;
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", button.id);
        panel.tabIndex = 0;
        button.addEventListener("click", function () { choose(number); });
        list.appendChild(button);
        return button;
      });
      function choose(chosen, focus) {
        buttons.forEach(function (button, number) {
          var on = number === chosen;
          button.setAttribute("aria-selected", String(on));
          button.tabIndex = on ? 0 : -1;
          panels[number].classList.toggle("put-away", !on);
        });
        if (focus) buttons[chosen].focus();
        panels[chosen].dispatchEvent(new CustomEvent("shown", { bubbles: true }));
      }
      list.addEventListener("keydown", function (event) {
        var now = buttons.indexOf(document.activeElement), last = buttons.length - 1;
        var next = { ArrowRight: now === last ? 0 : now + 1, ArrowLeft: now === 0 ? last : now - 1, Home: 0, End: last }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        choose(next, true);
      });
      set.insertBefore(list, set.firstChild);
      choose(0);
    });
  }

  // ---- search ----
  function plain(text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }

  function found(words) {
    var results = [];
    (window.learningReportSearch || []).forEach(function (entry) {
      var title = plain(entry.title + " " + entry.heading), text = plain(entry.text), score = 0;
      for (var at = 0; at < words.length; at++) {
        var inTitle = title.indexOf(words[at]) >= 0, inText = text.indexOf(words[at]) >= 0;
        if (!inTitle && !inText) return;
        score += (inTitle ? 4 : 0) + (inText ? 1 : 0);
      }
      results.push({ entry: entry, score: score });
    });
    results.sort(function (one, other) { return other.score - one.score; });
    return results.slice(0, 12).map(function (result) { return result.entry; });
  }

  function excerpt(text, word) {
    var at = Math.max(0, plain(text).indexOf(word) - 40);
    return (at > 0 ? "… " : "") + text.slice(at, at + 120) + (text.length > at + 120 ? " …" : "");
  }

  function search() {
    var field = document.getElementById("search-field"), panel = document.getElementById("search-results");
    var status = document.getElementById("search-status");
    if (!field || !panel) return;
    var asked = 0; // slices of the index, one after another: what is found in the first is shown while the next comes
    function load(then) {
      if (window.learningReportSearch) then();
      if (asked) return;
      slice(1, then);
    }
    function slice(number, then) {
      asked = number;
      var script = document.createElement("script");
      script.src = home + "assets/search-index" + (number > 1 ? "-" + number : "") + ".js";
      script.onload = function () {
        if (number === 1 || document.activeElement === field) then(); // who walks along what was found keeps it
        if (number < (window.learningReportSearchSlices || 1)) slice(number + 1, then);
      };
      document.head.appendChild(script);
    }
    function show() {
      var words = plain(field.value).split(/\s+/).filter(function (word) { return word.length > 1; });
      panel.textContent = "";
      panel.hidden = words.length === 0;
      if (words.length === 0) { status.textContent = ""; return; }
      var entries = found(words);
      status.textContent = entries.length === 0 ? "Nothing found" : entries.length === 1 ? "1 place found" : entries.length + " places found";
      if (entries.length === 0) {
        panel.appendChild(document.createElement("li")).textContent = "Nothing found. Try fewer or shorter words.";
      }
      entries.forEach(function (entry) {
        var link = document.createElement("a");
        link.href = home + entry.page + (entry.id ? "#" + entry.id : "");
        var title = link.appendChild(document.createElement("span"));
        title.className = "result-title";
        title.textContent = entry.heading ? entry.title + ": " + entry.heading : entry.title;
        var text = link.appendChild(document.createElement("span"));
        text.className = "result-text";
        text.textContent = excerpt(entry.text, words[0]);
        panel.appendChild(document.createElement("li")).appendChild(link);
      });
    }
    function step(event) {
      var links = Array.prototype.slice.call(panel.querySelectorAll("a")), now = links.indexOf(document.activeElement);
      if (event.key === "Escape") {
        panel.hidden = true;
        field.focus();
      } else if (event.key === "ArrowDown" && links.length) {
        event.preventDefault();
        links[Math.min(now + 1, links.length - 1)].focus();
      } else if (event.key === "ArrowUp" && now >= 0) {
        event.preventDefault();
        (now === 0 ? field : links[now - 1]).focus();
      }
    }
    field.addEventListener("focus", function () { load(show); });
    field.addEventListener("input", function () { load(show); });
    field.addEventListener("keydown", step);
    panel.addEventListener("keydown", step);
    field.form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = panel.querySelector("a");
      if (first) first.click();
    });
    document.addEventListener("click", function (event) {
      if (!panel.hidden && !event.target.closest(".search")) panel.hidden = true;
    });
  }

  // ---- paper: what is folded away on the screen is printed, but not the code and the data behind a figure ----
  function paper() {
    var opened = [];
    window.addEventListener("beforeprint", function () {
      opened = Array.prototype.filter.call(document.querySelectorAll("details.callout"), function (one) { return !one.open; });
      opened.forEach(function (one) { one.open = true; });
    });
    window.addEventListener("afterprint", function () {
      opened.forEach(function (one) { one.open = false; });
    });
  }

  // ---- a number's card: opened over the page; with a key held down, or without scripts, the link leads to the page of cards ----
  function cards() {
    var numbers = Array.prototype.slice.call(document.querySelectorAll("a.fact[href]"));
    if (!numbers.length || !window.HTMLDialogElement) return;
    var dialog = null, loaded = {}, opener = null;

    // A link of a drawing has no parts of its own to ask for.
    function address_of(link) { return new URL(link.getAttribute("href"), window.location.href); }

    function load(link, then) {
      var address = address_of(link), page = address.pathname.replace(/\.html$/, ".js");
      if (loaded[page]) return then(loaded[page]);
      var script = document.createElement("script");
      script.src = address.href.split("#")[0].replace(/\.html$/, ".js");
      script.onload = function () {
        loaded[page] = window.learningReportNumbers || {};
        then(loaded[page]);
      };
      script.onerror = function () { window.location.href = address.href; };
      document.head.appendChild(script);
    }

    function written(line) {
      if (typeof line === "string") return document.createTextNode(line);
      var link = document.createElement("a");
      link.textContent = line[0];
      link.href = line[1];
      link.addEventListener("click", open);
      return link;
    }

    function show(link, card) {
      if (!dialog) {
        dialog = document.body.appendChild(document.createElement("dialog"));
        dialog.className = "number-dialog";
        dialog.setAttribute("aria-labelledby", "number-shown");
        dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
        // The browser gives the place back itself; this comes later, and must not take a reader away who has gone on.
        dialog.addEventListener("close", function () { if (opener && document.activeElement === document.body) opener.focus(); });
      }
      dialog.textContent = "";
      var close = dialog.appendChild(document.createElement("button"));
      close.type = "button";
      close.textContent = "Close";
      close.addEventListener("click", function () { dialog.close(); });
      var title = dialog.appendChild(document.createElement("h2"));
      title.id = "number-shown";
      title.textContent = card[0];
      var list = dialog.appendChild(document.createElement("dl"));
      card[1].forEach(function (part) {
        list.appendChild(document.createElement("dt")).textContent = part[0];
        part[1].forEach(function (line) { list.appendChild(document.createElement("dd")).appendChild(written(line)); });
      });
      var all = dialog.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
      all.href = address_of(link).href;
      all.textContent = "All numbers of this page, one under another";
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0;
    }

    function open(event) {
      if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      var link = event.currentTarget, address = address_of(link), name = decodeURIComponent(address.hash.slice(1));
      event.preventDefault();
      if (link.classList.contains("fact")) opener = link;
      load(link, function (known) {
        if (known[name]) show(link, known[name]);
        else window.location.href = address.href;
      });
    }

    numbers.forEach(function (link) { link.addEventListener("click", open); });
    Array.prototype.forEach.call(document.querySelectorAll("table"), walkable);
    Array.prototype.forEach.call(document.querySelectorAll("svg.drawing"), walkable_marks);
  }

  // So are the marks of a drawing, and the arrows lead along them.
  function walkable_marks(drawing) {
    var links = Array.prototype.slice.call(drawing.querySelectorAll("a.mark"));
    links.forEach(function (link, number) { link.setAttribute("tabindex", number ? "-1" : "0"); });
    drawing.addEventListener("keydown", function (event) {
      var now = links.indexOf(document.activeElement), last = links.length - 1;
      var steps = { ArrowRight: now + 1, ArrowDown: now + 1, ArrowLeft: now - 1, ArrowUp: now - 1, Home: 0, End: last };
      var next = steps[event.key];
      if (now < 0 || next === undefined) return;
      event.preventDefault();
      if (!links[next]) return;
      links[now].setAttribute("tabindex", "-1");
      links[next].setAttribute("tabindex", "0");
      links[next].focus();
    });
  }

  // A table of numbers is one stop of the Tab key; the arrows lead from cell to cell.
  function walkable(table) {
    var links = Array.prototype.slice.call(table.querySelectorAll("a.fact[href]"));
    if (links.length < 2) return;
    links.forEach(function (link, number) { link.tabIndex = number ? -1 : 0; });
    table.addEventListener("keydown", function (event) {
      var now = document.activeElement, cell = now && now.closest("td, th");
      if (links.indexOf(now) < 0 || !cell) return;
      var row = cell.parentElement, column = cell.cellIndex, next = null;
      function fact(place) { return place && place.querySelector("a.fact[href]"); }
      function beside(step) {
        for (var at = column + step; row.cells[at]; at += step) if (fact(row.cells[at])) return fact(row.cells[at]);
        return null;
      }
      function above(step) {
        for (var at = row.rowIndex + step; table.rows[at]; at += step) if (fact(table.rows[at].cells[column])) return fact(table.rows[at].cells[column]);
        return null;
      }
      if (event.key === "ArrowRight") next = beside(1);
      else if (event.key === "ArrowLeft") next = beside(-1);
      else if (event.key === "ArrowDown") next = above(1);
      else if (event.key === "ArrowUp") next = above(-1);
      else if (event.key === "Home") next = links[0];
      else if (event.key === "End") next = links[links.length - 1];
      else return;
      event.preventDefault();
      if (!next) return;
      now.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }

  function start() { menu(); tabs(); search(); paper(); cards(); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
