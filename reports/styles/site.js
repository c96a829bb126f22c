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
    var asked = false;
    function load(then) {
      if (window.learningReportSearch) return then();
      if (asked) return;
      asked = true;
      var script = document.createElement("script");
      script.src = home + "assets/search-index.js";
      script.onload = then;
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

  function start() { menu(); tabs(); search(); paper(); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
