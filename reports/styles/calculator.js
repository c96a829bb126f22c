// The calculator of a planned network: the same sums as analysis/measures/costed_plan.py, over numbers that the page holds.
// Asks no other host for anything. Without a page (in a test) only `costedPlan` is defined.
(function (place) {
  "use strict";

  function unitsOf(line, hubs, facilitator) {
    if (!hubs || (line.facilitator && !facilitator)) return 0;
    return line.shared_by ? Math.ceil(hubs / line.shared_by) : 1;
  }

  function growth(years, rise) {
    var sum = 0;
    for (var year = 0; year < years; year += 1) sum += Math.pow(1 + rise, year);
    return sum;
  }

  // choice: {planned: [hubs of each kind, in order], years, rise (0.04 is 4%), facilitator}
  function reckon(basis, choice) {
    var hubs = choice.planned.reduce(function (sum, number) { return sum + number; }, 0);
    var plan = { hubs: hubs, set_up: [0, 0, 0], yearly: [0, 0, 0], hours: [0, 0, 0], facilitators: 0, not_known: [] };
    function add(row, amounts, number) {
      for (var part = 0; part < 3; part += 1) plan[row][part] += number * amounts[part];
    }
    basis.kinds.forEach(function (kind, at) {
      var number = choice.planned[at];
      if (!number) return;
      [["set_up", "set_up", "setting up"], ["running", "yearly", "running"], ["hours", "hours", "volunteers' hours"]].forEach(function (what) {
        if (kind[what[0]]) add(what[1], kind[what[0]], number);
        else plan.not_known.push(what[2] + " of a " + kind.kind);
      });
    });
    basis.lines.forEach(function (line) {
      var units = unitsOf(line, hubs, choice.facilitator);
      add(line.running ? "yearly" : "set_up", line.cost, units);
      if (line.facilitator) plan.facilitators += units;
    });
    var grown = growth(choice.years, choice.rise);
    plan.total = plan.set_up.map(function (once, part) { return once + plan.yearly[part] * grown; });
    return plan;
  }

  function shown(amount, step, unit) {
    var rounded = Math.floor(amount / step + 0.5) * step;
    return unit + String(rounded).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  }

  place.costedPlan = { reckon: reckon, shown: shown };
  if (typeof document === "undefined") return;

  function whole(input) {
    var text = input.value.trim();
    return /^\d{1,4}$/.test(text) && Number(text) >= Number(input.min) && Number(text) <= Number(input.max) ? Number(text) : null;
  }

  function label(form, input) {
    return form.querySelector('label[for="' + input.id + '"]').textContent.trim();
  }

  // What is chosen, or in words what cannot be reckoned with.
  function chosen(form) {
    var wrong = [];
    function number(input) {
      var value = whole(input);
      input.setAttribute("aria-invalid", value === null ? "true" : "false");
      if (value === null) wrong.push(label(form, input) + ": a whole number from " + input.min + " to " + input.max + " is needed.");
      return value;
    }
    var planned = Array.prototype.map.call(form.querySelectorAll("[data-kind]"), number);
    var switched = form.querySelector('[data-plan="facilitator"]');
    return {
      planned: planned,
      years: number(form.querySelector('[data-plan="years"]')),
      rise: Number(form.querySelector('[data-plan="rise"]').value),
      facilitator: Boolean(switched && switched.checked),
      wrong: wrong
    };
  }

  function fill(holder, basis, plan, years) {
    var head = holder.querySelector("thead th");
    if (head) head.textContent = "Over " + years + (years === 1 ? " year" : " years");
    ["set_up", "yearly", "total", "hours"].forEach(function (row, at) {
      var cells = holder.querySelectorAll("tbody tr")[at].querySelectorAll("td");
      plan[row].forEach(function (amount, part) {
        cells[part].textContent = row === "hours" ? shown(amount, basis.rounded.hours, "") : shown(amount, basis.rounded.pounds, "£");
      });
    });
  }

  function said(basis, plan, years) {
    var pounds = basis.rounded.pounds;
    var words = plan.hubs + (plan.hubs === 1 ? " hub: " : " hubs: ") + shown(plan.set_up[1], pounds, "£") + " to set up and "
      + shown(plan.yearly[1], pounds, "£") + " a year to run; over " + years + (years === 1 ? " year " : " years ")
      + shown(plan.total[1], pounds, "£") + ", from " + shown(plan.total[0], pounds, "£") + " to " + shown(plan.total[2], pounds, "£") + ".";
    if (plan.facilitators) words += " With " + plan.facilitators + (plan.facilitators === 1 ? " area facilitator." : " area facilitators.");
    return plan.not_known.length ? words + " Not known, and in no sum: " + plan.not_known.join(", ") + "." : words;
  }

  function begin(holder) {
    var form = holder.querySelector("form"), status = holder.querySelector(".calculator-said");
    var basis = JSON.parse(holder.querySelector('script[type="application/json"]').textContent), waiting = 0;
    function answer() {
      var choice = chosen(form);
      var words = choice.wrong.join(" ");
      holder.classList.toggle("calculator-stale", choice.wrong.length > 0);
      if (!words) {
        var plan = reckon(basis, choice);
        fill(holder, basis, plan, choice.years);
        words = plan.hubs ? said(basis, plan, choice.years) : "No hub is planned.";
      }
      // Read aloud once the typing has stopped, not at every key.
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () { status.textContent = words; }, 300);
    }
    form.hidden = false;
    form.addEventListener("input", answer);
    form.addEventListener("change", answer);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
  }

  function start() {
    Array.prototype.forEach.call(document.querySelectorAll(".calculator"), begin);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(typeof globalThis === "undefined" ? this : globalThis);
